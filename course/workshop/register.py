"""The register of a run: booked names that a host ticks. It leads to no seat and no answer.

A tick says that somebody came, at no time of the day. For an account of the run's own cohort it
counts as the workshop's planned minutes, never measured ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.cohort.addresses import NAME_LONGEST
from course.cohort.planning import clean_line, has_controls
from course.errors import BadInput, GoldseamError, NotFound
from course.paper.render import render
from course.study.completion import hours
from course.study.texts import whole
from course.work import Work
from course.workshop import announced, booked, booking
from course.workshop.announced import Announced
from db.base import random_id
from db.queries import booking as rows
from db.tables.booking import LiveBooking

WRITTEN_DOWN_MOST = 1_000
NAME = "Write the name of who came."
MANY = "The register is full."
NONE_CAME = (
    "Nobody is ticked in the register yet, so there is no slip to print. Tick who came, under "
    "Register and hosts, and open this again."
)


class NoneCame(GoldseamError):
    """There is no slip to print."""

    def __init__(self) -> None:
        super().__init__(NONE_CAME)


@dataclass(frozen=True)
class Line:
    """One name of the register. ``place`` is the place on the waiting list, None without one."""

    id: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    needs: str = field(repr=False)
    place: int | None
    came: bool


@dataclass(frozen=True)
class Register:
    """Who has a place, by name, and who waits for one, by turn."""

    run: Announced
    people: tuple[Line, ...]
    waiting: tuple[Line, ...]

    @property
    def left(self) -> int:
        """How many places are free."""
        return max(0, self.run.capacity - len(self.people))


@operation
def people(work: Work, viewer: Viewer | None, run_id: str) -> Register:
    """The register of a run, for its hosts."""
    run = announced.find(work, run_id)
    lines = [_line(work, one) for one in rows.all_of(work.db, run_id)]
    return Register(
        run,
        tuple(sorted((one for one in lines if one.place is None), key=_by_name)),
        tuple(sorted((one for one in lines if one.place is not None), key=lambda x: x.place or 0)),
    )


def _by_name(line: Line) -> tuple[str, str]:
    return line.name.casefold(), line.id


def _line(work: Work, one: LiveBooking) -> Line:
    needs = booked.needs_of(work, one)
    return Line(one.id, one.name, one.email or "", needs, one.place, one.came)


@operation
def tick(work: Work, viewer: Viewer | None, run_id: str, booking_id: str, *, came: bool) -> None:
    """Note that somebody with a place came, or take that back. Raises NotFound, also where it was
    cancelled."""
    rows.lock_places(work.db)
    run, found = _taking_place(work, run_id), _find(work, run_id, booking_id)
    if found.place is not None:
        raise NotFound
    rows.change(work.db, found.id, came=came)
    if found.account_id is None or run.cohort_id is None:
        return
    if not came:
        rows.not_attended(work.db, found.account_id, run_id)
        return
    day, minutes = run.starts.date(), run.minutes
    rows.attend(work.db, found.account_id, run_id, run.cohort_id, run.title, day, minutes)


@operation
def add(work: Work, viewer: Viewer | None, run_id: str, name: str) -> None:
    """Write down somebody who came without booking, and tick them.

    Raises:
        BadInput: that is no name, or the register is full.
        NotFound: the workshop was cancelled.
    """
    rows.lock_places(work.db)
    _taking_place(work, run_id)
    shown = clean_line(whole(name))
    if not shown or len(shown) > NAME_LONGEST or has_controls(shown):
        raise BadInput(NAME)
    if rows.taken(work.db, run_id) >= WRITTEN_DOWN_MOST:
        raise BadInput(MANY)
    rows.add(work.db, LiveBooking(id=random_id(), run_id=run_id, name=shown, came=True))


def _taking_place(work: Work, run_id: str) -> Announced:
    """A run to which somebody can come. Raises NotFound."""
    run = announced.find(work, run_id)
    if run.cancelled:
        raise NotFound
    return run


@operation
def remove(work: Work, viewer: Viewer | None, run_id: str, booking_id: str) -> None:
    """Take a name out of the register; who waits first gets the place. Raises NotFound."""
    rows.lock_places(work.db)
    found = _find(work, run_id, booking_id)
    if found.account_id is not None:
        rows.not_attended(work.db, found.account_id, run_id)
    booking.give_back(work, found)


def _find(work: Work, run_id: str, booking_id: str) -> LiveBooking:
    found = rows.find(work.db, run_id, booking_id)
    if found is None:
        raise NotFound
    return found


@operation
def slips(work: Work, viewer: Viewer | None, run_id: str) -> bytes:
    """A slip of attendance for everyone who is ticked, each on a page, as PDF.

    Raises:
        NoneCame: nobody is ticked.
        NotFound: there is no such run.
    """
    run = announced.find(work, run_id)
    came = sorted(one.name for one in rows.all_of(work.db, run_id) if one.came)
    if not came:
        raise NoneCame
    return _paper(work, run, came)


@operation
def slip(work: Work, viewer: Viewer | None, token: str) -> bytes:
    """The slip of one booking, for whoever holds its link. Raises NotFound until it is ticked."""
    found = booking.of_token(work, token)
    if not found.came:
        raise NotFound
    return _paper(work, announced.find(work, found.run_id), [found.name])


def _paper(work: Work, run: Announced, names: list[str]) -> bytes:
    return render(
        "attendance",
        {
            "title": f"Attendance: {run.title}",
            "names": names,
            "workshop": run.title,
            "lines": [
                ["Day", run.day],
                ["Time", run.hours],
                ["Length, as planned", hours(run.minutes)],
                ["Given by", work.settings.provider],
            ],
        },
    )
