"""When texts may come out on a wall: once a week, on the same day, until it closes. Pure.

Dates are days in the time zone of the earliest of the cohorts that share the wall.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from course.cohort.calendar import last_day

WEEK = timedelta(days=7)


class Planned(Protocol):
    """What is asked of a cohort here."""

    @property
    def time_zone(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def weeks(self) -> int: ...
    @property
    def freeze_on(self) -> date: ...
    @property
    def keep_until(self) -> date: ...


@dataclass(frozen=True)
class WallCalendar:
    """A wall's days. ``first`` and ``closes_on`` are its first tick and the last that publishes.

    After that the weekly ticks only take down what was withdrawn, until ``ends_on``.
    """

    time_zone: str
    first: date
    closes_on: date
    ends_on: date

    def next_tick(self, today: date) -> date:
        """The first tick after ``today``."""
        if today < self.first:
            return self.first
        weeks = (today - self.first).days // 7 + 1
        return self.first + WEEK * weeks

    def ticks(self, today: date) -> Iterator[date]:
        """Every tick that has come by ``today``, in order."""
        day = self.first
        while day <= min(today, self.ends_on):
            yield day
            day += WEEK

    def takes_texts(self, today: date) -> bool:
        """Whether a text shared today may still come out."""
        return today < self.closes_on


def calendar(cohorts: Sequence[Planned]) -> WallCalendar:
    """The days of the wall that these cohorts share, the earliest of them first.

    Its ticks come on the weekday on which the earliest cohort began, the day on which that one's
    weekly figures come too: from the last freeze on, and at least once.
    """
    begun = cohorts[0].starts_on
    freeze = max(one.freeze_on for one in cohorts)
    first = _on_or_after(freeze + timedelta(days=1), begun)
    last = _on_or_after(max(last_day(one.starts_on, one.weeks) for one in cohorts), begun)
    closes_on = max(first, last)
    ends_on = max(closes_on, *(one.keep_until for one in cohorts))
    return WallCalendar(cohorts[0].time_zone, first, closes_on, ends_on)


def _on_or_after(day: date, begun: date) -> date:
    return day + timedelta(days=(begun.weekday() - day.weekday()) % 7)
