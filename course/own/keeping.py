"""How long what was written is kept: the warnings before the end, and the day of it.

Nothing is erased on the word of the clock alone. The warning must have stood for a week, on days
that followed one another: a clock that jumps, forwards or backwards, begins it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from course.access import Viewer, operation
from course.cohort.contribute import local_day
from course.work import Work
from db.queries import enrolment
from db.queries import keeping as rows
from db.queries.keeping import Standing

EARLY, LATE = 30, 7  # days before the end on which learners are told
LONGEST_GAP = timedelta(days=3)  # between two looks at the calendar: a server may rest a weekend


@dataclass(frozen=True)
class Stretch:
    """The unbroken days of a warning, and the day on which it ended in erasure."""

    warned_on: date
    seen_on: date
    erased_on: date | None = None


@dataclass(frozen=True)
class Step:
    """What one look at the calendar leads to. ``now`` is None where no warning stands."""

    now: Stretch | None
    erases: bool = False


@dataclass(frozen=True)
class Ending:
    """A cohort in which what the viewer wrote is erased soon."""

    cohort_id: str
    cohort_name: str
    on: date
    days: int


def advance(today: date, keep_until: date, before: Stretch | None) -> Step:
    """One look at the calendar; ``today`` is the day in the cohort's time zone. Pure."""
    if before and before.erased_on and keep_until <= before.erased_on:
        return Step(before)
    if today < keep_until - timedelta(days=EARLY):
        return Step(None)
    unbroken = (
        before is not None
        and before.erased_on is None
        and before.warned_on <= before.seen_on <= today
        and today - before.seen_on <= LONGEST_GAP
    )
    warned_on = before.warned_on if before and unbroken else today
    now = Stretch(warned_on, today)
    return Step(now, erases=today >= ends_on(keep_until, now))


def ends_on(keep_until: date, stretch: Stretch) -> date:
    """The day of erasure: the keep-until date, or later where the warning began late."""
    return max(keep_until, stretch.warned_on + timedelta(days=LATE))


def stage(on: date, today: date) -> int:
    """Which of the two warnings it is time for: 30 or 7."""
    return LATE if (on - today).days <= LATE else EARLY


def stretch_of(standing: Standing) -> Stretch | None:
    """The stored stretch of a cohort."""
    if standing.warned_on is None or standing.seen_on is None:
        return None
    return Stretch(standing.warned_on, standing.seen_on, standing.erased_on)


def ending_of(standing: Standing, today: date) -> Ending | None:
    """When a cohort's writing ends, once its learners are to be told; None before and after."""
    now = advance(today, standing.keep_until, stretch_of(standing)).now
    if now is None or now.erased_on is not None:
        return None
    on = ends_on(standing.keep_until, now)
    return Ending(standing.cohort_id, standing.name, on, max(0, (on - today).days))


@operation
def soon(work: Work, viewer: Viewer | None) -> tuple[Ending, ...]:
    """The cohorts, now or formerly the viewer's, whose writing is erased within 30 days."""
    assert viewer is not None
    # A day more than anybody is told ahead: somewhere it is tomorrow already.
    near = rows.ending(work.db, work.now.date() + timedelta(days=EARLY + 1))
    places = set(enrolment.places(work.db, viewer.account_id)) if near else set()
    found = [
        ending_of(one, local_day(work.now, one.time_zone))
        for one in near
        if one.cohort_id in places
    ]
    return tuple(sorted((e for e in found if e is not None), key=lambda e: (e.on, e.cohort_name)))
