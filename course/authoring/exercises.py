"""The kinds of exercise, each by the fields its YAML may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
SkillId = Id  # as in the course's own rubric
PlaceId = Id  # as in the course's own list of places
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
    """One question with exactly one right choice.

    ``where`` is the place whose law or professional duty it rests on; elsewhere it is not asked.
    """

    id: Id
    ask: Prose
    where: PlaceId | None = None
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


class Gentler(Strict):
    """The same case one step milder, for somebody who would rather not take it at full strength."""

    client: Prose
    scene: Prose | None = None


class Reply(Exercise):
    """A client's line to answer in one's own words, then compare, rate and revise.

    ``touches`` is the one line shown before the case; ``follows`` the client's next line.
    ``instead_of`` names the reply of the same lesson that this one may stand in for, so that a
    coach has a case of their own.
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
    gentler: Gentler | None = None
    instead_of: Id | None = None


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


class Intention(Exercise):
    """One act for the next time, in the learner's own words.

    It returns weeks later with an unseen case of the same rupture type, shown beside the first
    attempt at the reply named by ``beside``.
    """

    kind: Literal["intention"] = "intention"
    prompt: Line
    hint: Line | None = None
    beside: Id


class RatingExercise(Exercise):
    """The skills of the rubric rated by behavioural anchors, before or after the course."""

    kind: Literal["rating"] = "rating"
    wave: Literal["before", "after"]
    prompt: Prose


class Statement(Strict):
    """One statement about the course."""

    id: Id
    text: Line


class Evaluation(Exercise):
    """A few statements about the course, each answered on a scale of 1 to 5, at its end.

    ``low`` and ``high`` are the words for 1 and 5.
    """

    kind: Literal["evaluation"] = "evaluation"
    prompt: Prose
    low: Line
    high: Line
    statements: list[Statement] = Field(min_length=1, max_length=6)
