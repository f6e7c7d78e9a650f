"""What a lesson file may contain, strictly: an unknown key is refused, and an id never moves.

A lesson is Markdown with YAML front matter. Each heading of level two with an id, written
``## Title {#step-id}``, begins a step. Inside a step prose and exercises alternate; an exercise is
a fenced block whose language is its kind (``reflection``, ``check``, ...) and whose body is YAML.
A ``duty`` fence states law or professional duty for one place; an ``unseen`` fence is a reply that
no step shows, kept for practice that returns.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from course.authoring.course_files import (
    CourseFile,
    Mark,
    Place,
    Rubric,
    SampleReply,
    Samples,
    SeedId,
    Seeds,
    Skill,
    Source,
    Wall,
    WallPiece,
)
from course.authoring.exercises import (
    Behaviour,
    Behaviours,
    Check,
    Choice,
    Colour,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Gentler,
    Id,
    Intention,
    Line,
    MarkedText,
    PlaceId,
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
    Statement,
    Strict,
    Turn,
)

__all__ = [
    "Activity",
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
    "Duty",
    "Evaluation",
    "Exercise",
    "FrontMatter",
    "Gentler",
    "Id",
    "Intention",
    "Lesson",
    "Line",
    "Mark",
    "MarkedText",
    "Place",
    "PlaceId",
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
    "SampleReply",
    "Samples",
    "SeedId",
    "Seeds",
    "Skill",
    "SkillId",
    "Sort",
    "SortBox",
    "SortCard",
    "Source",
    "SourceKey",
    "Statement",
    "Step",
    "Strict",
    "Trainer",
    "Turn",
    "Wall",
    "WallPiece",
]

SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][1-9][0-9]{0,2}[a-z]?$")]

AnyExercise = Annotated[
    Reflection
    | Check
    | Reply
    | Sort
    | Drill
    | Demonstration
    | Reframe
    | Intention
    | RatingExercise
    | Evaluation,
    Field(discriminator="kind"),
]


class ProseBlock(Strict):
    """Markdown between exercises."""

    kind: Literal["prose"] = "prose"
    markdown: str = Field(min_length=1)


class Duty(Strict):
    """What law or a professional duty asks in one place, and what is said elsewhere instead."""

    kind: Literal["duty"] = "duty"
    where: PlaceId
    text: Prose
    otherwise: Prose | None = None


Block = Annotated[
    ProseBlock
    | Duty
    | Reflection
    | Check
    | Reply
    | Sort
    | Drill
    | Demonstration
    | Reframe
    | Intention
    | RatingExercise
    | Evaluation,
    Field(discriminator="kind"),
]


class Step(Strict):
    """One screen of a lesson."""

    id: Id
    title: Line
    blocks: list[Block] = Field(min_length=1)


class Activity(Strict):
    """Something to do together in a room."""

    title: Line
    minutes: int = Field(ge=1, le=90)
    text: Prose


class Trainer(Strict):
    """What a trainer needs of a lesson; never dependent on anybody's answers."""

    sticking: list[Prose] = Field(min_length=3, max_length=3)
    openings: list[Line] = Field(min_length=3, max_length=3)
    activity: Activity
    caution: Prose


class FrontMatter(Strict):
    """What stands at the head of a lesson file. ``minutes`` is the design time of the whole.

    ``covers`` names points of ``seeds.yml``.
    """

    id: Id
    number: int = Field(ge=1, le=40)
    title: Line
    aim: Line
    minutes: int = Field(ge=5, le=180)
    objectives: list[Line] = Field(min_length=1)
    covers: list[SeedId] = Field(default_factory=list)
    sources: list[SourceKey] = Field(default_factory=list)
    trainer: Trainer | None = None


class Lesson(FrontMatter):
    """A whole lesson, as parsed. ``unseen`` are cases that no step shows."""

    steps: list[Step] = Field(min_length=1)
    unseen: list[Reply] = Field(default_factory=list)
