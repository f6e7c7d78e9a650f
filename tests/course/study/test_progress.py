"""Steps and lessons are done by doing, and what is published waits for its batch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from course.errors import NotFound
from course.installation import Installation
from course.study import progress
from course.study.progress import Home, LessonState, State
from db.tables.answers import Contribution
from db.tables.cohort import Cohort
from tests.clock import START, HandClock
from tests.content import SKILLS
from tests.course.study.desk import Desk, desk


def home(her: Desk) -> Home:
    with her.installation.reading() as work:
        return progress.home(work, her.viewer, her.cohort_id)


def lesson(her: Desk, lesson_id: str = "first") -> LessonState:
    with her.installation.reading() as work:
        return progress.lesson(work, her.viewer, her.cohort_id, lesson_id)


def move(her: Desk, step_id: str) -> None:
    with her.installation.writing() as work:
        progress.move(work, her.viewer, her.cohort_id, "first", step_id)


def contributed(her: Desk) -> dict[str, int]:
    with her.installation.reading() as work:
        rows = work.db.execute(select(Contribution.channel, Contribution.value))
        return {row.channel: row.value for row in rows}


ALL: dict[str, dict[str, Any]] = {
    "case": {"text": "I was late."},
    "thought": {"text": "Something"},
    "opening": {"ratings": dict.fromkeys(SKILLS, 3)},
    "quiz": {"choices": {"q1": "a"}},
    "boxes": {"places": {"one": "y", "two": "x"}},
    "count": {},
    "talk": {},
    "anew": {"lines": {"who": "a", "what": "b", "how": "c"}},
}


def finish(her: Desk) -> None:
    move(her, "write")
    for exercise, answer in ALL.items():
        her.submit(answer, exercise=exercise)


def test_home_begins_with_nothing_done(installation: Installation) -> None:
    shown = home(desk(installation))
    first = shown.lessons[0]
    assert [card.state for card in shown.lessons] == [State.OPEN, State.OPEN]
    assert (first.step_number, first.step_count, first.minutes_left) == (1, 4, 10)
    assert (shown.next, shown.mended, shown.opens_next) == (first, 0, None)


def test_a_step_to_read_is_done_when_it_is_left(installation: Installation) -> None:
    her = desk(installation)
    move(her, "read")
    assert lesson(her) == LessonState(frozenset(), "read", START.date(), True, False)
    move(her, "write")
    assert lesson(her) == LessonState(frozenset({"read"}), "write", START.date(), True, False)
    move(her, "rate")
    assert lesson(her).done == {"read"}
    card = home(her).lessons[0]
    assert (card.state, card.step_number, card.done_count) == (State.PART_WAY, 3, 1)
    assert card.minutes_left == 8
    assert home(her).next == card


def test_a_step_is_done_when_all_that_is_required_in_it_is(installation: Installation) -> None:
    her = desk(installation)
    her.submit(ALL["case"])
    assert lesson(her).done == frozenset()
    her.submit(ALL["thought"], exercise="thought")
    assert lesson(her).done == {"write"}


def test_a_check_that_is_not_passed_keeps_its_step_open(installation: Installation) -> None:
    her = desk(installation)
    for exercise in ("boxes", "count", "talk", "anew"):
        her.submit(ALL[exercise], exercise=exercise)
    her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    assert lesson(her).done == frozenset()
    her.submit(ALL["quiz"], exercise="quiz")
    her.submit({"choices": {"q1": "b"}}, exercise="quiz")
    assert lesson(her).done == {"try"}


def test_a_finished_lesson_is_mended_and_contributes_once(installation: Installation) -> None:
    her = desk(installation)
    finish(her)
    card = home(her).lessons[0]
    assert (card.state, card.done_count, card.minutes_left) == (State.MENDED, 4, 0)
    assert home(her).mended == 1
    assert home(her).next == home(her).lessons[1]
    assert lesson(her).completed
    ratings = {f"before/rating/{skill}": 3 for skill in SKILLS}
    assert contributed(her) == {
        **ratings,
        "during/completion/first": 1,
        "during/progress/lessons": 1,
        "during/attempts/first": 2,
        "during/check/first/quiz/q1": 0,
    }


def test_an_edited_rating_contributes_its_new_value(installation: Installation) -> None:
    her = desk(installation)
    her.submit(ALL["opening"], exercise="opening")
    her.submit({"ratings": {**dict.fromkeys(SKILLS, 3), "own": 5}}, exercise="opening")
    assert contributed(her)["before/rating/own"] == 5
    assert contributed(her)["before/rating/notice"] == 3


def test_lessons_open_by_the_week(installation: Installation, clock: HandClock) -> None:
    her = desk(installation)
    with installation.writing() as work:
        cohort = work.db.get(Cohort, her.cohort_id)
        assert cohort is not None
        cohort.unlock = {"rule": "weekly"}
    second = home(her).lessons[1]
    opens = START.date() + timedelta(days=7)
    assert (second.state, second.opens_on, second.is_open) == (State.CLOSED, opens, False)
    assert home(her).opens_next == second
    assert lesson(her, "second") == LessonState(frozenset(), "read", opens, False, False)
    finish(her)
    assert home(her).next is None
    clock.move(days=7)
    assert lesson(her, "second").is_open
    assert home(her).opens_next is None


@pytest.mark.parametrize("step_id", ["", "none", "Read", "first/read"])
def test_a_step_that_is_not_there_is_not_found(
    sqlite_installation: Installation, step_id: str
) -> None:
    her = desk(sqlite_installation)
    with pytest.raises(NotFound):
        move(her, step_id)
    assert lesson(her).position == "read"
    assert lesson(her).opens_on == date(2026, 9, 7)
