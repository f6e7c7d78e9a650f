"""The calendar of warnings, alone: what one look at it leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.own.keeping import Step, Stretch, advance, ends_on, stage

END = date(2027, 9, 7)


def before(days: int) -> date:
    return END - timedelta(days=days)


def walk(days: list[date], keep_until: date = END) -> tuple[Stretch | None, list[date]]:
    """Look once on each of these days; the last stretch, and the days on which it erased."""
    stretch, erased = None, []
    for today in days:
        step = advance(today, keep_until, stretch)
        stretch = step.now
        if step.erases and stretch is not None:
            erased.append(today)
            stretch = Stretch(stretch.warned_on, stretch.seen_on, today)
    return stretch, erased


def daily(first: int, last: int) -> list[date]:
    """Every day from ``first`` to ``last`` days before the end."""
    return [before(days) for days in range(first, last - 1, -1)]


def test_the_warning_begins_thirty_days_before() -> None:
    assert advance(before(31), END, None) == Step(None)
    assert advance(before(30), END, None) == Step(Stretch(before(30), before(30)))


def test_there_are_two_stages() -> None:
    assert [stage(END, before(days)) for days in (30, 8, 7, 1, 0)] == [30, 30, 7, 7, 7]


def test_it_erases_on_the_day_and_once() -> None:
    assert walk(daily(40, -5)) == (Stretch(before(30), END, END), [END])


def test_a_warning_that_began_late_stands_for_a_week_first() -> None:
    assert walk(daily(2, -10))[1] == [before(-5)]
    assert ends_on(END, Stretch(before(2), before(1))) == before(-5)
    assert ends_on(END, Stretch(before(20), before(19))) == END


def test_a_clock_that_goes_back_erases_nothing_and_begins_the_warning_anew() -> None:
    stretch, erased = walk([*daily(30, 1), before(200)])
    assert (stretch, erased) == (None, [])
    stretch, erased = walk([*daily(30, 1), before(20), END])
    assert (stretch, erased) == (Stretch(END, END), [])


@pytest.mark.parametrize("days", [60, 400, 30_000])
def test_a_clock_that_runs_far_ahead_for_some_days_erases_nothing(days: int) -> None:
    ahead = [END + timedelta(days=days + n) for n in range(7)]
    assert walk([*daily(45, 40), *ahead, *daily(38, 0)]) == (
        Stretch(before(30), END, END),
        [END],
    )


def test_a_server_that_rested_a_weekend_goes_on_and_one_that_rested_longer_warns_again() -> None:
    weekend = [day for day in daily(30, 0) if day not in {before(2), before(1)}]
    assert walk(weekend)[1] == [END]
    longer = [day for day in daily(30, -10) if not before(4) <= day <= END]
    assert walk(longer)[1] == [before(-8)]


def test_a_cohort_whose_time_was_made_longer_after_the_end_is_kept_again() -> None:
    ended = Stretch(before(30), END, END)
    later = END + timedelta(days=365)
    assert advance(END, later, ended) == Step(None)
    assert advance(later - timedelta(days=3), later, ended).now == Stretch(
        later - timedelta(days=3), later - timedelta(days=3)
    )


@given(st.lists(st.integers(-60, 60), max_size=80))
def test_whatever_the_clock_does_a_week_of_days_without_a_gap_comes_before_an_erasure(
    jumps: list[int],
) -> None:
    days = [END + timedelta(days=jump) for jump in jumps]
    _, erased = walk(days)
    for day in erased:
        assert day >= END
        before_it = days[: days.index(day) + 1]
        run = [before_it[-1]]
        for earlier in reversed(before_it[:-1]):
            if not 0 <= (run[-1] - earlier).days <= 3:
                break
            run.append(earlier)
        assert (run[0] - run[-1]).days >= 7
