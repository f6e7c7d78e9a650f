"""A wall's ticks: what waits moves out in one transaction, or waits on, or goes back.

Started by the calendar alone. Everything here may be interrupted and run again, by several
processes at once: a tick is done once, under the lock of all ticks.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from course.cohort import enrolment, ticking
from course.errors import NotFound
from course.installation import Installation
from course.wall import kept, walls
from course.wall.batching import Batch, Waiting, decide
from course.wall.kept import Own, State
from course.wall.texts import Post
from course.wall.walls import Found
from course.work import Work
from db.queries import release as locks
from db.queries import release_store as store
from db.queries import settle
from db.queries import wall as rows
from db.tables.wall import WallOwn
from db.vault import Box, CannotOpen

Shuffle = Callable[[list[Any]], None]

_shuffle: Shuffle = secrets.SystemRandom().shuffle


def run_due(installation: Installation, shuffle: Shuffle = _shuffle) -> int:
    """Do every wall's ticks that have come, in order; returns how many were done.

    A missed tick is caught up with what was shared by its day.
    """
    ticking.freeze_due(installation)
    done = sum(_tick(installation, wall_id, day, shuffle) for day, wall_id in _due(installation))
    if done:
        ticking.copy(installation)
        settle.forget_versions(installation.engine)
    return done


def _due(installation: Installation) -> list[tuple[date, str]]:
    found = []
    with installation.reading() as work:
        for wall_id in rows.walls(work.db):
            try:
                wall = walls.read(work, wall_id)
            except NotFound:
                continue  # nobody writes on it any more
            found += [(day, wall_id) for day in _undone(work, wall)]
    return sorted(found)


def _undone(work: Work, wall: Found) -> list[date]:
    if any(one.roster_size is None for one in wall.cohorts):
        return []
    done = rows.ticks_done(work.db, wall.id)
    return [day for day in wall.days.ticks(wall.today) if day not in done]


def _tick(installation: Installation, wall_id: str, day: date, shuffle: Shuffle) -> int:
    with installation.writing() as work:
        locks.lock_ticks(work.db)
        wall = walls.read(work, wall_id)
        if day not in _undone(work, wall):
            return 0
        copied = store.published_numbers(installation.release_writer, [wall_id])
        before = rows.last_seq(work.db, wall_id)
        if any(seq > before for _, _, seq in copied):
            # The store knows of a batch that we don't: an older copy of the database was put back.
            # A next batch might show who is in it by what it lacks of the one that is forgotten.
            rows.stop(work.db, wall_id)
            wall = replace(wall, is_stopped=True)
        _take_down(work, wall, shuffle)
        batch = _decide(work, wall, day, shuffle)
        _lay(work, wall, day, batch, shuffle)
        rows.put_tick(work.db, wall_id, day, before + 1 if batch.out else None)
        return 1


def _take_down(work: Work, wall: Found, shuffle: Shuffle) -> None:
    """Remove what was withdrawn, and write anew what every author keeps.

    All of these rows change at every tick, so that none is known by having changed.
    """
    kept_by = []
    for row_id, pid, sealed in rows.take_all_own(work.db, wall.id):
        box = _box(work, pid)
        own = None if box is None else kept.open_own(box, row_id, pid, sealed)
        if box is not None and own is not None:
            kept_by.append((box, pid, own))
    gone = [own.piece for _, _, own in kept_by if own.leaving and own.piece]
    rows.remove_pieces(work.db, wall.id, gone)
    _add_own(work, kept_by, shuffle)


def _box(work: Work, pid: str) -> Box | None:
    try:
        return enrolment.learner_box(work, pid)
    except (NotFound, CannotOpen):
        return None


def _add_own(work: Work, kept_by: Sequence[tuple[Box, str, Own]], shuffle: Shuffle) -> None:
    made: list[WallOwn] = [kept.own_row(box, pid, own) for box, pid, own in kept_by]
    shuffle(made)
    rows.add(work.db, made)


def _decide(work: Work, wall: Found, day: date, shuffle: Shuffle) -> Batch:
    opened = (kept.open_waiting(work, *row) for row in rows.take_all_waiting(work.db, wall.id))
    standing = {
        one.id
        for one in kept.pieces(work, wall.id)
        if one.state is State.UP and isinstance(one.shared, Post)
    }
    return decide(
        [one for one in opened if one is not None],
        rows.counted(work.db, wall.id),
        0 if wall.is_stopped else wall.size,
        standing,
        day=day,
        closing=wall.is_stopped or day >= wall.days.closes_on,
        shuffle=shuffle,
    )


def _lay(work: Work, wall: Found, day: date, batch: Batch, shuffle: Shuffle) -> None:
    """Write what goes out, what its authors keep of it, what comes back, and what waits on."""
    pieces = [kept.piece_row(work, wall.id, day, one.shared) for one in batch.out]
    owned = [
        (one.pid, Own(piece.id, _kind(one))) for one, piece in zip(batch.out, pieces, strict=True)
    ]
    owned += [(one.pid, Own(kind=_kind(one), back=one.shared)) for one in batch.back]
    rows.add(work.db, pieces)
    boxes = [(_box(work, pid), pid, own) for pid, own in owned]
    _add_own(work, [(box, pid, own) for box, pid, own in boxes if box is not None], shuffle)
    rows.add(work.db, [kept.waiting_row(work, one) for one in batch.stay])


def _kind(one: Waiting) -> str:
    return "post" if isinstance(one.shared, Post) else "reply"
