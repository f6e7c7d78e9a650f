"""The bowl: as many golden seams as lessons mended, and words for those who do not see it."""

from __future__ import annotations

import pytest

from pages.ui import bowl

NOTHING = [0.0] * 8


def test_an_empty_bowl_holds_no_gold() -> None:
    assert "gs-seam" not in bowl.bowl_svg(NOTHING)


def test_a_mended_lesson_is_gold_and_its_number_says_so() -> None:
    drawn = bowl.bowl_svg([1.0, *NOTHING[1:]])
    assert drawn.count("gs-num gs-done") == 1
    assert drawn.count("gs-num gs-todo") == 7
    assert "gs-glint" in drawn


def test_the_picture_says_what_it_shows() -> None:
    assert bowl.described([1.0, 1.0, 0.5, 0, 0, 0, 0, 0], 2) == (
        "A bowl with 8 cracks, one for each lesson. Mended with gold: 2. Lesson 3 is under way."
    )


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.4], "A bowl with 1 crack, one for each lesson. Mended with gold: 0."),
        ([1, 0, 0], "A bowl with 3 cracks, one for each lesson. Mended with gold: 1."),
        ([1] * 12, "A bowl with 8 cracks, for 12 lessons. Lessons mended with gold: 12."),
    ],
)
def test_a_course_of_any_length_has_its_bowl(shares: list[float], said: str) -> None:
    drawn = bowl.bowl_svg(shares)
    assert f'aria-label="{said}"' in drawn
    assert drawn.count("gs-num ") == (len(shares) if len(shares) <= 8 else 0)
    assert drawn.count("gs-glint") == (8 if len(shares) == 12 else 1)


def test_where_lessons_share_a_crack_it_fills_with_each_of_them() -> None:
    assert bowl.fold([1, 0, 1, 1, 0, 0, 0, 0, 0]) == [0.5, 1, 1, 0, 0, 0, 0, 0]
    assert bowl.fold([]) == []


def test_progress_names_its_step() -> None:
    assert 'aria-label="Step 3 of 12"' in bowl.progress_svg(3, 12)
