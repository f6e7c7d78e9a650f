"""A good workshop spoiled in one place at a time, for every rule on workshops."""

from __future__ import annotations

from tests.course.authoring.needed import Bad

PLAN = "workshops/short.md"

ROOMS = [
    Bad(
        "workshop-ids",
        "{#scale}",
        "{#votes}",
        "## A scale",
        "votes.id: Another activity of the plan has this id.",
        file=PLAN,
    ),
    Bad(
        "workshop-ids",
        "  - id: that",
        "  - id: this\n    # twice",
        "  - id: this\n    # twice",
        "votes.choices[1].id: This id stands twice in the activity.",
        file=PLAN,
    ),
    Bad(
        "workshop-minutes",
        "minutes: 20",
        "minutes: 21",
        "minutes: 21",
        "minutes: The activities come to 20 minutes.",
        file=PLAN,
    ),
    Bad(
        "workshop-clock",
        "    seconds: 120",
        "    seconds: 160",
        "minutes: 6",
        "talk.minutes: By its clock it takes 7 minutes.",
        file=PLAN,
    ),
    Bad(
        "people-plausible",
        "smallest: 4",
        "smallest: 13",
        "smallest: 13",
        "smallest: This is above the largest number of people.",
        file=PLAN,
    ),
    Bad(
        "small-room",
        "small_room: Stand on the marks.\n",
        "",
        "## The corridor",
        "corridor: Say how it goes with fewer than eight people (small_room).",
        file=PLAN,
    ),
    Bad(
        "small-room",
        "small_room: Fingers, both at once.\n",
        "",
        "## Talk",
        "talk: Say how it goes with fewer than eight people (small_room).",
        file=PLAN,
    ),
    Bad(
        "ends-in-de-role",
        "  - id: de-role",
        "  - id: goodbye",
        "phases:",
        "talk.phases: The last phase, and only it, must be de-role.",
        file=PLAN,
    ),
    Bad(
        "gentler-card",
        "[Say something.]",
        "[Say little.]",
        "    gentler:\n      title: Friendly",
        "talk.rounds[0].gentler: This says the same as the client's card.",
        file=PLAN,
    ),
    Bad(
        "card-length",
        "[Say much.]",
        f"[{'Say ' * 180}it.]",
        "    client:\n      title: Loud",
        "talk.rounds[1].client: With its case it comes to 737 characters.",
        file=PLAN,
    ),
    Bad(
        "no-keys-in-the-room",
        "question: Which?",
        "question: Which of these [R1]?",
        "question: Which of these",
        "votes.question: Say the source in the notes, not to the room.",
        file=PLAN,
    ),
    Bad(
        "no-real-people",
        "case: Wanda waited.",
        "case: Parry waited.",
        "case: Parry",
        "corridor.case: Parry is a real person's name; invent another.",
        file=PLAN,
    ),
    Bad(
        "lessons-known",
        "minutes: 4\nlesson: begin",
        "minutes: 4\nlesson: end",
        "lesson: end",
        "corridor.lesson: There is no such lesson in the course.",
        file=PLAN,
    ),
    Bad(
        "exit-last",
        "paper: A slip.\n```\n",
        "paper: A slip.\n```\n\n## More {#more}\n\nAsk.\n\n```words\nminutes: 1\nprompt: A word\n"
        "small_room: Say it.\npaper: Say it.\n```\n",
        "## More",
        "more: This comes after the exit rating.",
        file=PLAN,
    ),
    Bad(
        "scale-words",
        "low: Not yet\nhigh: Ready",
        "low: Ready\nhigh: Ready",
        "high: Ready",
        "go.high: Both ends say the same.",
        file=PLAN,
    ),
    Bad(
        "citations-listed",
        "aloud [R1]",
        "aloud [R1, R2]",
        "[R1, R2]",
        "corridor.notes: R2 is cited here but not named in the front matter.",
        file=PLAN,
    ),
]
