"""The files of a course beside its lessons: the course itself, its rubric, sources and the rest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from course.authoring.exercises import Colour, Id, Line, PlaceId, Prose, SkillId, Strict

SeedId = Annotated[str, StringConstraints(pattern=r"^[A-Z][1-9][0-9]{0,2}$")]


class Skill(Strict):
    """One skill of the rubric; ``anchors`` describe behaviour at 1 to 5, in order.

    ``lesson`` is the lesson that trains it, where there is one.
    """

    id: SkillId
    name: Line
    short: Line
    lesson: Id | None = None
    anchors: list[Prose] = Field(min_length=5, max_length=5)


class Rubric(Strict):
    """The skills that are rated."""

    ask: Prose
    skills: list[Skill] = Field(min_length=1)


class Source(Strict):
    """Where a claim comes from. ``secondary`` sources are worded as reported.

    What rests on a source of ``law`` or professional duty is said with the place it holds in.
    """

    cite: Prose
    address: str | None = None
    secondary: bool = False
    law: bool = False


class Place(Strict):
    """Somewhere whose law and duties the course can speak of; ``within`` names a wider place."""

    id: PlaceId
    name: Line
    within: PlaceId | None = None


class CourseFile(Strict):
    """The course as a whole: its name, the lesson files in order, the places it knows.

    ``for_whom`` tells somebody who has never been here what this is, and whom it is for.
    ``person`` is what somebody is called with whom the cases are, as in "a client";
    ``practitioners`` are those whose lines in a dialogue are set plainly, as the learner's own
    would be; everybody else speaks in the type of the other person. ``colours`` says what each
    colour of a case asks for.
    """

    title: Line
    for_whom: Line | None = None
    promise: Prose
    credits: Prose
    lessons: list[Line] = Field(min_length=1)
    places: list[Place] = Field(default_factory=list)
    person: Line = "client"
    practitioners: list[Line] = Field(default_factory=list)
    colours: dict[Colour, Line] = Field(default_factory=dict)

    def holds_in(self, where: str, place: str | None) -> bool:
        """Whether what is true of ``where`` is true in ``place``, which may lie within it."""
        wider = {one.id: one.within for one in self.places}
        while place is not None and place in wider:
            if place == where:
                return True
            place = wider[place]
        return False


class Mark(Strict):
    """The author's rating of one skill, and the words that earned it."""

    skill: SkillId
    rating: int = Field(ge=1, le=5)
    why: Prose


class SampleReply(Strict):
    """A reply as somebody might write it, with the author's ratings."""

    text: Prose
    marks: list[Mark] = Field(min_length=1)


class Samples(Strict):
    """One case and three replies to it, seen before anybody rates a reply of their own."""

    scene: Prose
    client: Prose
    skills: list[SkillId] = Field(min_length=1)
    replies: list[SampleReply] = Field(min_length=3, max_length=3)


class WallPiece(Strict):
    """A blunder written for the course: what happened, how the repair went, its new name."""

    id: Id
    what: Prose
    repair: Prose
    name: Line
    recognition: Line
    question: Line


class Wall(Strict):
    """What stands on the wall before anybody has written."""

    pieces: list[WallPiece] = Field(default_factory=list)


class Move(Strict):
    """One move of a repair: the skill it takes, the question it begins with, what is done."""

    skill: SkillId
    ask: Line
    do: Prose


class Route(Strict):
    """Whom to tell of a mistake of one colour, and in which order."""

    colour: Literal["green", "amber", "red", "unsure"]
    name: Line
    when: Prose
    steps: list[Line] = Field(min_length=1)


class Aids(Strict):
    """What a learner takes away, before their own words are put in."""

    moves: list[Move] = Field(min_length=1)
    order: Prose
    routes: list[Route] = Field(min_length=1)


class Seeds(Strict):
    """The points that the course undertakes to teach, by id."""

    points: dict[SeedId, Line] = Field(default_factory=dict)
