"""Changes of what an id means, made to a good course one at a time, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass

from tests.course.authoring.samples import LESSON

BACK = "Put it back, or give what takes its place a new id."


@dataclass(frozen=True)
class Change:
    """A change, the words on the line it is found at (after the change), and what is said."""

    old: str
    new: str
    at: str
    said: str
    file: str = LESSON


CHANGES = [
    Change("id: begin\n", "id: start\n", "lessons:", f"lessons: The lesson begin is gone. {BACK}"),
    Change(
        "## Write {#write}",
        "## Write {#writing}",
        "id: begin",
        f"id: The step write is gone. {BACK}",
    ),
    Change(
        "id: thought",
        "id: thinking",
        "## Write {#write}",
        f"step.write: The exercise thought is gone. {BACK}",
    ),
    Change(
        "id: late-again",
        "id: later-again",
        "id: begin",
        f"id: The exercise late-again is gone. {BACK}",
    ),
    Change(
        "```reflection\nid: thought\nprompt: What do you notice?\nhint: No client's details.",
        "```intention\nid: thought\nprompt: What do you notice?\nbeside: late",
        "```intention\nid: thought",
        f"thought: This was a reflection and is a intention now. {BACK}",
    ),
    Change(
        "        right: true\n        why: It is.\n      - id: b\n        text: 1:30\n",
        "        why: It is.\n      - id: b\n        text: 1:30\n        right: true\n",
        "      - id: a\n        text: no",
        f"quiz.questions[0].choices[0]: This was right and is not right now. {BACK}",
    ),
    Change(
        "      - id: b\n        text: 1:30",
        "      - id: c\n        text: 1:30",
        "```check",
        f"quiz: questions.first.b is gone; it was not right. {BACK}",
    ),
    Change(
        "rupture: withdrawal\nintensity: 1",
        "rupture: blunder\nintensity: 1",
        "rupture: blunder",
        f"late.rupture: This was withdrawal and is blunder now. {BACK}",
    ),
    Change(
        "skills: [notice, own]",
        "skills: [steady, own]",
        "skills: [steady, own]",
        f"late.skills: This was notice, own and is own, steady now. {BACK}",
    ),
    Change(
        "    box: red",
        "    box: green",
        "    box: green\n    why: It is a breach.",
        f"colours.cards[1].box: This was red and is green now. {BACK}",
    ),
    Change(
        "  - id: how\n",
        "  - id: so\n",
        "```reframe",
        f"anew: lines.how is gone; it was a line. {BACK}",
    ),
    Change(
        "choices: [A complaint, A silence]",
        "choices: [A silence, A complaint]",
        "    predict:",
        "talk.turns[1].predict: Choice 1 stands in place 2 now. Put them back in order.",
    ),
    Change(
        "wave: before",
        "wave: after",
        "wave: after",
        f"opening.wave: This was before and is after now. {BACK}",
    ),
    Change(
        "  - who: Therapist\n    line: Good morning.\n",
        "  - who: Therapist\n    line: Good morning.\n  - who: Client\n    line: Morning.\n",
        "```demonstration",
        f"talk: turns[1].predict is gone; it was 2 choices. {BACK}",
    ),
    Change("write: A note\n", "", "```drill", f"count: write is gone; it was a note. {BACK}"),
    Change(
        "  - id: steady\n",
        "  - id: calm\n",
        "skills:",
        f"skills: The skill steady is gone. {BACK}",
        file="rubric.yml",
    ),
    Change(
        "short: I notice\n    anchors:\n      - At 1 the skill looks like this.\n"
        "      - At 2 the skill looks like this.\n",
        "short: I notice\n    anchors:\n      - At 2 the skill looks like this.\n"
        "      - At 1 the skill looks like this.\n",
        "      - At 1 the skill looks like this.\n      - At 3",
        "skills[0].anchors[1]: What level 1 said stands at level 2 now, so earlier ratings would "
        "mean something else. Put the levels back in order.",
        file="rubric.yml",
    ),
    Change(
        "  - id: england\n    name: England\n    within: uk\n",
        "",
        "places:",
        f"places: The place england is gone. {BACK}",
        file="course.yml",
    ),
]
