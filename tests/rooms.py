"""A small workshop of every kind of activity, a run of it, and people in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from course.access import Role, Viewer
from course.authoring.activities import (
    Card,
    Case,
    Choice,
    ColourLine,
    Exit,
    Felt,
    OpenText,
    Pairs,
    Phase,
    Poll,
    Prompt,
    Reset,
    ResetStep,
    Scale,
    Triads,
    Words,
)
from course.authoring.workshops import Support, Workshop
from course.installation import Installation
from course.work import Work
from course.workshop import responding, runs, scenes, seats
from tests import world

_keys = itertools.count(1)


def _about(name: str) -> dict[str, Any]:
    return {"id": name, "title": name.title(), "notes": "For the host.", "minutes": 3, "paper": "P"}


def _cases(count: int) -> list[Case]:
    return [
        Case(
            scene=f"Scene {n}",
            client=Card(title=f"Client {n}", paragraphs=[f"Secret {n}"]),
            gentler=Card(title=f"Client {n}", paragraphs=[f"Gentle {n}"]),
        )
        for n in range(1, count + 1)
    ]


_ROLES: dict[str, Any] = {
    "task": "Repair it.",
    "therapist": Card(title="Therapist", paragraphs=["Listen"]),
    "observer": Card(title="Observer", paragraphs=["Watch"]),
    "phases": [
        Phase(id="talk", title="Talk", text="Talk.", seconds=120, speaks="therapist"),
        Phase(id="de-role", title="Out of role", text="You are yourself again.", seconds=30),
    ],
}
POLL = Poll(
    **_about("poll"),
    question="What first?",
    choices=[Choice(id=one, text=one.upper()) for one in ("leave", "ask", "name", "sorry")],
    small_room="Show hands.",
    seconds=60,
)
AGAIN = Poll(
    **_about("again"),
    question="And now?",
    choices=[Choice(id=one, text=one.upper()) for one in ("stay", "go")],
    again=True,
    small_room="Show hands.",
)
SCALE = Scale(**_about("scale"), question="How sure?", low="not", high="very", small_room="Stand.")
LINE = ColourLine(**_about("line"), case="A case.", fact="A new fact.", small_room="Walk.")
WORDS = Words(**_about("words"), prompt="In a word?", most=3, small_room="Say it.")
TEXT = OpenText(**_about("text"), prompt="What did you hear?", small_room="Tell.")
PAIRS = Pairs(
    **_about("pairs"),
    **_ROLES,
    rounds=_cases(2),
    felt=Felt(ask="How felt?", predict="What will they say?", low="not", high="fully"),
    small_room="Tell each other.",
)
TRIADS = Triads(**_about("triads"), **_ROLES, rounds=_cases(3))
RESET = Reset(
    **_about("reset"),
    steps=[ResetStep(text="Breathe", seconds=20), ResetStep(text="Look", seconds=10)],
)
PROMPT = Prompt(**_about("prompt"), paragraphs=["Read this."])
EXIT = Exit(
    **_about("exit"),
    question="How useful?",
    low="not",
    high="very",
    commitment="What will you do?",
    small_room="Say one word.",
)
EVERY = (PROMPT, POLL, AGAIN, SCALE, LINE, WORDS, TEXT, PAIRS, TRIADS, RESET, EXIT)


def plan(*activities: Any, name: str = "small") -> Workshop:
    """A workshop of these activities, or of one of each kind."""
    return Workshop(
        id=name,
        title="A small workshop",
        summary="Short.",
        minutes=90,
        smallest=4,
        largest=1000,
        roles=["A host"],
        before=["Chairs"],
        welcome=["Be kind."],
        support=Support(distress="Pause.", red="Call."),
        activities=list(activities or EVERY),
    )


@dataclass
class Room:
    """A run with its host and whoever took a seat; each thing done is a transaction of its own."""

    installation: Installation
    host: Viewer
    run_id: str
    tokens: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """What people join by."""
        with self.installation.reading() as work:
            return runs.host_view(work, self.host, self.run_id).code

    def join(self, count: int = 1, device: str = "room") -> list[str]:
        """Take seats; returns their tokens."""
        code, new = self.code, []
        for _ in range(count):
            with self.installation.writing() as work:
                new.append(seats.take(work, None, self.run_id, code, device).token)
        self.tokens += new
        return new

    def do(self, *commands: str) -> int:
        """Give commands one after another; returns the revision after the last."""
        revision = self.host_scene().run.revision
        for command in commands:
            with self.installation.writing() as work:
                revision = runs.command(work, self.host, self.run_id, command, revision)
        return revision

    def go_to(self, name: str) -> None:
        """Start, and go on to an activity, closing what stands open on the way."""
        run = self.host_scene().run
        if run.state.status == "planned":
            self.do("start")
        while (run := self.host_scene().run).state.activity(run.plan).id != name:
            self.do("next")

    def answer(
        self,
        token: str,
        value: object,
        *,
        part: int = 0,
        key: str | None = None,
        item: str | None = None,
    ) -> None:
        """Answer in the present round, where no other is named."""
        item = item or self.host_scene().run.item
        with self.installation.writing() as work:
            responding.respond(
                work,
                None,
                self.run_id,
                token,
                item,
                key or f"key-{next(_keys):08d}",
                value,
                part=part,
            )

    def answers(self, values: Iterable[object], *, part: int = 0) -> None:
        """One answer of each seat in turn, as far as there are values."""
        for token, value in zip(self.tokens, values, strict=False):
            self.answer(token, value, part=part)

    def step_down(self, token: str, what: str) -> None:
        """Pass, observe or have a gentler card."""
        with self.installation.writing() as work:
            responding.step_down(work, None, self.run_id, token, what)

    def host_scene(self) -> scenes.HostScene:
        """What the console shows."""
        with self.installation.reading() as work:
            return scenes.for_host(work, self.host, self.run_id)

    def scene(self, token: str) -> dict[str, Any]:
        """What one seat sees."""
        with self.installation.reading() as work:
            return scenes.for_seat(work, None, self.run_id, token)

    def result(self) -> Any:
        """The result that everybody sees of the present round."""
        return self.host_scene().room["activity"]["result"]


def make(work: Work, host: Viewer, workshop: Workshop | None = None, **given: Any) -> str:
    """A run that begins now; returns its id."""
    chosen = workshop or plan()
    there = replace(work, catalogue=replace(work.catalogue, workshops={chosen.id: chosen}))
    facts: dict[str, Any] = {
        "cohort_id": None,
        "plan_id": chosen.id,
        "title": "An evening on repair",
        "starts_at": work.now + timedelta(minutes=10),
        "minutes": 90,
        "time_zone": "Europe/London",
        "capacity": 60,
        "for_guests": True,
    }
    return runs.make(there, host, **(facts | given))


def room(installation: Installation, *activities: Any, people: int = 0, **given: Any) -> Room:
    """A run of these activities (or of one of each kind) with some people in it."""
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Of the host")
        host = world.someone(work, cohort_id, Role.INSTRUCTOR, name="The host")
        run_id = make(work, host, plan(*activities), **given)
    made = Room(installation, host, run_id)
    made.join(people)
    return made


def with_a_seat(work: Work, host: Viewer, cohort_id: str) -> tuple[str, str]:
    """A run of a cohort with an open poll and one guest; returns its id and the seat's token."""
    run_id = make(work, host, plan(POLL), cohort_id=cohort_id)
    for seen, command in enumerate(("start", "open")):
        runs.command(work, host, run_id, command, seen)
    code = runs.host_view(work, host, run_id).code
    return run_id, seats.take(work, None, run_id, code, "room").token
