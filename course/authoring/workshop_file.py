"""A workshop plan's file read into a plan, or into every problem that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from course.authoring.activities import ACTIVITIES, Activity
from course.authoring.exercises import Id, Strict
from course.authoring.front import read_front
from course.authoring.markdown import Fence, Heading, Piece, Prose, Unfit, pieces
from course.authoring.problem import Path, Problem, Spot, dotted
from course.authoring.strict import check
from course.authoring.workshops import Room, Workshop, WorkshopHead
from course.authoring.yaml_text import read_yaml

RULE = "schema"
BORROW = "borrow"
Lend = Callable[[str, str], Activity | None]  # (plan, activity)
FROM_THE_HEADING = ("id", "title", "notes")

_HEADING = re.compile(r"^(?P<title>.*?)\s*\{#(?P<id>[^}]*)\}$")


class Borrow(Strict):
    """An activity of another plan, here under its own heading; ``minutes`` may differ.

    Notes under the heading take the place of the other plan's.
    """

    plan: Id
    activity: Id
    minutes: int | None = Field(default=None, ge=1, le=180)


@dataclass(frozen=True)
class ParsedWorkshop:
    """A plan's file as read; the fields are those of ``parse.Parsed``."""

    file: str
    workshop: Workshop | None
    readable: Workshop
    problems: tuple[Problem, ...]
    spots: dict[Path, Spot]
    lines: tuple[str, ...]


@dataclass
class _Part:
    """An activity as it stands in the file: its heading, the prose and the fences under it."""

    heading: Heading
    prose: list[Prose] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)


def parse_workshop(
    text: str, file: str, lend: Lend = lambda *_: None, room: Room | None = None
) -> ParsedWorkshop:
    """Read a plan from the text of ``file``; raises nothing, whatever the text.

    ``lend`` gives the activities of other plans that this one may borrow; ``room`` what the plan
    leaves unsaid because it holds in every workshop.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(text.replace("\0", "\ufffd").split("\n"), file, lend)
    reader.read(room)
    return reader.parsed()


def read_plans(
    texts: Mapping[str, str], room: Room | None, known: Sequence[ParsedWorkshop]
) -> list[ParsedWorkshop]:
    """Plans by file, each once those that it borrows from can be read; ``known`` lend as well."""
    read: list[ParsedWorkshop] = []

    def lend(plan: str, activity: str) -> Activity | None:
        for parsed in (*reversed(read), *reversed(known)):
            if parsed.workshop is not None and parsed.workshop.id == plan:
                return next((one for one in parsed.workshop.activities if one.id == activity), None)
        return None

    left = dict(texts)
    while left:
        tried = [parse_workshop(text, file, lend, room) for file, text in left.items()]
        # Where nothing more can be read, what is amiss is said of all that are left.
        done = [parsed for parsed in tried if parsed.workshop is not None] or tried
        read += done
        for parsed in done:
            del left[parsed.file]
    return read


@dataclass
class _Reader:
    lines: list[str]
    file: str
    lend: Lend
    problems: list[Problem] = field(default_factory=list)
    spots: dict[Path, Spot] = field(default_factory=dict)
    head: WorkshopHead | None = None
    parts: list[_Part] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)

    def read(self, room: Room | None) -> None:
        front = read_front(self.lines, WorkshopHead, room.model_dump() if room else {})
        self.head = front.value
        self.spots.update(front.spots)
        for line, name, sentence in front.problems:
            self._refuse(line, name, sentence)
        for piece in pieces(self.lines, front.taken):
            self._piece(piece)
        for part in self.parts:
            self._activity(part)
        if not self.parts:
            self._refuse(len(self.lines), "plan", "The plan has no activities.")

    def parsed(self) -> ParsedWorkshop:
        head = self.head.model_dump() if self.head else _NO_HEAD
        whole = None
        if not self.problems:
            whole = Workshop.model_validate({**head, "activities": self.activities})
        return ParsedWorkshop(
            file=self.file,
            workshop=whole,
            readable=whole or Workshop.model_construct(**head, activities=self.activities),
            problems=tuple(sorted(self.problems, key=lambda p: p.line)),
            spots=self.spots,
            lines=tuple(self.lines),
        )

    def _refuse(self, line: int, field: str, sentence: str) -> None:
        self.problems.append(Problem(self.file, line, field, sentence, RULE))

    def _piece(self, piece: Piece) -> None:
        match piece:
            case Heading(level=1):
                sentence = "The title stands in the front matter; an activity begins with ##."
                self._refuse(piece.start, "plan", sentence)
            case Heading():
                self.parts.append(_Part(piece))
            case Unfit():
                self._refuse(piece.start, "notes", piece.sentence)
            case Prose() | Fence() if not self.parts:
                self._refuse(piece.start, "plan", "This stands before the first activity.")
            case Prose():
                self.parts[-1].prose.append(piece)
            case Fence():
                self.parts[-1].fences.append(piece)

    def _activity(self, part: _Part) -> None:
        at = part.heading.start
        match = _HEADING.match(part.heading.text)
        if match is None:
            sentence = "An activity's heading needs an id, as in ## Title {#activity-id}."
            self._refuse(at, "activity", sentence)
            return
        name = match["id"] or "activity"
        if len(part.fences) != 1:
            sentence = f"An activity holds one fence; here there {_are(len(part.fences))}."
            self._refuse(at, name, sentence)
            return
        fence = part.fences[0]
        if not fence.closed:
            self._refuse(fence.start, name, "This fence is never closed.")
        notes = "\n\n".join(prose.text for prose in part.prose)
        if fence.kind == BORROW:
            self._borrow(name, fence, {**match.groupdict(), **({"notes": notes} if notes else {})})
            return
        if fence.kind not in ACTIVITIES:
            kinds = ", ".join([*ACTIVITIES, BORROW])
            self._refuse(fence.start, name, f"A fence begins with an activity's kind: {kinds}.")
            return
        if not notes:
            self._refuse(at, name, "The notes for the host are missing; write them as text.")
        self._fence(name, part, {**match.groupdict(), "notes": notes or "-"})

    def _borrow(self, name: str, fence: Fence, given: dict[str, Any]) -> None:
        read = read_yaml(fence.content, first_line=fence.start + 1)
        wanted, found = None, read.problems
        if read.value is not None:
            wanted, refused = check(Borrow, read.value, read.spots)
            found += refused
        for line, path, sentence in found:
            self._refuse(min(line, fence.end), dotted((name, *path)), sentence)
        lent = self.lend(wanted.plan, wanted.activity) if wanted else None
        if wanted and lent is None:
            self._refuse(fence.start, name, "No plan that can be read has this activity to lend.")
        if wanted and lent and not found:
            minutes = {"minutes": wanted.minutes} if wanted.minutes else {}
            spots: dict[Path, Spot] = {(): Spot(fence.start, fence.end)}
            self._add(lent.model_copy(update={**given, **minutes}), spots)

    def _fence(self, name: str, part: _Part, given: dict[str, Any]) -> None:
        fence, heading = part.fences[0], part.heading.start
        read = read_yaml(fence.content, first_line=fence.start + 1)
        found, spots, value = read.problems, dict(read.spots), read.value
        for key in (*FROM_THE_HEADING, "kind"):
            if isinstance(value, dict) and key in value:
                sentence = "This comes from the heading, the notes and the fence's first word."
                found.append((read.spots[key,].start, (key,), sentence))
                value = {k: v for k, v in value.items() if k != key}
        spots[()] = Spot(heading, fence.end)
        spots.update({(key,): Spot(heading, heading) for key in FROM_THE_HEADING})
        if part.prose:
            spots["notes",] = Spot(part.prose[0].start, part.prose[-1].end)
        activity = None
        if isinstance(value, dict):
            activity, refused = check(ACTIVITIES[fence.kind], {**value, **given}, spots)
            found += refused
        elif value is not None:
            found.append((fence.start, (), "This must be fields with values."))
        for line, path, sentence in found:
            self._refuse(min(line, fence.end), dotted((name, *path)), sentence)
        if activity is not None and not found:
            self._add(activity, spots)

    def _add(self, activity: Activity, spots: dict[Path, Spot]) -> None:
        place = ("activities", len(self.activities))
        self.spots.update({(*place, *path): spot for path, spot in spots.items()})
        self.activities.append(activity)


def _are(count: int) -> str:
    return "is none" if count == 0 else f"are {count}"


_NO_HEAD: dict[str, Any] = {
    "id": "",
    "title": "",
    "summary": "",
    "lesson": None,
    "minutes": 0,
    "smallest": 0,
    "largest": 0,
    "sources": [],
    "roles": [],
    "before": [],
    "welcome": [],
    "support": None,
    "after": [],
}
