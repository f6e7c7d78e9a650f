"""Hours are those the practice was designed to take; none is ever measured."""

from __future__ import annotations

import pytest

from course.installation import Installation
from course.study import completion, progress, record
from course.study.completion import Standing
from db.queries import study
from tests.course.study.desk import desk
from tests.course.study.test_record import mine


def test_hours_are_the_design_minutes_of_the_steps_that_are_done(
    installation: Installation,
) -> None:
    her = desk(installation)
    found = []
    for step in ("read", "write", "rate", "try"):
        with installation.writing() as work:
            study.add_step_done(work.db, her.pid(), "first", step)
            mine_now = record.mine(work, her.viewer, her.cohort_id)
            found.append((mine_now.standing.practice, mine_now.standing.lessons_left))
    assert found == [(2, 2), (5, 2), (7, 2), (10, 1)]


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "I was late."},
        {"text": "I was late.", "taken": {"case": "first/coach"}},
        {"passed": True},
    ],
)
def test_a_case_taken_more_gently_swapped_or_passed_counts_the_same(
    sqlite_installation: Installation, answer: dict[str, object]
) -> None:
    her = desk(sqlite_installation)
    her.submit(answer)
    her.submit("A thought", exercise="thought")
    with sqlite_installation.writing() as work:
        progress.move(work, her.viewer, her.cohort_id, "first", "read")
        progress.move(work, her.viewer, her.cohort_id, "first", "write")
    assert mine(her).standing == Standing(5, 0, 2)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (391, "6 hours 31 minutes"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert completion.hours(minutes) == said
