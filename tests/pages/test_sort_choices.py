"""The boxes of a sort stand in a row while their names are short, else one below the other."""

from __future__ import annotations

from course.authoring.schema import Sort
from pages.ui.exercises.sort import how_many_fit, in_a_row
from tests.content import our_course


def test_names_that_would_break_a_row_anywhere_stand_below_each_other() -> None:
    assert in_a_row(["Technical", "Judgement", "Normative", "System", "Empathic failure"])
    assert not in_a_row(["Green: mend it now", "Amber: next contact, and supervision"])


def test_of_the_courses_sorts_those_with_explained_boxes_stand_below_each_other() -> None:
    sorts = [
        block
        for edition in our_course().editions.values()
        for step in edition.lesson.steps
        for block in step.blocks
        if isinstance(block, Sort)
    ]
    below = [one.id for one in sorts if not in_a_row([box.name for box in one.boxes])]
    assert below == [
        "ten-colours",
        "four-sentences",
        "which-door",
        "when-to-tell",
        "which-way",
        "nine-names",
    ]


def test_one_card_is_and_several_cards_are_where_they_fit_best() -> None:
    assert how_many_fit(0, 10) == "0 of 10 cards are where they fit best."
    assert how_many_fit(1, 10) == "1 of 10 cards is where it fits best."
    assert how_many_fit(10, 10) == "10 of 10 cards are where they fit best."
