"""What a lesson file may contain, strictly: an unknown key is refused, and an id never moves.

A lesson is Markdown with YAML front matter. Each heading of level two with an id, written
``## Title {#step-id}``, begins a step. Inside a step prose and exercises alternate; an exercise is
a fenced block whose language is its kind (``reflection``, ``check``, ...) and whose body is YAML.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from course.authoring.exercises import (
    Behaviour,
    Behaviours,
    Check,
    Choice,
    Colour,
    Demonstration,
    Drill,
    Exercise,
    Id,
    Line,
    MarkedText,
    Prediction,
    Prose,
    Question,
    RatingExercise,
    Reflection,
    Reframe,
    ReframeLine,
    Reply,
    Rupture,
    SkillId,
    Sort,
    SortBox,
    SortCard,
    Strict,
    Turn,
)

__all__ = [
    "AnyExercise",
    "Behaviour",
    "Behaviours",
    "Block",
    "Check",
    "Choice",
    "Colour",
    "CourseFile",
    "Demonstration",
    "Drill",
    "Exercise",
    "FrontMatter",
    "Id",
    "Lesson",
    "Line",
    "MarkedText",
    "Prediction",
    "Prose",
    "ProseBlock",
    "Question",
    "RatingExercise",
    "Reflection",
    "Reframe",
    "ReframeLine",
    "Reply",
    "Rubric",
    "Rupture",
    "SeedId",
    "Skill",
    "SkillId",
    "Sort",
    "SortBox",
    "SortCard",
    "Source",
    "SourceKey",
    "Step",
    "Strict",
    "Turn",
]

SeedId = Annotated[str, StringConstraints(pattern=r"^[PM][1-9][0-9]?$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^R[1-9][0-9]?[a-z]?$")]

AnyExercise = Annotated[
    Reflection | Check | Reply | Sort | Drill | Demonstration | Reframe | RatingExercise,
    Field(discriminator="kind"),
]


class ProseBlock(Strict):
    """Markdown between exercises."""

    kind: Literal["prose"] = "prose"
    markdown: str = Field(min_length=1)


Block = Annotated[
    ProseBlock
    | Reflection
    | Check
    | Reply
    | Sort
    | Drill
    | Demonstration
    | Reframe
    | RatingExercise,
    Field(discriminator="kind"),
]


class Step(Strict):
    """One screen of a lesson."""

    id: Id
    title: Line
    blocks: list[Block] = Field(min_length=1)


class FrontMatter(Strict):
    """What stands at the head of a lesson file. ``minutes`` is the design time of the whole."""

    id: Id
    number: int = Field(ge=1, le=40)
    title: Line
    aim: Line
    minutes: int = Field(ge=5, le=180)
    objectives: list[Line] = Field(min_length=1)
    covers: list[SeedId] = Field(default_factory=list)
    sources: list[SourceKey] = Field(default_factory=list)


class Lesson(FrontMatter):
    """A whole lesson, as parsed."""

    steps: list[Step] = Field(min_length=1)


class Skill(Strict):
    """One skill of the rubric; ``anchors`` describe behaviour at 1 to 5, in order."""

    id: SkillId
    name: Line
    short: Line
    anchors: list[Prose] = Field(min_length=5, max_length=5)


class Rubric(Strict):
    """The skills that are rated."""

    ask: Prose
    skills: list[Skill] = Field(min_length=1)


class Source(Strict):
    """Where a claim comes from. ``secondary`` sources are worded as reported."""

    cite: Prose
    address: str | None = None
    secondary: bool = False


class CourseFile(Strict):
    """The course as a whole: its name, and the lesson files in order."""

    title: Line
    promise: Prose
    credits: Prose
    lessons: list[Line] = Field(min_length=1)
