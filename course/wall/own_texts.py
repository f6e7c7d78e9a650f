"""A learner's own texts on a wall: what became of them, taking them back, withdrawing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from course.access import Viewer, operation
from course.errors import NotFound
from course.study import learner as learners
from course.study.learner import Learner
from course.wall import kept, walls
from course.wall.batching import Waiting
from course.wall.kept import Own, Piece, State
from course.wall.texts import Shared
from course.work import Work
from db.queries import release as ticks
from db.queries import wall as rows


@dataclass(frozen=True)
class WaitingText:
    """A text of one's own that nobody else has seen."""

    id: str
    shared: Shared = field(repr=False)


@dataclass(frozen=True)
class OutText:
    """A text of one's own that is out; its words are gone where it was kept off."""

    id: str
    kind: str
    state: State
    leaving: bool
    shared: Shared | None = field(repr=False)


@dataclass(frozen=True)
class Mine:
    """Everything of one's own, in no order."""

    waiting: tuple[WaitingText, ...]
    out: tuple[OutText, ...]
    back: tuple[WaitingText, ...]


def waiting(work: Work, learner: Learner) -> list[tuple[str, Waiting]]:
    """What waits of a learner's, each with its row's key."""
    found = []
    for row in rows.waiting(work.db, learner.pid):
        opened = kept.open_waiting(work, row.id, learner.pid, row.sealed)
        if opened is not None:
            found.append((row.id, opened))
    return found


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> Mine:
    """What the viewer shared: what waits, what is out, what came back. Raises NotFound."""
    wall = walls.of(work, cohort_id)
    learner = learners.of(work, viewer, cohort_id)
    out, back = [], []
    pieces = {piece.id: piece for piece in kept.pieces(work, wall.id)}
    for row_id, own in _own(work, learner):
        if own.back is not None:
            back.append(WaitingText(row_id, own.back))
        elif own.piece in pieces and not own.hidden:
            out.append(_out(row_id, own, pieces[own.piece]))
    here = tuple(WaitingText(row_id, one.shared) for row_id, one in waiting(work, learner))
    return Mine(here, tuple(out), tuple(back))


def _out(row_id: str, own: Own, piece: Piece) -> OutText:
    return OutText(row_id, own.kind, piece.state, own.leaving, piece.shared)


def _own(work: Work, learner: Learner) -> list[tuple[str, Own]]:
    found = []
    for row in rows.own(work.db, learner.pid):
        own = kept.open_own(learner.box, row.id, learner.pid, row.sealed)
        if own is not None:
            found.append((row.id, own))
    return found


@operation
def take_back(work: Work, viewer: Viewer | None, cohort_id: str, text_id: str) -> None:
    """Take a text back that nobody else has seen; it is gone at once. Raises NotFound."""
    ticks.lock_ticks(work.db)
    learner = learners.of(work, viewer, cohort_id)
    if not rows.remove_waiting(work.db, learner.pid, text_id):
        raise NotFound


@operation
def withdraw(work: Work, viewer: Viewer | None, cohort_id: str, text_id: str) -> None:
    """Let a text of one's own that is out be gone at the next tick. Raises NotFound.

    Until then only the viewer's own sealed row says so.
    """
    _change(work, viewer, cohort_id, text_id, lambda own: replace(own, leaving=True))


@operation
def put_away(work: Work, viewer: Viewer | None, cohort_id: str, text_id: str) -> None:
    """Delete a text that came back, or show one that was kept off no more. Raises NotFound."""
    learner, own = _change(work, viewer, cohort_id, text_id, lambda own: replace(own, hidden=True))
    if own.back is not None:
        rows.remove_own(work.db, learner.pid, text_id)


def _change(
    work: Work, viewer: Viewer | None, cohort_id: str, text_id: str, change: Callable[[Own], Own]
) -> tuple[Learner, Own]:
    ticks.lock_ticks(work.db)
    learner = learners.of(work, viewer, cohort_id)
    found = dict(_own(work, learner)).get(text_id)
    if found is None:
        raise NotFound
    changed = change(found)
    rows.reseal_own(work.db, text_id, kept.seal_own(learner.box, text_id, learner.pid, changed))
    return learner, found
