"""The kinds of activity of a workshop, each by the fields its YAML may hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from course.authoring.exercises import Id, Line, Prose, Rupture, Strict

Role = Literal["therapist", "client", "observer"]
Seconds = Annotated[int, Field(ge=5, le=3600)]


class Sheet(Strict):
    """A table to fill in by hand, one for each person or each observer."""

    rows: list[Line] = Field(min_length=1, max_length=12)
    columns: list[Line] = Field(min_length=1, max_length=6)


class Activity(Strict):
    """What every activity has. ``notes`` are the host's alone; ``paper`` is how it goes on paper.

    ``id``, ``title`` and ``notes`` come from the heading and the prose under it. ``lesson`` is the
    lesson that it belongs to; ``sheet`` is printed with it.
    """

    id: Id
    title: Line
    notes: str = Field(min_length=1, max_length=8000)
    minutes: int = Field(ge=1, le=180)
    lesson: Id | None = None
    paper: Prose
    sheet: Sheet | None = None

    @property
    def rounds_count(self) -> int:
        """How many rounds it has."""
        return 1


class Answered(Activity):
    """One that everybody answers and whose results are revealed.

    ``small_room`` is how it goes with fewer than eight; lint asks for it. ``seconds`` is how long
    the clock gives for an answer, None for no clock.
    """

    small_room: Prose | None = None
    seconds: Seconds | None = None


class Choice(Strict):
    """One choice of a poll."""

    id: Id
    text: Line


class Poll(Answered):
    """One choice of several; ``again`` votes a second time after talking."""

    kind: Literal["poll"] = "poll"
    question: Line
    choices: list[Choice] = Field(min_length=2, max_length=6)
    again: bool = False


class Scale(Answered):
    """Five points between two words."""

    kind: Literal["scale"] = "scale"
    question: Line
    low: Line
    high: Line


class ColourLine(Answered):
    """A dot placed on the line of colours, and moved once a new fact is heard."""

    kind: Literal["line"] = "line"
    case: Prose
    fact: Prose


class Words(Answered):
    """A few short words from everybody."""

    kind: Literal["words"] = "words"
    prompt: Line
    most: int = Field(default=1, ge=1, le=3)


class OpenText(Answered):
    """A sentence or two from everybody, shown without names."""

    kind: Literal["text"] = "text"
    prompt: Line


class Exit(Answered):
    """A rating at the end, and a private commitment to keep."""

    kind: Literal["exit"] = "exit"
    question: Line
    low: Line
    high: Line
    commitment: Line


class Card(Strict):
    """What one role is told."""

    title: Line
    paragraphs: list[Prose] = Field(min_length=1, max_length=12)


class Case(Strict):
    """The case of one round: what the whole group hears, and what only the client is told.

    ``rupture`` is the client's secret; ``gentler`` is the same case at lower strength.
    """

    scene: Prose
    client: Card
    gentler: Card
    rupture: Rupture | None = None


class Phase(Strict):
    """A stretch of a round by the clock; ``speaks`` is the role whose turn it is."""

    id: Id
    title: Line
    text: Prose
    seconds: Seconds
    speaks: Role | None = None


class Felt(Strict):
    """What the client rates and the therapist predicts, from 1 to 5, with the words at the ends."""

    ask: Line
    predict: Line
    low: Line
    high: Line


class Grouped(Activity):
    """A role-play in groups, a round for each case. ``names`` are what roles are called here.

    ``small_room`` is asked for where ``felt`` is, since only then something is revealed.
    """

    task: Prose
    names: dict[Role, Line] = Field(default_factory=dict)
    rounds: list[Case] = Field(min_length=2, max_length=4)
    therapist: Card
    observer: Card
    phases: list[Phase] = Field(min_length=2, max_length=9)
    felt: Felt | None = None
    small_room: Prose | None = None

    @property
    def rounds_count(self) -> int:
        """How many rounds it has."""
        return len(self.rounds)

    def name_of(self, role: Role) -> str:
        """What a role is called here."""
        return self.names.get(role, role.capitalize())

    def card(self, role: Role, round_number: int, *, gentler: bool = False) -> Card:
        """What one seat is told in a round (counted from 1), the group's case first."""
        case = self.rounds[(round_number - 1) % len(self.rounds)]
        own = {
            "therapist": self.therapist,
            "observer": self.observer,
            "client": case.gentler if gentler else case.client,
        }[role]
        return Card(title=own.title, paragraphs=[case.scene, *own.paragraphs])


class Pairs(Grouped):
    """Two by two: therapist and client; where three must sit together, one observes."""

    kind: Literal["pairs"] = "pairs"
    size: Literal[2] = 2


class Triads(Grouped):
    """Three by three: therapist, client and observer."""

    kind: Literal["triads"] = "triads"
    size: Literal[3] = 3


class ResetStep(Strict):
    """One step of a reset, by the clock."""

    text: Prose
    seconds: Seconds


class Reset(Activity):
    """Guided steadying: steps that follow each other by the clock."""

    kind: Literal["reset"] = "reset"
    steps: list[ResetStep] = Field(min_length=2, max_length=12)


class Prompt(Activity):
    """Something to read together."""

    kind: Literal["prompt"] = "prompt"
    paragraphs: list[Prose] = Field(min_length=1, max_length=10)


AnyActivity = Annotated[
    Poll | Scale | ColourLine | Words | OpenText | Pairs | Triads | Reset | Prompt | Exit,
    Field(discriminator="kind"),
]

ACTIVITIES: Mapping[str, type[Activity]] = MappingProxyType(
    {
        "poll": Poll,
        "scale": Scale,
        "line": ColourLine,
        "words": Words,
        "text": OpenText,
        "pairs": Pairs,
        "triads": Triads,
        "reset": Reset,
        "prompt": Prompt,
        "exit": Exit,
    }
)
