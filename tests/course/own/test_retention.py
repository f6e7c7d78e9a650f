"""The end of keeping: learners are told, written to, and on the day all they wrote is erased."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from course import erasing
from course.access import Role
from course.cohort import overview, roster
from course.errors import BadInput
from course.installation import Installation
from course.own import carrying, everything, retention
from course.own.keeping import Ending
from course.signing import door, links
from db.queries import release_store as store
from db.tables.answers import Attempt, Contribution, Draft, Enrolment
from db.tables.cohort import Cohort, Keeping
from db.tables.identity import Account, Invitation, Membership, PidLink
from tests import world
from tests.clock import HandClock
from tests.course.own.ending import END, Here, prepared
from tests.privacy import worlds


@pytest.fixture
def here(installation: Installation, clock: HandClock) -> Here:
    return prepared(installation, clock)


def test_learners_are_told_from_thirty_days_before_those_who_left_too(here: Here) -> None:
    here.on(END - timedelta(days=31))
    assert here.endings(here.learner) == ()
    here.on(END - timedelta(days=30))
    for viewer in (here.learner, here.left):
        assert here.endings(viewer) == (Ending(here.cohort_id, "Autumn cohort", END, 30),)
    assert here.endings(here.instructor) == ()
    here.daily(END - timedelta(days=7))
    assert here.endings(here.learner)[0].days == 7


def test_on_the_day_all_that_was_written_is_erased_and_the_instructor_stays(here: Here) -> None:
    here.on(END - timedelta(days=30))
    assert here.rows(Draft) == 2
    assert here.daily(END + timedelta(days=3)) == [END]
    for table in (Enrolment, Attempt, Draft, Contribution, PidLink, Invitation):
        assert here.rows(table) == 0, table
    with here.installation.reading() as work:
        left = {tuple(row) for row in work.db.execute(select(Account.name, Account.email))}
        roles = set(work.db.scalars(select(Membership.role)))
        kept = work.db.execute(select(Keeping.erased_on)).scalar_one()
    assert left == {("ira", "ira@example.org")}
    assert (roles, kept) == ({"instructor"}, END)
    with here.installation.writing() as work:
        ira = world.viewer(work, world.sign_in(work, here.instructor.account_id))
        assert [line.name for line in roster.people(work, ira, here.cohort_id)] == ["ira"]


def test_nothing_is_done_twice_however_often_and_whenever_it_is_looked_at(here: Here) -> None:
    here.on(END - timedelta(days=30))
    here.daily(END)
    log = erasing.log_of(here.installation.settings.data).read()
    for day in (END, END - timedelta(days=20), END - timedelta(days=300), END, END):
        assert here.on(day) == 0
    assert here.daily(END + timedelta(days=30)) == []
    assert erasing.log_of(here.installation.settings.data).read() == log


def test_a_clock_that_jumps_erases_nothing(here: Here) -> None:
    for day in (
        END + timedelta(days=4000),
        END - timedelta(days=300),
        END + timedelta(days=1),
        END - timedelta(days=2),
        END + timedelta(days=90),
        END - timedelta(days=200),
    ):
        assert here.on(day) == 0
    assert (here.rows(Attempt), here.rows(Membership)) == (2, 3)
    here.on(END - timedelta(days=30))
    assert here.daily(END) == [END]


def test_a_date_that_is_brought_near_gives_a_week_all_the_same(here: Here) -> None:
    sooner = date(2026, 11, 10)
    with here.installation.writing() as work:
        work.db.execute(update(Cohort).values(keep_until=sooner))
    here.on(sooner - timedelta(days=1))
    (ending,) = here.endings(here.learner)
    assert (ending.on, ending.days) == (sooner + timedelta(days=6), 7)
    assert here.daily(sooner + timedelta(days=9)) == [sooner + timedelta(days=6)]


def test_the_day_is_that_of_the_cohorts_own_time_zone(here: Here) -> None:
    with here.installation.writing() as work:
        work.db.execute(update(Cohort).values(time_zone="Pacific/Auckland"))
    here.on(END - timedelta(days=30))
    here.daily(END - timedelta(days=2))
    utc = here.clock.now().tzinfo
    here.clock.set(datetime.combine(END - timedelta(days=1), time(11, 59), utc))
    assert retention.run_due(here.installation) == 0
    here.clock.set(datetime.combine(END - timedelta(days=1), time(12, 0), utc))
    assert retention.run_due(here.installation) == 1


def test_whoever_has_something_else_here_keeps_their_account_and_that(here: Here) -> None:
    with here.installation.writing() as work:
        other = world.cohort(work, "Next cohort", starts_on=date(2027, 8, 1))
        world.join(work, here.learner.account_id, other, Role.LEARNER)
        maker = work.db.get_one(Account, here.left.account_id)
        maker.may_make_cohorts = True
    here.on(END - timedelta(days=30))
    here.daily(END)
    with here.installation.writing() as work:
        lena = world.viewer(work, world.sign_in(work, here.learner.account_id))
        assert [p.cohort_name for p in everything.of_mine(work, lena).places] == ["Next cohort"]
        names = set(work.db.scalars(select(Account.name)))
        assert names == {"ira", "lena", "luca"}


def test_writing_brought_to_the_next_cohort_before_the_day_is_kept_there(here: Here) -> None:
    here.on(END - timedelta(days=30))
    with here.installation.writing() as work:
        other = world.cohort(work, "Next cohort", starts_on=date(2027, 8, 1))
        world.join(work, here.learner.account_id, other, Role.LEARNER)
        lena = world.viewer(work, world.sign_in(work, here.learner.account_id))
        carrying.bring(work, lena, other, here.cohort_id)
    here.daily(END)
    with here.installation.writing() as work:
        lena = world.viewer(work, world.sign_in(work, here.learner.account_id))
        (place,) = everything.of_mine(work, lena).places
    assert [row["sealed"]["text"] for row in place.answers["attempt"].rows] == ["Some words"]


def test_nobody_joins_a_cohort_whose_writing_is_erased(here: Here) -> None:
    with here.installation.writing() as work:
        offered = links.make_invitation_token(work)
        work.db.add(
            Invitation(
                cohort_id=here.cohort_id,
                role="learner",
                name="Late",
                email="late@example.org",
                token_hash=offered[1],
                token_sealed=offered[2],
            )
        )
    here.on(END)
    with here.installation.writing() as work, pytest.raises(BadInput) as refused:
        door.enter(work, None, offered[0], name="Late")
    assert refused.value.sentence == door.ENDED


def test_what_was_published_stays_after_the_end(
    installation: Installation, clock: HandClock
) -> None:
    group = worlds.group(installation, clock, 13)
    group.give(*range(6))
    group.go_to(worlds.LAST)
    cells = store.every_cell(installation.release_writer)
    assert group.lesson() == "at least 6"
    with installation.reading() as work:
        end = work.db.scalars(select(Cohort.keep_until)).one()
    for days in range(30, -1, -1):
        clock.set(datetime.combine(end - timedelta(days=days), time(12), clock.now().tzinfo))
        retention.run_due(installation)
    assert store.every_cell(installation.release_writer) == cells
    with installation.writing() as work:
        assert work.db.scalars(select(Enrolment)).all() == []
        teacher = world.viewer(work, world.sign_in(work, group.instructor.account_id))
        shown = overview.cohort(work, teacher, group.cohort_id)
    assert (shown.counted, shown.lessons[0].said) == (13, "at least 6")
