"""Instructors looking over what has come out: whole batches, and nothing before its tick."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from course.access import Viewer, operation
from course.errors import NotFound
from course.wall import kept, walls
from course.wall.kept import Piece, State
from course.wall.texts import COURSE, Post, Reply, Shared
from course.work import Work
from db.queries import release as ticks
from db.queries import wall as rows


@dataclass(frozen=True)
class Seen:
    """A text of a batch. ``to`` is the name of the piece that an answer is addressed to."""

    id: str
    shared: Shared = field(repr=False)
    to: str = field(default="", repr=False)


@dataclass(frozen=True)
class BatchView:
    """The texts that came out on a day and wait to be looked at, in no order."""

    day: date
    texts: tuple[Seen, ...]


@operation
def batches(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[BatchView, ...]:
    """The batches that are out and not looked at, the newest first. Raises NotFound."""
    out = kept.pieces(work, walls.of(work, cohort_id).id)
    names = _names(work, out)
    found: dict[date, list[Seen]] = {}
    for one in out:
        if one.state is State.NEW and one.shared is not None:
            to = names.get(one.shared.to, "") if isinstance(one.shared, Reply) else ""
            found.setdefault(one.tick_on, []).append(Seen(one.id, one.shared, to))
    return tuple(BatchView(day, tuple(texts)) for day, texts in found.items())


def _names(work: Work, out: list[Piece]) -> dict[str, str]:
    names = {one.id: one.shared.name for one in out if isinstance(one.shared, Post)}
    return names | {f"{COURSE}{piece.id}": piece.name for piece in work.catalogue.wall.pieces}


@operation
def put_up(
    work: Work, viewer: Viewer | None, cohort_id: str, day: date, off: Collection[str]
) -> None:
    """Put a batch on the wall, without the texts named by ``off``, whose words are then gone.

    Nothing takes the place of what is kept off. A batch that somebody else has put up already
    stays as they left it. Raises NotFound.
    """
    wall = _locked(work, cohort_id)
    for one in kept.pieces(work, wall):
        if one.tick_on == day and one.state is State.NEW:
            if one.id in off:
                _remove(work, wall, one.id)
            else:
                rows.set_state(work.db, one.id, State.UP.value)


@operation
def take_down(work: Work, viewer: Viewer | None, cohort_id: str, piece_id: str) -> None:
    """Take a learner's piece or answer down; its words are gone. Raises NotFound."""
    wall = _locked(work, cohort_id)
    if piece_id not in {one.id for one in kept.pieces(work, wall) if one.state is State.UP}:
        raise NotFound
    _remove(work, wall, piece_id)


def _locked(work: Work, cohort_id: str) -> str:
    ticks.lock_ticks(work.db)
    return walls.of(work, cohort_id).id


def _remove(work: Work, wall_id: str, piece_id: str) -> None:
    rows.set_state(work.db, piece_id, State.OFF.value, kept.nothing(work, piece_id, wall_id))
