"""What each kind of work adds to figures, and that it carries no time but a tick's date."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from course.cohort import contribute, measures
from course.installation import Installation
from course.study import attempts, contributions, progress
from course.study import learner as learners
from db.tables.answers import Contribution
from tests.clock import HandClock
from tests.content import SKILLS
from tests.course.study.coming import RIGHT, coming
from tests.course.study.desk import Desk, desk
from tests.course.study.test_progress import ALL, contributed, finish

CHECK = "during/check/first/quiz/q1"


def test_the_course_is_rated_like_a_skill_and_may_be_rated_again(
    installation: Installation,
) -> None:
    her = desk(installation)
    her.submit({"answers": {"useful": 2}}, exercise="course")
    her.submit({"answers": {"useful": 5}}, exercise="course")
    assert contributed(her) == {"after/evaluation/useful": 5}


def test_of_a_check_the_first_choice_counts_whatever_is_chosen_later(
    installation: Installation,
) -> None:
    her = desk(installation)
    her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    assert contributed(her)[CHECK] == 1  # b, of a and b
    her.submit({"choices": {"q1": "a"}}, exercise="quiz")
    assert contributed(her)[CHECK] == 1


def test_tries_are_those_it_took_until_the_lesson_was_complete(
    installation: Installation,
) -> None:
    her = desk(installation)
    for _ in range(2):
        her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    finish(her)
    assert contributed(her)["during/attempts/first"] == 4  # a reply, and three at the check
    her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    her.submit(ALL["opening"], exercise="opening")
    assert contributed(her)["during/attempts/first"] == 4


def test_tries_beyond_three_times_the_plan_count_as_three_times(
    installation: Installation,
) -> None:
    her = desk(installation)
    lesson = installation.catalogue.lesson("first")
    assert measures.tried(lesson) == ["case", "quiz"]
    for _ in range(9):
        her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    finish(her)
    assert contributed(her)["during/attempts/first"] == 6


def test_whoever_begins_counts_with_no_lesson_and_then_with_each(
    installation: Installation,
) -> None:
    her = desk(installation)
    her.submit(ALL["opening"], exercise="opening")
    assert contributed(her)["during/progress/lessons"] == 0
    finish(her)
    assert contributed(her)["during/progress/lessons"] == 1
    take(her, "second")
    assert contributed(her)["during/progress/lessons"] == 2


def test_practice_that_came_back_counts_once_for_its_lesson(installation: Installation) -> None:
    her = desk(installation)
    for _ in range(3):
        returned(her, "second")
    assert contributed(her) == {"during/returns/second": 1}


def test_what_was_taken_up_and_answered_is_practice_done(
    installation: Installation, clock: HandClock
) -> None:
    her = coming(installation, clock)
    her.answer("first/quiz", RIGHT)
    her.answer("second/case", "I was late.")
    her.days(20)
    her.answer("first/quiz", RIGHT)  # taken again in its lesson, not as something that came back
    case = her.take_up("second/case")
    her.answer(case, {"passed": True})
    assert "returns" not in repr(contributed(her.her))
    her.days(60)
    her.answer(her.take_up("first/quiz"), RIGHT)
    assert contributed(her.her)["during/returns/first"] == 1
    her.answer(her.take_up("second/case"), "Words")
    assert contributed(her.her)["during/returns/second"] == 1


def returned(her: Desk, lesson_id: str) -> None:
    """As practice that returns calls it."""
    with her.installation.writing() as work:
        learner = learners.of(work, her.viewer, her.cohort_id)
        contributions.returned(work, learner, lesson_id)


def take(her: Desk, lesson_id: str) -> None:
    """Do all of a lesson."""
    answers = {**ALL, "course": {"answers": {"useful": 3}}}
    where = (her.viewer, her.cohort_id, lesson_id)
    with her.installation.writing() as work:
        progress.move(work, *where, "write")
        for exercise, answer in answers.items():
            attempts.submit(
                work, *where, exercise, answer, attempts.next_key(work, *where, exercise)
            )


def test_every_channel_of_the_course_is_fed_by_somebodys_work(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    for lesson_id in ("first", "second"):
        take(her, lesson_id)
        returned(her, lesson_id)
        clock.move(days=2)
    with installation.reading() as work:
        rows = work.db.execute(select(Contribution.channel, Contribution.due_on)).all()
        fed = {row.channel for row in rows}
        days = {row.due_on for row in rows}
        known = {one.channel for one in measures.of_course(work.catalogue)}
    assert len(days) == 1  # the freeze date, whenever it was done
    assert known - fed == {f"before/distribution/{skill}" for skill in SKILLS}
    assert fed - known == set()


def test_a_value_for_something_that_is_no_channel_is_refused(installation: Installation) -> None:
    her = desk(installation)
    with installation.writing() as work, pytest.raises(ValueError, match="not enough values"):
        contribute.contribute_all(work, her.cohort_id, "p" * 32, {"completion": 1})
