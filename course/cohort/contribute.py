"""A learner's value on its way into a figure: it waits, by the day of a tick and nothing finer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from course.cohort.channels import kind_of
from course.errors import NotFound
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import contribution as rows
from db.queries import release as plans


def contribute(work: Work, cohort_id: str, pid: str, channel: str, value: int) -> None:
    """Let a value count in ``channel`` from the next tick on.

    An edit replaces the value while it waits; once it is behind a published figure the first value
    stands. Whoever joined after the freeze is not counted and leaves no row here.

    Raises:
        NotFound: there is no such cohort.
        ValueError: there is no such kind of channel.
    """
    kind_of(channel)
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None:
        raise NotFound
    if cohort.roster_size is None:
        rows.put_contribution(
            work.db, cohort_id, channel, pid, value=value, due_on=cohort.freeze_on
        )
        return
    if not rows.on_roster(work.db, cohort_id, pid):
        return
    if rows.is_released(work.db, cohort_id, channel, pid):
        return
    due = due_on(
        cohort.calendar or {},
        channel,
        plans.channel_ticks_done(work.db, cohort_id, channel),
        local_day(work.now, cohort.time_zone),
    )
    if due is not None:
        rows.put_contribution(work.db, cohort_id, channel, pid, value=value, due_on=due)


def due_on(
    calendar: Mapping[str, Sequence[str]], channel: str, done: set[date], today: date
) -> date | None:
    """The date of the channel's next tick, today or later, that is not decided; None for none."""
    dates = (date.fromisoformat(day) for day in calendar.get(channel, ()))
    return min((day for day in dates if day >= today and day not in done), default=None)


def local_day(now: datetime, time_zone: str) -> date:
    """The day it is in a cohort's time zone; ``now`` is timezone-aware."""
    return now.astimezone(ZoneInfo(time_zone)).date()
