"""Lessons open with their day where the cohort is, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from course.cohort.planning import CohortView, Unlock
from course.cohort.unlock import is_open, opens_on


def cohort(zone: str, starts_on: date, rule: Unlock, **dates: date) -> CohortView:
    return CohortView(
        name="Invented",
        time_zone=zone,
        starts_on=starts_on,
        weeks=8,
        freeze_on=starts_on,
        keep_until=date(2030, 1, 1),
        unlock=rule,
        unlock_dates=dates,
    )


def test_each_rule_gives_each_lesson_its_day() -> None:
    start = date(2026, 9, 7)
    everything = cohort("UTC", start, Unlock.ALL)
    weekly = cohort("UTC", start, Unlock.WEEKLY)
    dated = cohort("UTC", start, Unlock.DATES, first=date(2026, 9, 9))
    assert opens_on(everything, "eighth", 8) == start
    assert [opens_on(weekly, "any", n) for n in (1, 2, 8)] == [
        date(2026, 9, 7),
        date(2026, 9, 14),
        date(2026, 10, 26),
    ]
    assert opens_on(dated, "first", 1) == date(2026, 9, 9)
    assert opens_on(dated, "came-later", 9) == start


@pytest.mark.parametrize(
    ("zone", "day", "first_open_moment"),
    [
        ("Europe/London", date(2026, 3, 29), datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 30), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), datetime(2026, 11, 1, 4, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 2), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)),
        ("Pacific/Auckland", date(2026, 9, 28), datetime(2026, 9, 27, 11, 0, tzinfo=UTC)),
        # the clocks go from 23:59 to 01:00: this day has no midnight
        ("Africa/Cairo", date(2026, 4, 24), datetime(2026, 4, 23, 22, 0, tzinfo=UTC)),
    ],
)
def test_a_lesson_opens_with_the_first_moment_of_its_day(
    zone: str, day: date, first_open_moment: datetime
) -> None:
    dated = cohort(zone, date(2026, 1, 1), Unlock.DATES, first=day)
    before = datetime.fromtimestamp(first_open_moment.timestamp() - 1, UTC)
    assert not is_open(dated, "first", 1, before)
    assert is_open(dated, "first", 1, first_open_moment)


def test_weekly_lessons_keep_their_weekday_across_a_clock_change() -> None:
    weekly = cohort("Europe/London", date(2026, 10, 19), Unlock.WEEKLY)
    assert not is_open(weekly, "second", 2, datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC))
    assert is_open(weekly, "second", 2, datetime(2026, 10, 26, 0, 0, tzinfo=UTC))
