"""What a lesson's row says, and the calm line about lessons still to come."""

from __future__ import annotations

from datetime import date

import pytest

from course.study.progress import LessonCard, State
from pages.ui import lesson_rows


def card(state: State) -> LessonCard:
    return LessonCard(
        id="first",
        number=1,
        title="First",
        aim="To begin.",
        minutes=45,
        state=state,
        opens_on=date(2026, 9, 14),
        position="read",
        step_number=3,
        step_count=12,
        done_count=2,
        minutes_left=30,
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.CLOSED, "Opens 14 September"),
        (State.OPEN, "45 minutes"),
        (State.PART_WAY, "Part-way: step 3 of 12"),
        (State.MENDED, "Mended"),
    ],
)
def test_a_row_says_how_its_lesson_stands(state: State, said: str) -> None:
    assert lesson_rows.standing(card(state)) == said


@pytest.mark.parametrize(
    ("numbers", "count", "said"),
    [
        ([1], 8, "Lessons 2 to 8 are in preparation."),
        ([1, 2, 3, 5, 6, 7, 8], 8, "Lesson 4 is in preparation."),
        ([1, 2, 4, 6, 7, 8], 8, "Lessons 3 and 5 are in preparation."),
        ([1, 2, 3, 4, 5, 6, 7, 8], 8, ""),
        ([1, 2], 2, ""),
        ([1, 2], 3, "Lesson 3 is in preparation."),
    ],
)
def test_missing_lessons_are_named_calmly(numbers: list[int], count: int, said: str) -> None:
    assert lesson_rows.in_preparation(numbers, count) == said
