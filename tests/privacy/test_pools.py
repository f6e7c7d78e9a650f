"""Small cohorts published together: as one group, from before the first freeze, and never alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from course.access import Role
from course.cohort import comparing, enrolment, overview, pools, ticking
from course.cohort.contribute import contribute
from course.errors import BadInput, NotFound
from course.installation import Installation
from db.tables.answers import Contribution, Released, Roster
from db.tables.cohort import Cohort
from tests import world
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, LAST, LESSON, MIDDLE, NOTICE, Group, count, group, store


def together(one: Group, *others: Group) -> None:
    """Let the first's instructor instruct all, and declare them one pool."""
    with one.installation.writing() as work:
        for other in others:
            world.join(work, one.instructor.account_id, other.cohort_id, Role.INSTRUCTOR)
    declare(one, *others)


def declare(one: Group, *others: Group) -> None:
    """Publish these together."""
    with one.installation.writing() as work:
        pools.declare(work, one.instructor, one.cohort_id, [other.cohort_id for other in others])


def pool_of(here: Group) -> set[str]:
    """The cohorts it is published with, itself among them."""
    with here.installation.reading() as work:
        return set(pools.together(work, here.instructor, here.cohort_id))


def ids(*groups: Group) -> set[str]:
    return {one.cohort_id for one in groups}


def test_two_cohorts_too_small_alone_are_published_as_one(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 7)
    one.give(0, 1, 2)  # before the pool is declared
    together(one, other)
    other.give(*range(3))
    for here in (one, other):
        here.give(*range(5), channel=NOTICE, value=4)
    one.go_to(FREEZE)
    assert (one.see().counted, other.see().counted) == (13, 13)
    assert count(one, Roster) == 13
    one.go_to(MIDDLE)
    assert (one.lesson(), one.notice().said, one.notice().group) == ("at least 6", "4.0", "6+")
    seen, theirs = one.see(), other.see()
    assert (seen.unit, seen.every_figure, seen.changed, seen.rules) == (
        *(theirs.unit, theirs.every_figure, theirs.changed, theirs.rules),
    )
    assert (seen.pool, theirs.pool) == (("Invented cohort",) * 2,) * 2
    assert len(store(installation)) == 2
    with installation.reading() as work:
        learners = overview.for_learner(work, other.learner, other.cohort_id)
        assert learners == theirs
        columns = comparing.side_by_side(work, one.instructor)
    assert len(columns.columns) == 1
    assert columns.lessons[0].number == 6


def test_a_cohort_of_a_pool_is_never_published_alone(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 13), group(installation, clock, 13)
    together(one, other)
    one.go_to(FREEZE)
    one.give(*range(5))
    for day in (MIDDLE, LAST):
        one.go_to(day)
    assert (one.lesson(), store(installation)) == ("Not published", [])
    assert one.see().counted == 26  # the coin, the batch and the caps are those of 26


def test_whoever_learns_in_two_cohorts_of_a_pool_counts_once(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    together(one, other)
    with installation.writing() as work:
        twice = one.learner.account_id
        world.join(work, twice, other.cohort_id, Role.LEARNER)
        again = enrolment.pid_of(work, twice, other.cohort_id)
        contribute(work, other.cohort_id, again, LESSON, 1)
    one.give(*range(5))
    one.go_to(FREEZE)
    assert one.see().counted == 12
    with installation.reading() as work:
        counted = set(work.db.scalars(select(Roster.pid)))
        waiting = set(work.db.scalars(select(Contribution.pid)))
    assert len(counted & {one.pids[0], again}) == 1
    assert len(waiting) == 5
    one.go_to(MIDDLE)
    assert one.lesson() == "Not published"  # five people, whoever they are


def test_whoever_instructs_one_of_them_is_counted_in_none(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    together(one, other)
    with installation.writing() as work:
        world.join(work, other.instructor.account_id, one.cohort_id, Role.LEARNER)
        learning = enrolment.pid_of(work, other.instructor.account_id, one.cohort_id)
        contribute(work, one.cohort_id, learning, LESSON, 1)
    one.give(*range(5))
    one.go_to(FREEZE)
    one.go_to(MIDDLE)
    assert (one.see().counted, one.lesson()) == (12, "Not published")


def test_learners_read_how_many_of_the_whole_pool_came_by_a_link(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 7)
    together(one, other)
    with installation.reading() as work:
        joined = overview.joined_by_link(work, one.learner, one.cohort_id)
    assert (joined.by_link, joined.joined) == (13, 13)


def test_a_pool_can_be_declared_anew_until_a_roster_is_fixed(
    installation: Installation, clock: HandClock
) -> None:
    one, other, third = (group(installation, clock, 6) for _ in range(3))
    together(one, other, third)
    assert pool_of(one) == pool_of(other) == pool_of(third) == ids(one, other, third)
    declare(one, other)
    assert (pool_of(one), pool_of(third)) == (ids(one, other), ids(third))
    declare(one)
    assert (pool_of(one), pool_of(other)) == (ids(one), ids(other))
    with installation.reading() as work:
        assert set(work.db.scalars(select(Cohort.pool))) == {None}
    declare(one, third)
    one.go_to(FREEZE)
    with pytest.raises(BadInput, match="fixed already"):
        declare(one, other)
    with pytest.raises(BadInput, match="fixed already"):
        declare(one)
    assert (pool_of(one), pool_of(other)) == (ids(one, third), ids(other))


def test_two_who_are_left_of_a_pool_stay_together(
    installation: Installation, clock: HandClock
) -> None:
    groups = sorted(
        (group(installation, clock, 6) for _ in range(3)), key=lambda one: one.cohort_id
    )
    together(*groups)
    declare(groups[0])  # the one under whose id they were kept
    assert pool_of(groups[0]) == ids(groups[0])
    with installation.writing() as work:
        world.join(work, groups[1].instructor.account_id, groups[2].cohort_id, Role.INSTRUCTOR)
    assert pool_of(groups[1]) == pool_of(groups[2]) == ids(*groups[1:])


def test_on_the_freeze_date_itself_it_is_too_late_even_before_the_roster_is_fixed(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    clock.move(days=7)
    with pytest.raises(BadInput, match="fixed already"):
        together(one, other)


def test_cohorts_with_other_dates_are_not_published_together(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    with installation.writing() as work:
        work.db.get_one(Cohort, other.cohort_id).freeze_on = FREEZE + timedelta(days=1)
    with pytest.raises(BadInput, match="the same time zone, first day, weeks and freeze date"):
        together(one, other)


def test_nobody_pools_a_cohort_they_do_not_instruct(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    with pytest.raises(NotFound):
        declare(one, other)
    with installation.writing() as work, pytest.raises(NotFound):
        pools.declare(work, one.instructor, one.cohort_id, ["f" * 32])
    assert pool_of(one) == ids(one)


def test_in_a_pool_a_lesson_counts_from_the_day_on_which_everyone_has_it(
    installation: Installation, clock: HandClock
) -> None:
    one, other = group(installation, clock, 6), group(installation, clock, 6)
    with installation.writing() as work:
        work.db.get_one(Cohort, other.cohort_id).unlock = {
            "rule": "dates",
            "dates": {"first": (LAST - timedelta(days=14)).isoformat()},
        }
    together(one, other)
    one.go_to(FREEZE)
    with installation.reading() as work:
        calendars = [work.db.get_one(Cohort, here.cohort_id).calendar for here in (one, other)]
    assert calendars[0] == calendars[1]
    assert (calendars[0] or {})[LESSON] == [
        (LAST - timedelta(days=7)).isoformat(),
        LAST.isoformat(),
    ]


def test_an_erased_learner_of_a_pool_leaves_its_figures_as_they_are(
    installation: Installation, clock: HandClock
) -> None:
    from course import erasing

    one, other = group(installation, clock, 6), group(installation, clock, 7)
    together(one, other)
    for here in (one, other):
        here.give(*range(6))
    one.go_to(FREEZE)
    one.go_to(MIDDLE)
    before = store(installation)
    with installation.writing() as work:
        erasing.erase(work, other.learner.account_id)
    other.give(6)
    one.go_to(LAST)
    assert ticking.run_due(installation) == 0
    assert (store(installation), one.lesson()) == (before, "at least 6")
    assert count(one, Released) == 12
