"""What a large installation asks of a tick: few statements, and nothing of the attempts."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event, func, select

from course.cohort import overview, ticking
from course.installation import Installation, open_installation
from course.settings import Settings
from db.tables.answers import Attempt, Contribution, Roster
from tests.clock import HandClock
from tests.content import our_course
from tests.workload import Size, Workload, fill

FEW, MANY = Size(2, 25, 1_000), Size(2, 25, 20_000)
# Begin or lock, states, new, two seqs at most, behind, decided; commit is not counted.
STATEMENTS_MOST = 7


@pytest.fixture
def installation(settings: Settings, clock: HandClock) -> Iterator[Installation]:
    """A fresh installation with the real course, on each engine in turn."""
    opened = open_installation(settings, our_course(), clock)
    yield opened
    opened.close()


def go_to(clock: HandClock, day: date) -> None:
    clock.set(datetime.combine(day, time(12), UTC))


def before_closing(installation: Installation, clock: HandClock, size: Size) -> Workload:
    """An installation of this size, on its last day but one, with all that was due done."""
    there = fill(installation, size)
    for day in (there.freeze_on, there.closes_on - timedelta(days=1)):
        go_to(clock, day)
        ticking.run_due(installation)
    go_to(clock, there.closes_on)
    return there


def test_the_generator_makes_what_it_is_asked_for(
    installation: Installation, clock: HandClock
) -> None:
    there = before_closing(installation, clock, FEW)
    with installation.reading() as work:
        counts = [
            work.db.scalar(select(func.count()).select_from(table))
            for table in (Attempt, Roster, Contribution)
        ]
        channels = work.db.scalar(select(func.count(Contribution.channel.distinct())))
    assert counts[:2] == [1_000, 50]
    assert counts[2] == 50 * (channels or 0)
    assert (channels or 0) > 80
    assert ticking.run_due(installation) == 2
    with installation.reading() as work:
        seen = overview.read(work, there.cohort_ids[0])
    assert {figure.said for figure in (*seen.lessons, *seen.returns)} == {"at least 18"}
    assert all(figure.is_published for figure in (*seen.ratings, *seen.evaluation, *seen.attempts))


def test_a_tick_takes_seven_statements_whatever_there_is_to_decide(
    installation: Installation, clock: HandClock
) -> None:
    before_closing(installation, clock, FEW)
    asked: list[str] = []
    event.listen(
        installation.engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_: asked.append(statement),
    )
    assert ticking.run_due(installation) == 2
    # What is due and what to copy is asked once for all, in eight statements at most.
    assert len(asked) <= 2 * STATEMENTS_MOST + 8
    assert [statement for statement in asked if "attempt" in statement.split()] == []


def peak_of_closing(installation: Installation, clock: HandClock, size: Size) -> int:
    """The most memory that the closing ticks hold at once, in bytes."""
    before_closing(installation, clock, size)
    tracemalloc.start()
    try:
        assert ticking.run_due(installation) == size.cohorts
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_of_a_tick_does_not_grow_with_attempts(
    installation: Installation, clock: HandClock
) -> None:
    # The first time much is worked out that is kept; and each time there are two cohorts more.
    sizes = (FEW, FEW, MANY, FEW)
    _, before, many, after = (peak_of_closing(installation, clock, size) for size in sizes)
    assert many <= 1.1 * max(before, after)
