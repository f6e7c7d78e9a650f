"""A tick is done once, takes what was shared by its day, and lets go what was withdrawn."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta

import pytest

from course.errors import BadInput, NotFound
from course.installation import Installation
from course.wall import kept, moderating, own_texts, ticking, walls
from course.wall.texts import Post, Reply
from db.base import Base
from db.tables.wall import WallOwn, WallPiece, WallTick, WallWaiting
from tests.clock import HandClock
from tests.privacy.wall_worlds import CLOSES, FIRST, FREEZE, SECOND, Walled, walled

TABLES: tuple[type[Base], ...] = (WallWaiting, WallOwn, WallPiece)


def test_a_remainder_comes_back_at_the_end_and_is_gone_when_put_away(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(0, 1, 2)
    here.go_to(CLOSES - timedelta(days=1))
    assert len(here.mine(0).waiting) == 1
    here.go_to(CLOSES)
    assert [here.count(table) for table in TABLES] == [0, 3, 0]
    mine = here.mine(0)
    assert (mine.waiting, mine.out) == ((), ())
    [back] = mine.back
    assert isinstance(back.shared, Post)
    assert back.shared.name == "The clock 0"
    with installation.writing() as work:
        own_texts.put_away(work, here.learners[0], here.cohort_id, back.id)
    assert here.mine(0).back == ()
    assert here.count(WallOwn) == 2
    with pytest.raises(BadInput, match=r"^This wall takes nothing more\."):
        here.share(3)


def test_a_withdrawn_piece_is_gone_at_the_next_tick_and_not_before(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    before = here.wall()
    here.withdraw(2)
    assert here.wall() == before
    here.go_to(SECOND - timedelta(days=1))
    assert here.wall() == before
    here.go_to(SECOND)
    assert sorted(here.names()) == [f"The clock {n}" for n in range(6) if n != 2]
    assert here.mine(2).out == ()
    # How many rows each author keeps still says nothing of who withdrew.
    assert here.count(WallOwn) == 6


def test_withdrawing_goes_on_after_the_wall_has_closed(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    here.go_to(CLOSES)
    here.withdraw(1)
    here.go_to(CLOSES + timedelta(days=7))
    assert sorted(here.names()) == [f"The clock {n}" for n in range(6) if n != 1]


def test_what_is_taken_back_before_the_tick_never_comes_out(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(7))
    with installation.writing() as work:
        [waiting] = own_texts.mine(work, here.learners[3], here.cohort_id).waiting
        for other in (here.learners[4], here.learners[8]):
            with pytest.raises(NotFound):
                own_texts.take_back(work, other, here.cohort_id, waiting.id)
        own_texts.take_back(work, here.learners[3], here.cohort_id, waiting.id)
    here.go_to(FIRST)
    assert sorted(here.queue()[0][1]) == [f"The clock {n}" for n in range(7) if n != 3]


def test_what_is_kept_off_is_gone_and_nothing_takes_its_place(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(8))
    here.go_to(FIRST)
    here.put_up(FIRST, "The clock 4", "The clock 5")
    assert sorted(here.names()) == [f"The clock {n}" for n in (0, 1, 2, 3, 6, 7)]
    [out] = here.mine(4).out
    assert (out.state, out.shared) == (kept.State.OFF, None)
    assert here.queue() == []
    here.put_up(FIRST)
    assert len(here.names()) == 6


def test_an_answer_to_what_is_gone_comes_back(installation: Installation, clock: HandClock) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    key = here.wall()[0].key
    here.answer(8, key)
    with installation.writing() as work:
        moderating.take_down(work, here.instructor, here.cohort_id, key)
        with pytest.raises(NotFound):
            moderating.take_down(work, here.instructor, here.cohort_id, key)
    with pytest.raises(NotFound):
        here.answer(7, key)
    here.go_to(SECOND)
    [back] = here.mine(8).back
    assert isinstance(back.shared, Reply)
    assert back.shared.recognition == "I did too 8."


def test_of_many_runners_at_one_tick_exactly_one_does_it(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(7))
    here.go_to(FREEZE)
    clock.set(datetime.combine(FIRST, time(12), UTC))
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
    tables: list[type[Base]] = [*TABLES, WallTick]
    assert [here.count(table) for table in tables] == [0, 7, 7, 1]


def test_a_tick_that_comes_late_takes_only_what_was_shared_by_its_day(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 14)
    here.share(*range(6))
    here.go_to(FREEZE)
    clock.set(datetime.combine(FIRST + timedelta(days=1), time(12), UTC))
    here.share(*range(6, 12))
    here.go_to(SECOND + timedelta(days=2))
    assert [(day, len(names)) for day, names in here.queue()] == [(SECOND, 6), (FIRST, 6)]
    assert sorted(here.queue()[1][1]) == [f"The clock {n}" for n in range(6)]


def test_a_tick_that_dies_leaves_nothing_of_it(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(7))

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("db.queries.wall.put_tick", dies)
        with pytest.raises(KeyboardInterrupt):
            here.go_to(FIRST)
    assert [here.count(table) for table in TABLES] == [7, 0, 0]
    here.go_to(FIRST)
    assert [here.count(table) for table in TABLES] == [0, 7, 7]


def two_cohorts(installation: Installation, clock: HandClock) -> tuple[Walled, Walled]:
    one = walled(installation, clock, 4)
    other = walled(installation, clock, 5)
    with installation.writing() as work:
        code = walls.code(work, one.instructor, one.cohort_id)
        walls.share_wall(work, other.instructor, other.cohort_id, f" {code.upper()} ")
    return one, other


def test_two_small_cohorts_share_a_wall_and_come_out_together(
    installation: Installation, clock: HandClock
) -> None:
    one, other = two_cohorts(installation, clock)
    one.share(0, 1)
    other.share(0, 1, 2)
    one.go_to(FIRST)
    assert (one.queue(), other.queue()) == ([], [])
    other.share(3)
    one.go_to(SECOND)
    assert len(one.queue()[0][1]) == 6
    assert one.queue() == other.queue()
    other.put_up(SECOND)
    assert len(one.names()) == 6
    assert one.names() == other.names()


def test_a_wall_is_shared_once_before_its_first_day_and_by_its_code(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    one, other = two_cohorts(sqlite_installation, clock)
    third = walled(sqlite_installation, clock, 3)
    with sqlite_installation.writing() as work:
        code = walls.code(work, one.instructor, one.cohort_id)
        assert walls.code(work, other.instructor, other.cohort_id) == code
        own = walls.code(work, third.instructor, third.cohort_id)
        for wrong in ("", "00000-00000-00000-00000", "é", own):
            with pytest.raises(BadInput, match=r"^No wall has this code\."):
                walls.share_wall(work, third.instructor, third.cohort_id, wrong)
        with pytest.raises(BadInput, match=r"^This cohort shares a wall already"):
            walls.share_wall(work, other.instructor, other.cohort_id, own)
    clock.set(datetime.combine(FIRST, time(1), UTC))
    with sqlite_installation.writing() as work, pytest.raises(BadInput, match=r"^A wall can be sh"):
        walls.share_wall(work, third.instructor, third.cohort_id, code)
