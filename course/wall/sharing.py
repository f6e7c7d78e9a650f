"""Looking a text over, and sharing it with everyone on a wall.

Nothing is kept before it is shared, and nothing at all of what is for supervision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from course.access import Viewer, operation
from course.errors import BadInput, NotFound
from course.study import learner as learners
from course.study.learner import Learner
from course.wall import guard, kept, own_texts, texts, walls
from course.wall.batching import Waiting
from course.wall.guard import Looked
from course.wall.kept import State
from course.wall.texts import COURSE, Post, Reply, Shared
from course.wall.walls import Found
from course.work import Work
from db.queries import release as ticks
from db.queries import wall as rows

REPLIES_AT_ONCE = 3

CLOSED = "This wall takes nothing more. What is on it can still be read."
ONE_AT_A_TIME = (
    "A piece of yours is waiting already. Take it back to change it, or wait until it is out."
)
ENOUGH_REPLIES = (
    f"{REPLIES_AT_ONCE} answers of yours are waiting. More can follow when they are out."
)
ANSWERED = "You have answered this piece already."


@dataclass(frozen=True)
class Preview:
    """A text as others would see it, what was found in it, and when it could come out."""

    shared: Shared = field(repr=False)
    looked: Looked
    next_tick: date
    closes_on: date
    cohorts: int
    may_grow: bool


@operation
def look(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    what: str,
    repair: str,
    name: str,
    harmed: bool | None,
) -> Preview:
    """Look over a post before it is shared. Nothing of it is kept.

    Raises:
        BadInput, TooLong: something is missing or too long, or the wall is closed.
    """
    return _preview(work, cohort_id, texts.post(what, repair, name), _said(harmed))


@operation
def look_at_reply(
    work: Work, viewer: Viewer | None, cohort_id: str, to: str, recognition: str, question: str
) -> Preview:
    """The same for an answer to a piece. Raises NotFound where it does not stand any more."""
    wall = walls.of(work, cohort_id)
    _require_piece(work, wall, to)
    return _preview(work, cohort_id, texts.reply(to, recognition, question), False)


def _preview(work: Work, cohort_id: str, shared: Shared, harmed: bool) -> Preview:
    wall = _taking(work, cohort_id)
    return Preview(
        shared,
        guard.look(shared, harmed=harmed),
        wall.days.next_tick(wall.today),
        wall.days.closes_on,
        len(wall.cohorts),
        may_grow=wall.today < wall.days.first,
    )


@operation
def share(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    what: str,
    repair: str,
    name: str,
    harmed: bool | None,
    vouched: bool = False,
) -> None:
    """Let a post wait for a tick. The same again changes nothing.

    Raises:
        BadInput, TooLong: it can't be shared; nothing of it was kept.
    """
    post = texts.post(what, repair, name)
    guard.require_fit(post, harmed=_said(harmed), vouched=vouched)
    learner, wall, waiting = _at_work(work, viewer, cohort_id)
    if any(one.shared == post for one in waiting):
        return
    if any(isinstance(one.shared, Post) for one in waiting):
        raise BadInput(ONE_AT_A_TIME)
    rows.add(work.db, [kept.waiting_row(work, Waiting(learner.pid, wall.today, post))])


@operation
def answer(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    to: str,
    recognition: str,
    question: str,
    vouched: bool = False,
) -> None:
    """Let an answer to a piece wait for a tick. The same again changes nothing.

    Raises:
        BadInput, TooLong: it can't be shared; nothing of it was kept.
        NotFound: the piece does not stand any more.
    """
    reply = texts.reply(to, recognition, question)
    guard.require_fit(reply, harmed=False, vouched=vouched)
    learner, wall, waiting = _at_work(work, viewer, cohort_id)
    _require_piece(work, wall, to)
    replies = [one.shared for one in waiting if isinstance(one.shared, Reply)]
    if reply in replies:
        return
    if any(one.to == to for one in replies):
        raise BadInput(ANSWERED)
    if len(replies) >= REPLIES_AT_ONCE:
        raise BadInput(ENOUGH_REPLIES)
    rows.add(work.db, [kept.waiting_row(work, Waiting(learner.pid, wall.today, reply))])


def _said(harmed: object) -> bool:
    if not isinstance(harmed, bool):
        raise BadInput(guard.ASK_HARM)
    return harmed


def _taking(work: Work, cohort_id: str) -> Found:
    wall = walls.of(work, cohort_id)
    if not wall.takes_texts:
        raise BadInput(CLOSED)
    return wall


def _at_work(
    work: Work, viewer: Viewer | None, cohort_id: str
) -> tuple[Learner, Found, list[Waiting]]:
    ticks.lock_ticks(work.db)  # no tick takes place meanwhile
    wall = _taking(work, cohort_id)
    learner = learners.of(work, viewer, cohort_id)
    return learner, wall, [one for _, one in own_texts.waiting(work, learner)]


def _require_piece(work: Work, wall: Found, to: str) -> None:
    if to.startswith(COURSE):
        known = {f"{COURSE}{piece.id}" for piece in work.catalogue.wall.pieces}
    else:
        known = {
            one.id
            for one in kept.pieces(work, wall.id)
            if one.state is State.UP and isinstance(one.shared, Post)
        }
    if to not in known:
        raise NotFound
