"""Making, changing and copying a cohort."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from course.access import Role
from course.cohort import changing, enrolment, making, roster
from course.cohort.planning import CohortPlan, CohortView, ContactCard, Unlock, problems
from course.errors import BadInput, NotFound
from course.installation import Installation
from db.queries import enrolment as pids
from tests import world
from tests.clock import HandClock

PLAN = CohortPlan(
    name="  Autumn   cohort ",
    time_zone="Europe/London",
    starts_on=date(2026, 9, 14),
    weeks=8,
    freeze_on=date(2026, 9, 21),
    keep_until=date(2027, 11, 8),
    unlock=Unlock.DATES,
    unlock_dates={"first": date(2026, 9, 14), "second": date(2026, 10, 1)},
)
TODAY = date(2026, 9, 7)
LESSONS = ["first", "second"]


def test_a_maker_becomes_the_instructor_of_what_they_make(installation: Installation) -> None:
    with installation.writing() as work:
        maker = world.someone(work, name="Maker", may_make_cohorts=True)
        cohort_id = making.make(work, maker, PLAN)
    with installation.reading() as work:
        assert making.shown(work, maker, cohort_id) == CohortView(
            name="Autumn cohort",
            time_zone="Europe/London",
            starts_on=date(2026, 9, 14),
            weeks=8,
            freeze_on=date(2026, 9, 21),
            keep_until=date(2027, 11, 8),
            unlock=Unlock.DATES,
            unlock_dates={"first": date(2026, 9, 14), "second": date(2026, 10, 1)},
            id=cohort_id,
            card=ContactCard(),
            roster_size=None,
        )
        assert making.view(work, cohort_id).ends_on == date(2026, 11, 8)
        assert [(p.name, p.role) for p in roster.people(work, maker, cohort_id)] == [
            ("Maker", Role.INSTRUCTOR)
        ]
        assert len(pids.pids(work.db, cohort_id)) == enrolment.BATCH


def test_nobody_makes_a_cohort_without_the_owners_leave(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        for viewer in (None, instructor, world.someone(work, cohort_id)):
            with pytest.raises(NotFound):
                making.make(work, viewer, PLAN)
        with pytest.raises(BadInput, match=r"^Ask whoever runs this server"):
            making.copy(work, instructor, cohort_id, "Again", date(2027, 9, 6))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give the cohort a name."),
        ({"name": "n" * 121}, "The name has 121 characters; 120 is the most."),
        (
            {"name": "A\u202eB"},
            "The name has characters that can't be seen. Type it again.",
        ),
        ({"time_zone": "Mars/Base"}, "Choose a time zone from the list, such as Europe/London."),
        ({"time_zone": ""}, "Choose a time zone from the list, such as Europe/London."),
        ({"weeks": 0}, "A cohort runs from 1 to 52 weeks."),
        ({"weeks": 53}, "A cohort runs from 1 to 52 weeks."),
        (
            {"starts_on": date(9999, 12, 31)},
            "The first day is more than three years away. Choose a nearer one.",
        ),
        (
            {"starts_on": date(2026, 7, 1), "unlock": Unlock.ALL},
            "The last day has passed. Choose a later first day, or more weeks.",
        ),
        (
            {"freeze_on": date(2026, 9, 6)},
            "The roster's freeze date must be today or later, and before the cohort's last day.",
        ),
        (
            {"freeze_on": date(2026, 11, 8)},
            "The roster's freeze date must be today or later, and before the cohort's last day.",
        ),
        (
            {"keep_until": date(2026, 11, 7)},
            "Keep answers at least until the cohort's last day.",
        ),
        (
            {"keep_until": date(2046, 1, 1)},
            "Keep answers for 10 years after the last day at most.",
        ),
        (
            {"unlock_dates": {"first": date(2026, 9, 14)}},
            "Give every lesson the day on which it opens.",
        ),
        (
            {"unlock_dates": {"first": date(2026, 9, 13), "second": date(2026, 10, 1)}},
            "Every lesson opens between the cohort's first day and its last.",
        ),
    ],
)
def test_what_a_plan_must_keep_to(changes: dict[str, object], sentence: str) -> None:
    plan = replace(PLAN, **{"name": "Autumn cohort", **changes})  # type: ignore[arg-type]
    assert problems(plan, LESSONS, TODAY) == [sentence]


def test_every_problem_is_said_at_once_and_nothing_is_made(installation: Installation) -> None:
    bad = replace(PLAN, name=" ", freeze_on=date(2026, 9, 6), keep_until=date(2026, 9, 20))
    with installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
        assert len(making.find_problems(work, maker, bad)) == 3
        with pytest.raises(BadInput) as refused:
            making.make(work, maker, bad)
        assert refused.value.sentence == (
            "Give the cohort a name. The roster's freeze date must be today or later, and before "
            "the cohort's last day. Keep answers at least until the cohort's last day."
        )
        assert world.viewer(work, world.sign_in(work, maker.account_id)).belongs == ()


def test_today_is_the_cohorts_own_day(installation: Installation, clock: HandClock) -> None:
    clock.set(datetime(2026, 9, 20, 23, 30, tzinfo=UTC))  # the 21st in London, the 20th in Lima
    with installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
        london = replace(PLAN, freeze_on=date(2026, 9, 20))
        assert len(making.find_problems(work, maker, london)) == 1
        lima = replace(london, time_zone="America/Lima")
        assert making.find_problems(work, maker, lima) == []


def test_the_keep_until_date_only_comes_nearer_once_a_learner_has_joined(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)  # until 7 September 2027
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)

        def keep(until: date) -> None:
            changing.change(
                work, instructor, cohort_id, name="New name", keep_until=until, place=None
            )

        keep(date(2028, 1, 1))
        world.someone(work, cohort_id)
        with pytest.raises(BadInput, match="can only come nearer"):
            keep(date(2028, 1, 2))
        with pytest.raises(BadInput, match="at least until"):
            keep(date(2026, 9, 30))
        keep(date(2027, 6, 1))
        found = making.view(work, cohort_id)
        assert (found.name, found.keep_until) == ("New name", date(2027, 6, 1))


def test_days_of_lessons_move_until_they_open(installation: Installation, clock: HandClock) -> None:
    with installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
        cohort_id = making.make(work, maker, PLAN)
    clock.set(datetime(2026, 9, 20, 12, 0, tzinfo=UTC))
    with installation.writing() as work:

        def move(first: date, second: date) -> None:
            changing.change(
                work,
                maker,
                cohort_id,
                name="Autumn",
                keep_until=PLAN.keep_until,
                place=None,
                unlock_dates={"first": first, "second": second},
            )

        for first, second in (
            (date(2026, 9, 22), date(2026, 10, 1)),  # has opened
            (date(2026, 9, 14), date(2026, 9, 19)),  # in the past
        ):
            with pytest.raises(BadInput, match=r"^A lesson that has opened stays open"):
                move(first, second)
        with pytest.raises(BadInput, match=r"^Every lesson opens between"):
            move(date(2026, 9, 14), date(2026, 12, 1))
        move(date(2026, 9, 14), date(2026, 9, 20))
        assert making.view(work, cohort_id).unlock_dates["second"] == date(2026, 9, 20)


def test_a_rule_that_is_not_by_dates_takes_none(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        with pytest.raises(BadInput, match="follow the rule chosen"):
            changing.change(
                work,
                instructor,
                cohort_id,
                name="Name",
                keep_until=date(2027, 9, 7),
                place=None,
                unlock_dates={"first": date(2026, 9, 9), "second": date(2026, 9, 9)},
            )


def test_a_cohort_works_in_a_place_of_the_course_or_elsewhere(installation: Installation) -> None:
    with installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
        cohort_id = making.make(work, maker, replace(PLAN, place="here"))
        assert making.view(work, cohort_id).place == "here"
        with pytest.raises(BadInput, match=r"^Choose a place from the list\.$"):
            making.make(work, maker, replace(PLAN, place="nowhere"))
        keep = PLAN.keep_until
        changing.change(work, maker, cohort_id, name="Autumn", keep_until=keep, place=None)
        assert making.view(work, cohort_id).place is None
        with pytest.raises(BadInput, match=r"^Choose a place from the list\.$"):
            changing.change(work, maker, cohort_id, name="Autumn", keep_until=keep, place="nowhere")
        assert (
            making.view(work, making.copy(work, maker, cohort_id, "Again", date(2027, 9, 6))).place
            is None
        )
