"""The three kinds of rows behind a wall, sealed and opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from course.cohort import enrolment
from course.errors import NotFound
from course.wall.batching import Waiting
from course.wall.texts import Shared, pack, plain, read, unpack
from course.work import Work
from db.base import random_id
from db.queries import wall as rows
from db.tables.wall import WallOwn, WallPiece, WallWaiting
from db.vault import Box, CannotOpen


class State(StrEnum):
    """How a piece stands."""

    NEW = "new"  # out to the instructors, who look at it
    UP = "up"
    OFF = "off"  # kept off or taken down; its text is gone


@dataclass(frozen=True)
class Own:
    """What an author keeps: the key of the piece a text became, or the text that came back.

    ``leaving`` asks for the piece to be gone at the next tick; ``hidden`` is put away.
    """

    piece: str = field(default="", repr=False)
    kind: str = ""
    leaving: bool = False
    hidden: bool = False
    back: Shared | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Piece:
    """A text that is out. ``shared`` is None once it was kept off."""

    id: str
    tick_on: date
    state: State
    leaving: bool
    shared: Shared | None = field(repr=False)


def waiting_row(work: Work, one: Waiting) -> WallWaiting:
    """A text as it waits: sealed under the installation's key, for its author's pid."""
    row_id = random_id()
    inside = pack({"on": one.on.isoformat(), **plain(one.shared)})
    sealed = work.vault.seal(inside, waiting_place(row_id, one.pid))
    return WallWaiting(id=row_id, pid=one.pid, sealed=sealed)


def open_waiting(work: Work, row_id: str, pid: str, sealed: str) -> Waiting | None:
    """A waiting text, opened; None if its row was altered or moved."""
    try:
        inside = unpack(work.vault.open(sealed, waiting_place(row_id, pid)))
    except CannotOpen:
        return None
    return Waiting(pid, date.fromisoformat(inside.pop("on")), read(inside))


def waiting_place(row_id: str, pid: str) -> str:
    """The place to which a waiting text is sealed."""
    return f"wall_waiting/{row_id}/{pid}"


def own_row(box: Box, pid: str, own: Own) -> WallOwn:
    """What an author keeps, sealed under their own key."""
    row_id = random_id()
    return WallOwn(id=row_id, pid=pid, sealed=seal_own(box, row_id, pid, own))


def seal_own(box: Box, row_id: str, pid: str, own: Own) -> str:
    """The sealed form of what an author keeps in a row."""
    inside: dict[str, Any] = {
        "piece": own.piece,
        "kind": own.kind,
        "leaving": own.leaving,
        "hidden": own.hidden,
        "back": None if own.back is None else plain(own.back),
    }
    return box.seal(pack(inside), own_place(row_id, pid))


def open_own(box: Box, row_id: str, pid: str, sealed: str) -> Own | None:
    """What an author keeps, opened; None if its row was altered or moved."""
    try:
        inside = unpack(box.open(sealed, own_place(row_id, pid)))
    except CannotOpen:
        return None
    back = inside.pop("back")
    return Own(**inside, back=None if back is None else read(back))


def own_place(row_id: str, pid: str) -> str:
    """The place to which what an author keeps is sealed."""
    return f"wall_own/{row_id}/{pid}"


def piece_row(work: Work, wall_id: str, day: date, shared: Shared) -> WallPiece:
    """A text as it comes out: under a new random key, with nothing of its author."""
    row_id = random_id()
    sealed = work.vault.seal(pack(plain(shared)), piece_place(row_id, wall_id))
    return WallPiece(
        id=row_id, wall_id=wall_id, tick_on=day, state=State.NEW.value, leaving=False, sealed=sealed
    )


def nothing(work: Work, row_id: str, wall_id: str) -> str:
    """What stands in a piece's row once its text is gone."""
    return work.vault.seal(pack({}), piece_place(row_id, wall_id))


def pieces(work: Work, wall_id: str) -> list[Piece]:
    """Everything that is out on a wall, the newest batch first, in no order within."""
    return [_opened(work, row) for row in rows.pieces(work.db, wall_id)]


def _opened(work: Work, row: WallPiece) -> Piece:
    try:
        inside = unpack(work.vault.open(row.sealed, piece_place(row.id, row.wall_id)))
    except CannotOpen:
        inside = {}
    shared = read(inside) if inside else None
    state = State(row.state) if shared else State.OFF
    return Piece(row.id, row.tick_on, state, row.leaving, shared)


def piece_place(row_id: str, wall_id: str) -> str:
    """The place to which a piece is sealed."""
    return f"wall_piece/{row_id}/{wall_id}"


def let_leave(work: Work, pid: str) -> None:
    """Before an author is erased: what they had withdrawn already still goes at the next tick."""
    try:
        box = enrolment.learner_box(work, pid)
    except (NotFound, CannotOpen):
        return
    opened = (open_own(box, row.id, pid, row.sealed) for row in rows.own(work.db, pid))
    leaving = [own.piece for own in opened if own and own.leaving and own.piece]
    if leaving:
        rows.let_leave(work.db, leaving)


def take_all_back(work: Work, account_id: str, cohort_id: str) -> None:
    """Before a learner's part in a cohort ends: nothing of theirs waits there any more."""
    try:
        pid = enrolment.pid_of(work, account_id, cohort_id)
    except NotFound:
        return
    for row in rows.waiting(work.db, pid):
        rows.remove_waiting(work.db, pid, row.id)
