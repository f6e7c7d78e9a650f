"""Our own course, read once; and a tiny one of two lessons for tests that need not know ours."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, Literal

from course.authoring.catalogue import Catalogue, Edition
from course.authoring.course_files import Aids, Move, Route
from course.authoring.load import load_course
from course.authoring.schema import (
    Behaviour,
    Behaviours,
    Check,
    Choice,
    CourseFile,
    Demonstration,
    Drill,
    Evaluation,
    Gentler,
    Intention,
    Lesson,
    MarkedText,
    Place,
    ProseBlock,
    Question,
    RatingExercise,
    Reflection,
    Reframe,
    ReframeLine,
    Reply,
    Rubric,
    Skill,
    SkillId,
    Sort,
    SortBox,
    SortCard,
    Statement,
    Step,
    Turn,
)

SKILLS: list[SkillId] = [
    "notice",
    "steady",
    "own",
    "apologise",
    "invite",
    "validate",
    "explore",
    "follow-through",
]


@cache
def our_course() -> Catalogue:
    """Our own course: reading it takes a third of a second, and nothing changes it once read."""
    return load_course().catalogue


def small_catalogue() -> Catalogue:
    """The tiny course, loaded."""
    lessons = [_lesson(1, "first"), _lesson(2, "second")]
    editions = {}
    for lesson in lessons:
        canonical = lesson.model_dump_json()
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        editions[lesson.id] = Edition(lesson, digest, canonical)
    return Catalogue(
        course=CourseFile(
            title="A tiny course",
            promise="Short.",
            credits="Nobody.",
            lessons=["first.md"],
            places=[Place(id="here", name="Here")],
        ),
        rubric=Rubric(
            ask="How much of each?",
            skills=[
                Skill(
                    id=s,
                    name=s.capitalize(),
                    short=f"I {s}",
                    lesson="second" if s == "notice" else None,
                    anchors=[f"{s} {n}" for n in range(1, 6)],
                )
                for s in SKILLS
            ],
        ),
        sources={},
        editions=editions,
        aids=Aids(
            moves=[Move(skill="own", ask="What did I do?", do="Say it.")],
            order="Stop when they have had enough.",
            routes=[Route(colour="green", name="Green", when="A small miss.", steps=["Say so."])],
        ),
    )


def _case(name: str, intensity: Literal[1, 2, 3], **more: Any) -> Reply:
    why = [Behaviour(text="Does something", why="Because")]
    return Reply(
        id=name,
        title="A case",
        touches="A late start.",
        rupture="withdrawal",
        intensity=intensity,
        colour="green",
        scene="You began late.",
        client="It's fine.",
        prompt="Your repair",
        skills=["notice", "own"],
        behaviours=Behaviours(poor=why, ok=why, good=why),
        exemplar=[MarkedText(text="I was late.", skill="own")],
        **more,
    )


def _lesson(number: int, name: str) -> Lesson:
    choices = [
        Choice(id="a", text="Yes", right=True, why="It is."),
        Choice(id="b", text="No", why="It is not."),
    ]
    return Lesson(
        id=name,
        number=number,
        title=f"The {name} lesson",
        aim="To be small.",
        minutes=10,
        objectives=["Finish"],
        unseen=[_case(f"{name}-unseen", 2, gentler=Gentler(client="Hello."))],
        steps=[
            Step(id="read", title="Read", blocks=[ProseBlock(markdown="A sentence.")]),
            Step(
                id="write",
                title="Write",
                blocks=[
                    _case("case", 1, follows="Thanks."),
                    _case("strong", 3, required=False, gentler=Gentler(client="Perhaps.")),
                    _case("coach", 1, required=False, instead_of="case", audience="coach"),
                    Reflection(id="thought", prompt="What do you notice?"),
                    Intention(id="next-time", required=False, prompt="Next time", beside="case"),
                ],
            ),
            Step(
                id="rate",
                title="Rate",
                blocks=[
                    RatingExercise(id="opening", wave="before", prompt="Where are you now?"),
                    Evaluation(
                        id="course",
                        required=False,
                        prompt="How was it?",
                        low="not at all",
                        high="fully",
                        statements=[Statement(id="useful", text="It was useful.")],
                    ),
                ],
            ),
            Step(
                id="try",
                title="Try",
                blocks=[
                    Check(
                        id="quiz",
                        title="Check",
                        questions=[Question(id="q1", ask="Is it?", choices=choices)],
                    ),
                    Sort(
                        id="boxes",
                        prompt="Sort these",
                        boxes=[SortBox(id="x", name="X"), SortBox(id="y", name="Y")],
                        cards=[
                            SortCard(id="one", text="One", box="x", why="X."),
                            SortCard(id="two", text="Two", box="y", why="Y."),
                        ],
                    ),
                    Drill(
                        id="count",
                        title="Count",
                        minutes=5,
                        intro="Count.",
                        moves=["One."],
                        untimed="Take your time.",
                        write="A note",
                    ),
                    Demonstration(
                        id="talk",
                        title="A talk",
                        scene="A room.",
                        turns=[Turn(who="You", line="Hello."), Turn(who="Client", line="Hi.")],
                    ),
                    Reframe(
                        id="anew",
                        prompt="Look again",
                        lines=[
                            ReframeLine(id="who", label="Who was affected"),
                            ReframeLine(id="what", label="What I learned"),
                            ReframeLine(id="how", label="How I will relate"),
                        ],
                    ),
                ],
            ),
        ],
    )
