"""Changing a run that has not begun, and calling one off: who booked is written to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from course import mail
from course.access import Viewer, operation
from course.cohort.contribute import local_day
from course.cohort.planning import clean_line
from course.errors import BadInput
from course.work import Work
from course.workshop import announced, booking, running, runs
from course.workshop.announced import Announced
from course.workshop.booking_letters import BOOKED, FREED, MOVED, OFF, SOON, WAITING, is_soon
from course.workshop.commands import Command, Refused
from course.workshop.running import Run
from course.workshop.runs import KEPT, PAST, MovedOn
from course.workshop.stages import step
from course.workshop.state import Status, pack
from db.queries import booking as places
from db.queries import live_planned as rows
from db.queries import live_runs
from db.queries import live_seats as seats

BEGUN = "This workshop has begun, so that stays as it is."
JOINED = "Somebody has joined already, so guests stay welcome."
OVER = "This workshop is over, so that stays as it is."


@dataclass(frozen=True)
class Told:
    """What came of a change: the run's revision, and how many people get a letter about it.

    ``unwritten`` is how many should hear of it and get none, because no mail is set up here or
    because they have no address in the register.
    """

    revision: int
    letters: int = 0
    unwritten: int = 0


@operation
def change(
    work: Work,
    viewer: Viewer | None,
    run_id: str,
    seen: int,
    title: str,
    starts_at: datetime,
    minutes: int,
    time_zone: str,
    capacity: int,
    for_guests: bool | None = None,
) -> Told:
    """Let a planned run have another title, time, length or number of places, and be open to
    guests beside its cohort, or to them no more.

    ``seen`` is the revision that the host saw. Places that are new go to those who wait. Whether
    guests may come stays where ``for_guests`` is None.

    Raises:
        Refused: it has begun, or is over.
        MovedOn: it was changed since.
        BadInput: something entered can't be used, and nothing was changed.
    """
    run = _planned(work, run_id, seen)
    named = clean_line(title) or run.plan.title
    runs.require_fit(named, starts_at, minutes, time_zone, capacity)
    moves = (run.starts_at, run.minutes, run.time_zone) != (starts_at, minutes, time_zone)
    if moves and starts_at < work.now:
        raise BadInput(PAST)
    _require_places(work, run, capacity)
    guests = run.for_guests if for_guests is None else for_guests
    if guests != run.for_guests:
        _require_guests(work, run, guests)
    rows.change(
        work.db,
        run_id,
        title=named,
        starts_at=starts_at.astimezone(UTC).isoformat(),
        minutes=minutes,
        time_zone=time_zone,
        capacity=capacity,
        for_guests=guests,
        kept_until=local_day(starts_at, time_zone) + KEPT,
    )
    after = announced.read_run(work, run_id)
    rows.attended_then(work.db, run_id, after.title, after.starts.date(), minutes)
    told = _tell(work, after, MOVED) if moves else (0, 0)
    if not run.rehearsal:
        booking.fill(work, after)
    return Told(run.revision + 1, *told)


@operation
def cancel(work: Work, viewer: Viewer | None, run_id: str, seen: int) -> Told:
    """Call a planned run off, for good.

    Raises:
        Refused: it has begun, or is over.
        MovedOn: it was changed since.
    """
    return call_off(work, _planned(work, run_id, seen))


def call_off(work: Work, run: Run) -> Told:
    """Call off a run that has not begun. It and the places must be held."""
    after = replace(step(run.plan, run.state, Command.END, work.now), cancelled=True)
    runs.end(work, run)
    if not live_runs.move(work.db, run.id, run.revision, after.status.value, pack(after)):
        raise MovedOn
    called_off = announced.read_run(work, run.id)
    told = _tell(work, called_off, OFF) if work.now < run.ends_at else (0, 0)
    return Told(run.revision + 1, *told)


def _planned(work: Work, run_id: str, seen: int) -> Run:
    """A run that has not begun; nobody else changes it, and no place is given, meanwhile."""
    places.lock_places(work.db)
    run = running.find(work, run_id, holds=True)
    if run.state.status is not Status.PLANNED:
        raise Refused(BEGUN if run.state.status is Status.LIVE else OVER)
    if run.revision != seen:
        raise MovedOn
    return run


def _require_places(work: Work, run: Run, capacity: int) -> None:
    taken = places.taken(work.db, run.id)
    if capacity < min(run.capacity, taken):
        people = "1 person has" if taken == 1 else f"{taken:,} people have"
        raise BadInput(f"{people} a place already, so there can't be fewer places than that.")


def _require_guests(work: Work, run: Run, guests: bool) -> None:
    """Who has come or is told that they may come is not shut out by a change."""
    if run.cohort_id is None or run.rehearsal:
        raise BadInput(runs.NO_COHORT)
    if guests:
        return
    if seats.count(work.db, run.id):
        raise BadInput(JOINED)
    others = places.strangers(work.db, run.id, run.cohort_id)
    if others:
        people = "1 person" if others == 1 else f"{others:,} people"
        raise BadInput(
            f"{people} in the register or waiting can't be told to be of this cohort, so guests "
            "stay welcome. Remove them from the register first if they are not to come."
        )


def _tell(work: Work, run: Announced, kind: str) -> tuple[int, int]:
    """Let a letter wait for everyone who booked or waits; (how many, how many get none).

    A letter that has not gone out yet about a place will say the new time by itself. About another
    time somebody is reminded anew, unless it is so soon that this letter is the reminder.
    """
    written, unwritten = 0, 0
    for one in places.all_of(work.db, run.run_id):
        if one.email is None or not mail.is_set(work.settings):
            unwritten += 1
            continue
        written += 1
        told = [name for name in one.told.split(",") if name and name != SOON]
        if is_soon(run, work.now) and one.state == BOOKED:
            told.append(SOON)
        waits = kind == MOVED and one.letter in {BOOKED, WAITING, FREED}
        places.change(
            work.db,
            one.id,
            letter=one.letter if waits else kind,
            told=",".join(told),
            tries=0,
            retry_sealed=None,
        )
    return written, unwritten
