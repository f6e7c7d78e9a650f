"""Who is counted, from which day on, and at what value."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from course.access import Role
from course.cohort import enrolment, ticking
from course.cohort.contribute import contribute
from course.installation import Installation
from db.tables.answers import Contribution, Released, Roster
from db.tables.cohort import Cohort
from tests import world
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, LAST, LESSON, MIDDLE, NOTICE, count, group, store


@pytest.mark.parametrize(
    ("zone", "first_moment"),
    [
        ("Europe/London", datetime(2026, 9, 13, 23, tzinfo=UTC)),  # summer time there
        ("Pacific/Kiritimati", datetime(2026, 9, 13, 10, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 9, 14, 11, tzinfo=UTC)),
    ],
)
def test_the_roster_is_fixed_when_the_day_begins_where_the_cohort_is(
    installation: Installation, clock: HandClock, zone: str, first_moment: datetime
) -> None:
    _freezes_at(installation, clock, zone, FREEZE, first_moment)


@pytest.mark.parametrize(
    ("zone", "day", "first_moment"),
    [
        # Clocks go back that day, and the day before still begins at 23:00 UTC.
        ("Europe/London", date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 26), datetime(2026, 10, 26, 0, tzinfo=UTC)),
        # A day without a midnight: clocks go from 24:00 straight to 01:00.
        ("Africa/Cairo", date(2027, 4, 30), datetime(2027, 4, 29, 22, tzinfo=UTC)),
    ],
)
def test_a_day_on_which_clocks_change_begins_once(
    installation: Installation,
    clock: HandClock,
    zone: str,
    day: date,
    first_moment: datetime,
) -> None:
    _freezes_at(installation, clock, zone, day, first_moment)


def _freezes_at(
    installation: Installation, clock: HandClock, zone: str, day: date, first_moment: datetime
) -> None:
    here = group(installation, clock, 8)
    with installation.writing() as work:
        row = work.db.get_one(Cohort, here.cohort_id)
        row.time_zone, row.freeze_on, row.weeks = zone, day, 52
    clock.set(first_moment - timedelta(seconds=1))
    assert ticking.run_due(installation) == 0
    clock.set(first_moment)
    assert ticking.run_due(installation) == 1
    assert count(here, Roster) == 8


def test_staff_and_late_joiners_are_not_counted_and_leave_no_row(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 12)
    with installation.writing() as work:
        teacher = here.instructor.account_id
        world.join(work, teacher, here.cohort_id, Role.LEARNER)
        staff = enrolment.pid_of(work, teacher, here.cohort_id)
        contribute(work, here.cohort_id, staff, LESSON, 1)
    here.give(*range(5))
    here.go_to(FREEZE)
    assert here.see().counted == 12
    with installation.writing() as work:
        late = world.account(work)
        world.join(work, late, here.cohort_id, Role.LEARNER)
        pid = enrolment.pid_of(work, late, here.cohort_id)
        contribute(work, here.cohort_id, pid, LESSON, 1)
        contribute(work, here.cohort_id, staff, LESSON, 1)
    assert count(here, Contribution) == 5
    here.go_to(MIDDLE)
    here.go_to(LAST)
    assert (store(installation), here.see().counted) == ([], 12)


def test_an_edit_counts_only_while_it_waits(installation: Installation, clock: HandClock) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6), channel=NOTICE, value=1)
    here.give(*range(6), channel=NOTICE, value=4)
    here.go_to(FREEZE)
    here.give(*range(5), channel=NOTICE, value=5)
    here.go_to(MIDDLE)
    assert here.notice().said == "4.5"  # five fives and a four
    here.give(*range(6), channel=NOTICE, value=1)
    here.give(*range(6, 12), channel=NOTICE, value=5)
    here.go_to(LAST)
    assert here.notice().said == "4.5"
    with installation.reading() as work:
        values = work.db.scalars(select(Released.value).where(Released.channel == NOTICE))
        assert sorted(values) == [4, *[5] * 11]


def test_no_time_finer_than_a_tick_is_kept(installation: Installation, clock: HandClock) -> None:
    here = group(installation, clock, 13)
    here.give(0)
    clock.move(days=3)
    here.give(1)
    here.go_to(FREEZE)
    here.give(2)
    here.go_to(MIDDLE)
    here.give(3)
    with installation.reading() as work:
        days = work.db.scalars(select(Contribution.due_on))
        assert sorted(days) == [FREEZE, FREEZE, MIDDLE, LAST]
    here.go_to(LAST)
    here.give(4)
    assert count(here, Contribution) == 4
