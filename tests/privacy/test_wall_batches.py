"""Texts come out at least a batch of people at once, on fixed days and in no order."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import pytest

from course.access import Role
from course.cohort import rules
from course.installation import Installation
from course.wall import moderating, walls
from course.wall.batching import Waiting, decide
from course.wall.texts import Post
from db.base import Base
from db.tables.wall import WallOwn, WallPiece, WallWaiting
from tests import world
from tests.clock import HandClock
from tests.privacy.wall_worlds import BATCH, CLOSES, FIRST, FREEZE, SECOND, walled

TABLES: tuple[type[Base], ...] = (WallWaiting, WallOwn, WallPiece)


def test_five_people_wait_and_the_sixth_lets_all_six_out(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(0, 1, 2, 3, 4)
    assert here.go_to(FIRST) == 1
    assert (here.queue(), here.names()) == ([], [])
    assert [here.count(table) for table in TABLES] == [5, 0, 0]
    here.share(5)
    assert here.go_to(SECOND) == 1
    assert [here.count(table) for table in TABLES] == [0, 6, 6]
    [(day, names)] = here.queue()
    assert (day, sorted(names)) == (SECOND, [f"The clock {n}" for n in range(6)])
    assert here.names() == []
    here.put_up(SECOND)
    assert (sorted(here.names()), here.queue()) == (sorted(names), [])


def test_many_texts_of_few_people_are_no_batch(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    for piece in [one.key for one in here.wall()][:3]:
        for who in range(5):
            here.answer(who, piece)
    here.go_to(SECOND)
    assert (here.queue(), here.count(WallWaiting)) == ([], 15)
    here.answer(7, here.wall()[0].key)
    here.go_to(SECOND + timedelta(days=7))
    [(_, names)] = here.queue()
    assert (len(names), here.count(WallWaiting)) == (16, 0)


def test_who_is_not_on_the_roster_is_not_counted(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.go_to(FREEZE)
    with installation.writing() as work:
        late = [world.someone(work, here.cohort_id, Role.LEARNER) for _ in range(3)]
    here.learners += late
    here.share(0, 1, 2, 3, 4, 9, 10, 11)
    here.go_to(FIRST)
    assert (here.queue(), here.count(WallWaiting)) == ([], 8)
    here.share(5)
    here.go_to(SECOND)
    assert len(here.queue()[0][1]) == 9


def test_before_the_freeze_nothing_comes_out(installation: Installation, clock: HandClock) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(9))
    for day in range(14):
        assert here.go_to(FREEZE - timedelta(days=7) + timedelta(days=day)) == 0
    assert here.count(WallPiece) == 0
    assert here.go_to(FIRST) == 1
    assert here.count(WallPiece) == 9


@pytest.mark.parametrize("size", [8, 29, 30])
def test_a_batch_is_as_large_as_for_figures(
    sqlite_installation: Installation, clock: HandClock, size: int
) -> None:
    here = walled(sqlite_installation, clock, size)
    needed = rules.batch(size)
    assert needed == (6 if size < 30 else 10)
    here.share(*range(needed - 1))
    here.go_to(FIRST)
    assert here.count(WallPiece) == 0
    here.share(needed - 1)
    here.go_to(SECOND)
    assert here.count(WallPiece) == needed


def test_fewer_than_eight_never_publish_and_are_told(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 7)
    here.share(*range(7))
    here.go_to(FIRST)
    with sqlite_installation.reading() as work:
        assert walls.about(work, here.learners[0], here.cohort_id).ever is False
    here.go_to(CLOSES)
    assert [here.count(table) for table in TABLES] == [0, 7, 0]


def test_two_published_states_differ_by_a_batch_of_people_or_by_what_was_withdrawn(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    chance = random.Random(20)
    for _ in range(8):
        here = walled(sqlite_installation, clock, 14, starts_on=clock.now().date())
        with sqlite_installation.reading() as work:
            days = walls.of(work, here.cohort_id).days
        day, before = days.first, set[str]()
        while day <= days.closes_on + timedelta(days=7):
            if day < days.closes_on:
                for who in chance.sample(range(14), chance.randrange(8)):
                    if not here.mine(who).waiting:
                        here.share(who, text=f" week {day.isocalendar().week}")
            leaving = chance.sample(range(14), 1)[0] if chance.random() < 0.5 else None
            gone = set[str]()
            if leaving is not None:
                gone = {one.id for one in here.mine(leaving).out}
                here.withdraw(leaving)
            waiting = {who for who in range(14) if here.mine(who).waiting}
            here.go_to(day)
            after = here.everything_out()
            added = after - before
            assert len(before - after) <= len(gone)
            if added:
                assert len(waiting) >= BATCH
                assert len(added) == len(waiting)
            else:
                assert len(waiting) < BATCH or day >= days.closes_on
            before = after
            day += timedelta(days=7)
        clock.move(days=7)


def test_the_order_of_texts_does_not_depend_on_who_shared_first() -> None:
    day = date(2026, 9, 21)
    people = [f"{n:032x}" for n in (7, 3, 11, 2, 19, 5)]
    texts = [Waiting(pid, day, Post(f"w{n}", "r", "n")) for n, pid in enumerate(people)]
    for seed in range(20):
        orders = set()
        for shared in itertools.islice(itertools.permutations(texts), 0, 720, 7):
            batch = decide(
                shared,
                people,
                9,
                (),
                day=day,
                closing=False,
                shuffle=random.Random(seed).shuffle,
            )
            orders.add(tuple(one.shared.what for one in batch.out if isinstance(one.shared, Post)))
        assert len(orders) == 1


def test_every_order_of_a_batch_is_as_likely_as_every_other() -> None:
    day = date(2026, 9, 21)
    people = [f"{n:032x}" for n in range(6)]
    texts = [Waiting(pid, day, Post(f"{n}", "r", "n")) for n, pid in enumerate(people)]
    first_place = [0] * 6
    for seed in range(6000):
        batch = decide(
            texts,
            people,
            9,
            (),
            day=day,
            closing=False,
            shuffle=random.Random(seed).shuffle,
        )
        first_place[texts.index(batch.out[0])] += 1
    assert all(880 <= times <= 1120 for times in first_place), first_place


def test_what_is_shown_is_ordered_by_keys_made_at_the_tick(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    seen = set()
    for _ in range(6):
        here = walled(sqlite_installation, clock, 9, starts_on=clock.now().date())
        here.share(*range(6))
        with sqlite_installation.reading() as work:
            first = walls.of(work, here.cohort_id).days.first
        here.go_to(first)
        [(_, names)] = here.queue()
        with sqlite_installation.reading() as work:
            [batch] = moderating.batches(work, here.instructor, here.cohort_id)
        assert [one.id for one in batch.texts] == sorted(one.id for one in batch.texts)
        seen.add(tuple(names))
        clock.move(days=1)
    assert len(seen) >= 5  # of 720 orders, six tries agree once in 48
