"""What a lesson file may contain, strictly: an unknown key is refused, and an id never moves.

A lesson is Markdown with YAML front matter. Each heading of level two with an id, written
``## Title {#step-id}``, begins a step. Inside a step prose and exercises alternate; an exercise is
a fenced block whose language is its kind (``reflection``, ``check``, ...) and whose body is YAML.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
SeedId = Annotated[str, StringConstraints(pattern=r"^[PM][1-9][0-9]?$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^R[1-9][0-9]?[a-z]?$")]
SkillId = Literal[
    "notice", "steady", "own", "apologise", "invite", "validate", "explore", "follow-through"
]
Rupture = Literal["withdrawal", "confrontation", "blunder", "boundary"]
Colour = Literal["green", "amber", "red"]


class Strict(BaseModel):
    """Refuses unknown keys, coerces nothing, and cannot be changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Exercise(Strict):
    """What every exercise has. ``required`` exercises make a step done."""

    id: Id
    required: bool = True


class Reflection(Exercise):
    """Private text in answer to a prompt."""

    kind: Literal["reflection"] = "reflection"
    prompt: Line
    hint: Line | None = None


class Choice(Strict):
    """One choice of a question; every choice says why it is or isn't right."""

    id: Id
    text: Line
    right: bool = False
    why: Prose


class Question(Strict):
    """One question with exactly one right choice."""

    id: Id
    ask: Prose
    choices: list[Choice] = Field(min_length=2, max_length=5)


class Check(Exercise):
    """Questions on the lesson; ``pass_share`` of them right is a pass, and it may be retaken."""

    kind: Literal["check"] = "check"
    title: Line
    pass_share: float = Field(default=0.8, ge=0, le=1)
    questions: list[Question] = Field(min_length=1, max_length=10)


class Behaviour(Strict):
    """Something a practitioner might do here, and what it does to the client."""

    text: Prose
    why: Prose


class Behaviours(Strict):
    """What poor, passable and good replies do."""

    poor: list[Behaviour] = Field(min_length=1)
    ok: list[Behaviour] = Field(min_length=1)
    good: list[Behaviour] = Field(min_length=1)


class MarkedText(Strict):
    """A stretch of an exemplar; ``skill`` names the skill it shows, if any."""

    text: str = Field(min_length=1, max_length=1000)
    skill: SkillId | None = None


class Reply(Exercise):
    """A client's line to answer in one's own words, then compare, rate and revise.

    ``touches`` is the one line shown before the case; ``follows`` the client's next line.
    """

    kind: Literal["reply"] = "reply"
    title: Line
    audience: Literal["therapist", "coach", "both"] = "both"
    touches: Line
    rupture: Rupture
    intensity: Literal[1, 2, 3]
    colour: Colour
    scene: Prose
    client: Prose
    prompt: Line
    skills: list[SkillId] = Field(min_length=1)
    behaviours: Behaviours
    exemplar: list[MarkedText] = Field(min_length=1)
    follows: Prose | None = None


class SortBox(Strict):
    """A named box that cards are put into."""

    id: Id
    name: Line


class SortCard(Strict):
    """A card, the box it belongs in, and why."""

    id: Id
    text: Prose
    box: Id
    why: Prose


class Sort(Exercise):
    """Put cards into named boxes."""

    kind: Literal["sort"] = "sort"
    prompt: Line
    boxes: list[SortBox] = Field(min_length=2, max_length=5)
    cards: list[SortCard] = Field(min_length=2, max_length=20)


class Drill(Exercise):
    """A short exercise against the clock, always doable without it.

    ``write`` is the prompt of an optional private note at its end.
    """

    kind: Literal["drill"] = "drill"
    title: Line
    minutes: int = Field(ge=1, le=30)
    intro: Prose
    moves: list[Prose] = Field(min_length=1, max_length=12)
    untimed: Prose
    write: Line | None = None


class Prediction(Strict):
    """A guess asked for before the next turn is shown; no choice is marked right or wrong."""

    ask: Line
    choices: list[Line] = Field(min_length=2, max_length=4)


class Turn(Strict):
    """One line of a dialogue. ``act`` is what is seen; ``note`` what there is to notice."""

    who: Line
    line: Prose | None = None
    act: Line | None = None
    note: Prose | None = None
    predict: Prediction | None = None


class Demonstration(Exercise):
    """A dialogue revealed turn by turn, with predictions before turns."""

    kind: Literal["demonstration"] = "demonstration"
    title: Line
    scene: Prose
    turns: list[Turn] = Field(min_length=2, max_length=40)
    closing: Prose | None = None


class ReframeLine(Strict):
    """One line of a reframe."""

    id: Id
    label: Line


class Reframe(Exercise):
    """Three short lines that look at a mistake anew."""

    kind: Literal["reframe"] = "reframe"
    prompt: Line
    lines: list[ReframeLine] = Field(min_length=3, max_length=3)


class RatingExercise(Exercise):
    """The eight skills rated by behavioural anchors, before or after the course."""

    kind: Literal["rating"] = "rating"
    wave: Literal["before", "after"]
    prompt: Prose


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
