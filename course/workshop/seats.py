"""Joining by a code, and leaving. Whoever joins needs no account and gives no name."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from course.access import Permit, Viewer, holds, operation, present, token_hash
from course.errors import BadInput, GoldseamError, NotFound
from course.work import Work
from course.workshop import labels, running, sealing
from course.workshop.codes import normal
from course.workshop.running import OPENS_BEFORE, Run
from course.workshop.sealing import Answer, Own
from course.workshop.state import Status
from db.base import random_id
from db.queries import live_answers as answers
from db.queries import live_locks
from db.queries import live_runs as runs
from db.queries import live_seats as rows

__all__ = ["Ended", "Full", "Joining", "MembersOnly", "NoSuchCode", "NotYet", "look", "normal"]

DEVICES = ("room", "online")
NO_CODE = (
    "A code has six letters and numbers. Look at the screen in the room again: there is no I, L, "
    "O, 0 or 1 in it."
)


class NoSuchCode(GoldseamError):
    """No run has this code."""

    def __init__(self, code: str) -> None:
        known = f"No workshop has the code {code}. " if code else ""
        super().__init__(f"{known}{NO_CODE}")


class CannotJoin(GoldseamError):
    """A run that can't be joined now."""

    def __init__(self, run: Run, sentence: str) -> None:
        super().__init__(sentence)
        self.run_id, self.title = run.id, run.title


class NotYet(CannotJoin):
    """It is too early; the sentence says when."""

    def __init__(self, run: Run) -> None:
        opens = _said(run.starts_at - OPENS_BEFORE, run.time_zone)
        super().__init__(run, f"You can join from {opens} on. Come back then with the same code.")


class Ended(CannotJoin):
    """It is over."""

    what = "has ended"

    def __init__(self, run: Run) -> None:
        super().__init__(
            run,
            f"This workshop {self.what}. If you wanted to join another one, ask for its code.",
        )


class Cancelled(Ended):
    """It doesn't take place."""

    what = "was cancelled"


class Full(CannotJoin):
    """Every seat is taken."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            run,
            "Every seat in this workshop is taken. If you are in the room, tell the host: they can "
            "free a seat that nobody uses, or add you without a phone.",
        )


class MembersOnly(CannotJoin):
    """It is for a cohort, and whoever asks is not signed in as one of it."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            run,
            "This workshop is for the learners of its cohort. Sign in on this device first, then "
            "open this page again.",
        )


@dataclass(frozen=True)
class Joining:
    """The run that a code leads to; ``left`` seats are free."""

    run_id: str
    title: str
    starts_at: datetime
    time_zone: str
    rehearsal: bool
    for_guests: bool
    left: int


class Taken(NamedTuple):
    """A seat, and the token that opens it; of the token only a hash is kept."""

    token: str
    seat_id: str


def _said(moment: datetime, zone: str) -> str:
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%A} {here.day} {here:%B} at {here:%H:%M} ({zone})"


@operation
def look(work: Work, viewer: Viewer | None, code: str) -> Joining:
    """Which run a code leads to.

    Raises:
        NoSuchCode, NotYet, Ended, Full, MembersOnly: it can't be joined; the sentence says why.
    """
    run = _by_code(work, code)
    left = _require_open(work, viewer, run)
    return Joining(
        run_id=run.id,
        title=run.title,
        starts_at=run.starts_at,
        time_zone=run.time_zone,
        rehearsal=run.rehearsal,
        for_guests=run.for_guests,
        left=left,
    )


def _by_code(work: Work, code: str) -> Run:
    wanted = normal(code)
    row = runs.by_code(work.db, wanted) if wanted else None
    if row is None:
        raise NoSuchCode(wanted)
    return running.opened(work, row)


def _require_open(work: Work, viewer: Viewer | None, run: Run) -> int:
    """How many seats are free. Raises what :func:`look` does."""
    if run.state.status is Status.ENDED:
        raise (Cancelled if run.state.cancelled else Ended)(run)
    if run.state.status is Status.PLANNED and work.now < run.starts_at - OPENS_BEFORE:
        raise NotYet(run)
    if not run.for_guests and not _belongs(work, viewer, run):
        raise MembersOnly(run)
    left = run.capacity - rows.count(work.db, run.id)
    if left <= 0:
        raise Full(run)
    return left


def _belongs(work: Work, viewer: Viewer | None, run: Run) -> bool:
    try:
        return holds(present(work, viewer), Permit.MEMBER, run.cohort_id)
    except NotFound:
        return False


@operation
def take(work: Work, viewer: Viewer | None, run_id: str, code: str, device: str) -> Taken:
    """Take a seat. Nothing links it to who asks.

    Raises:
        NoSuchCode, NotYet, Ended, Full, MembersOnly: as for :func:`look`.
        BadInput: the device is none of ``DEVICES``.
    """
    if device not in DEVICES:
        raise BadInput("Say whether you are in the room or online.")
    live_locks.taking(work.db)
    row = runs.find(work.db, run_id)
    if row is None or row.code != normal(code):
        raise NoSuchCode(normal(code))
    run = running.opened(work, row)
    _require_open(work, viewer, run)
    token, seat_id = secrets.token_urlsafe(32), random_id()
    _add(work, run, seat_id, token_hash(token), device)
    return Taken(token, seat_id)


def _add(work: Work, run: Run, seat_id: str, hashed: str, device: str) -> str:
    own = sealing.seal_own(work, seat_id, Own())
    for _ in range(labels.TRIES):
        label = labels.new_label(run.capacity)
        if rows.take(work.db, run.id, rows.Row(seat_id, label, device, own), hashed):
            return label
    raise RuntimeError("no label is free")


@operation
def leave(work: Work, viewer: Viewer | None, run_id: str, token: str) -> str:
    """Leave one's seat, and take one's open answer along; returns the seat's id.

    Raises:
        NotFound: the token opens no seat there.
    """
    found = rows.standing(work.db, run_id, token_hash(token))
    if found is None:
        raise NotFound
    _empty(work, run_id, found.seat.id)
    return found.seat.id


def _empty(work: Work, run_id: str, seat_id: str) -> None:
    if not rows.leave(work.db, run_id, seat_id):
        raise NotFound

    def nothing(item: str) -> str:
        return sealing.seal_answer(work, run_id, item, seat_id, Answer())

    # An empty row stays until the round is closed: hosts see whether there are enough.
    answers.empty(work.db, run_id, seat_id, nothing)


@operation
def remove(work: Work, viewer: Viewer | None, run_id: str, seat_id: str) -> int:
    """Take a seat from its holder, who may join again with the code; returns the run's revision,
    with which its phone stops being sent anything. Raises NotFound."""
    _empty(work, run_id, seat_id)
    return runs.touch(work.db, run_id)


@operation
def add_without_device(work: Work, viewer: Viewer | None, run_id: str) -> str:
    """A seat for somebody in the room who has no phone; returns its label.

    Raises:
        Ended, Full: there is no room any more.
    """
    live_locks.taking(work.db)
    run = running.find(work, run_id)
    if run.state.status is Status.ENDED:
        raise Ended(run)
    if rows.count(work.db, run_id) >= run.capacity:
        raise Full(run)
    return _add(work, run, random_id(), token_hash(secrets.token_urlsafe(32)), "none")
