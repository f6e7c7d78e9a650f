"""A learner's values on their way into figures: they wait, by the day of a tick, nothing finer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from course.cohort.channels import kind_of
from course.errors import NotFound
from course.work import Work
from db.queries import carrying, release
from db.queries import cohort as cohorts
from db.queries import contribution as rows


def contribute(work: Work, cohort_id: str, pid: str, channel: str, value: int) -> None:
    """Let one value count; see :func:`contribute_all`."""
    contribute_all(work, cohort_id, pid, {channel: value})


def contribute_all(work: Work, cohort_id: str, pid: str, values: Mapping[str, int]) -> None:
    """Let values by channel count from each channel's next tick on.

    An edit replaces a value while it waits; once it is behind a published figure the first value
    stands. Whoever joined after the freeze, or brought their writing from another cohort, is not
    counted and leaves no row here.

    Raises:
        NotFound: there is no such cohort.
        ValueError: there is no such kind of channel.
    """
    for channel in values:
        kind_of(channel)
    if carrying.counts_nowhere(work.db, pid):
        return
    release.lock_contributing(work.db)
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None:
        raise NotFound
    if cohort.roster_size is None:
        due = dict.fromkeys(values, cohort.freeze_on)
    else:
        unit = cohort.pool or cohort.id
        if not rows.on_roster(work.db, cohort_id, pid):
            return
        today = local_day(work.now, cohort.time_zone)
        done = rows.decided(work.db, unit, values.keys())
        fixed = rows.released(work.db, unit, values.keys(), pid)
        calendar = cohort.calendar or {}
        dates = {one: due_on(calendar.get(one, ()), done[one], today) for one in values}
        due = {one: day for one, day in dates.items() if day is not None and one not in fixed}
    waiting = {one: value for one, value in values.items() if one in due}
    if waiting:
        rows.put(work.db, cohort_id, pid, waiting, due)


def due_on(dates: Sequence[str], done: set[date], today: date) -> date | None:
    """A channel's next tick, today or later, that is not decided; None for none."""
    days = map(date.fromisoformat, dates)
    return min((day for day in days if day >= today and day not in done), default=None)


def local_day(now: datetime, time_zone: str) -> date:
    """The day it is in a cohort's time zone; ``now`` is timezone-aware."""
    return now.astimezone(ZoneInfo(time_zone)).date()
