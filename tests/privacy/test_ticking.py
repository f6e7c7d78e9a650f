"""Rosters are fixed once and ticks decided once, whatever is interrupted, late or doubled."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from course.cohort import measures, ticking
from course.cohort.channels import Kind, completion_channel, returns_channel
from course.cohort.release import decide
from course.installation import Installation
from db.queries import release_store
from db.tables.answers import Released, Roster
from db.tables.cohort import Cohort
from tests.clock import HandClock
from tests.privacy.worlds import (
    FREEZE,
    LAST,
    LESSON,
    MIDDLE,
    NOTICE,
    Group,
    count,
    group,
    store,
    ticks,
)


def test_a_crash_between_plan_and_copy_is_made_good_without_computing(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(release_store, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            here.go_to(MIDDLE)
    assert store(installation) == []
    decided = ticks(here)
    here.give(*range(6, 13))
    monkeypatch.setattr(ticking, "decide", killed)
    assert ticking.run_due(installation) == 0
    assert ticks(here) == decided
    assert store(installation) == [(LESSON, 1, MIDDLE, "at least 6", "6+")]
    ticking.run_due(installation)
    assert len(store(installation)) == 1


def test_a_crash_within_a_tick_leaves_nothing_of_it(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.give(*range(6), channel=NOTICE, value=4)
    here.go_to(FREEZE)
    calls = [0]

    def dies_at_the_second(*args: object, **kwargs: object) -> object:
        calls[0] += 1
        if calls[0] == 2:
            raise KeyboardInterrupt
        return decide(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(ticking, "decide", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            here.go_to(MIDDLE)
    assert (ticks(here), count(here, Released)) == ([], 0)
    here.go_to(MIDDLE)
    assert (here.lesson(), here.notice().said) == ("at least 6", "4.0")


def test_of_two_runners_at_one_tick_exactly_one_decides(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(13))
    here.go_to(FREEZE)
    clock.set(datetime(2026, 10, 9, 12, tzinfo=UTC))
    done: list[int] = []
    threads = [
        threading.Thread(target=lambda: done.append(ticking.run_due(installation)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 0, 0, 1]
    assert store(installation) == [(LESSON, 1, MIDDLE, "at least 6", "6+")]
    assert count(here, Released) == 13


def test_two_runners_fix_a_roster_once(installation: Installation, clock: HandClock) -> None:
    here = group(installation, clock, 9)
    clock.set(datetime(2026, 9, 14, 12, tzinfo=UTC))
    done: list[int] = []
    threads = [
        threading.Thread(target=lambda: done.append(ticking.run_due(installation)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(done), count(here, Roster)) == ([0, 0, 1], 9)


def test_missed_ticks_are_caught_up_in_order_with_those_of_their_dates(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 24)
    here.go_to(FREEZE)
    dates = [day for channel, day in _calendar(here) if channel == LESSON]
    for index, day in enumerate(dates[:3]):
        clock.set(datetime.combine(day - timedelta(days=1), datetime.min.time(), UTC))
        here.give(*range(6 * index, 6 * index + 6))
    # Nobody ran a tick meanwhile; at the end all are decided, each with those of its date.
    clock.set(datetime.combine(LAST, datetime.min.time(), UTC) + timedelta(days=3))
    assert ticking.run_due(installation) == 4
    assert [(seq, day, label) for _, seq, day, label, _ in store(installation)] == [
        (1, dates[0], "at least 6"),
        (2, dates[1], "at least 12"),
        (3, dates[2], "at least 18"),
    ]
    assert ticking.run_due(installation) == 0


def _calendar(here: Group) -> list[tuple[str, date]]:
    with here.installation.reading() as work:
        row = work.db.get_one(Cohort, here.cohort_id)
        return sorted(
            (channel, date.fromisoformat(day))
            for channel, days in (row.calendar or {}).items()
            for day in days
        )


def test_a_clock_moved_back_undoes_and_repeats_nothing(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    before = (store(installation), ticks(here), count(here, Roster))
    clock.move(days=-40)
    here.give(*range(6, 13))
    assert ticking.run_due(installation) == 0
    here.go_to(MIDDLE)
    assert (store(installation), ticks(here), count(here, Roster)) == before
    here.go_to(LAST)
    # What was given meanwhile waited for the next tick that was not decided.
    assert count(here, Released) == 13


def test_a_coin_is_stored_with_its_tick_and_never_tossed_again(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 25)
    here.give(*range(10))
    here.go_to(FREEZE)
    first = date(2026, 9, 27)
    clock.set(datetime(2026, 9, 27, 12, tzinfo=UTC))
    ticking.run_due(installation, toss=lambda: True)
    assert [t for t in ticks(here) if t[0] == LESSON] == [(LESSON, first, True, None)]
    assert ticking.run_due(installation, toss=lambda: False) == 0
    assert here.lesson() == "Not published"
    clock.set(datetime(2026, 10, 9, 12, tzinfo=UTC))
    ticking.run_due(installation, toss=lambda: False)
    assert [t for t in ticks(here) if t[0] == LESSON][1:] == [(LESSON, MIDDLE, False, 1)]
    assert here.lesson() == "at least 6"


def test_what_goes_with_a_lesson_waits_by_one_coin_and_what_comes_back_by_another(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 25)
    back, skills = returns_channel("first"), rated_in(here)
    for channel in (LESSON, *skills, back, completion_channel("second")):
        here.give(*range(10), channel=channel, value=3)
    here.go_to(FREEZE)
    clock.set(datetime(2026, 9, 27, 12, tzinfo=UTC))
    tossed = iter([True, False] * 25)
    ticking.run_due(installation, toss=lambda: next(tossed))
    coins = {channel: waits for channel, _, waits, _ in ticks(here)}
    assert len({coins[one] for one in (LESSON, *skills)}) == 1
    waits = [coins[one] for one in (LESSON, back, completion_channel("second"))]
    # Three coins, tossed as true, false, true, in the order in which they were asked.
    assert sorted(waits, key=str) == [False, True, True]
    assert next(tossed) is False
    assert {coins[one] for one in coins if one not in (LESSON, *skills, back)} <= {*waits, None}


def rated_in(here: Group) -> list[str]:
    """The channels of the first lesson's ratings."""
    found = measures.of_course(here.installation.catalogue)
    return [one.channel for one in found if one.kind is Kind.RATING and one.lesson.id == "first"]


def test_a_channel_whose_store_is_ahead_publishes_nothing_more(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)
    ahead = release_store.Cell(here.cohort_id, LESSON, 1, FREEZE, "at least 6", "6+")
    release_store.publish(installation.release_writer, [ahead])
    here.give(*range(13), channel=NOTICE, value=3)
    here.go_to(MIDDLE)
    here.go_to(LAST)
    assert [row for row in store(installation) if row[0] == LESSON] == [
        (LESSON, 1, FREEZE, "at least 6", "6+")
    ]
    assert here.notice().said == "3.0"
