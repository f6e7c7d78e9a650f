"""Copying a cohort for next year."""

from __future__ import annotations

from datetime import date

from course.access import Role
from course.cohort import contact, enrolment, making, roster
from course.cohort.planning import CohortView, ContactCard, Unlock
from course.installation import Installation
from db.queries import enrolment as pids
from tests import world
from tests.course.test_making import PLAN


def test_a_copy_keeps_the_plan_the_card_and_the_instructors_and_nobody_else(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        maker = world.someone(work, name="Maker", may_make_cohorts=True)
        old_id = making.make(work, maker, PLAN)
        colleague = world.someone(work, old_id, Role.INSTRUCTOR, name="Colleague")
        world.someone(work, old_id, name="Learner")
        world.invitation(work, old_id)
        contact.save(work, maker, old_id, ContactCard("w", "s", "d", "o"))
        start = making.next_year(making.view(work, old_id), date(2026, 9, 7))
        assert start == date(2027, 9, 13)  # a Monday again
        new_id = making.copy(work, maker, old_id, "Next autumn", start)
        new = making.view(work, new_id)
        assert new == CohortView(
            name="Next autumn",
            time_zone="Europe/London",
            starts_on=date(2027, 9, 13),
            weeks=8,
            freeze_on=date(2027, 9, 20),
            keep_until=date(2028, 11, 6),
            unlock=Unlock.DATES,
            unlock_dates={"first": date(2027, 9, 13), "second": date(2027, 9, 30)},
            id=new_id,
            card=ContactCard("w", "s", "d", "o"),
            roster_size=None,
        )
        assert [(p.name, p.account_id) for p in roster.people(work, colleague, new_id)] == [
            ("Colleague", colleague.account_id),
            ("Maker", maker.account_id),
        ]
        assert not set(pids.pids(work.db, new_id)) & set(pids.pids(work.db, old_id))
        assert enrolment.taken_pids(work, new_id) == {}


def test_a_copy_of_an_old_cohort_is_offered_in_the_future() -> None:
    old = CohortView(
        name="Old",
        time_zone="UTC",
        starts_on=date(2023, 9, 11),
        weeks=8,
        freeze_on=date(2023, 9, 18),
        keep_until=date(2024, 9, 11),
    )
    assert making.next_year(old, date(2026, 9, 8)) == date(2027, 9, 6)
    assert making.next_year(old, date(2026, 9, 7)) == date(2026, 9, 7)
