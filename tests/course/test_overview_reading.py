"""What an overview says in plain words: to the letter, and only where labels differ clearly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Check
from course.cohort import apart, reading
from course.cohort.channels import WAVES, check_channel
from course.cohort.channels import distribution_channel as spread_channel
from course.cohort.figures import Figure
from course.cohort.labels import NOT_PUBLISHED
from tests.content import our_course
from tests.course.labelled import DAY, completed, rated, said, seen


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The course itself: its skills, lessons and what trainers do with them."""
    return our_course()


def test_where_nothing_is_published_every_reading_is_the_same_two_words(
    catalogue: Catalogue,
) -> None:
    found = said(catalogue, {})
    texts = {name: text for name, text in vars(found).items() if name != "leads"}
    assert set(texts.values()) == {NOT_PUBLISHED}
    assert found.leads == ()


def test_the_skill_that_moved_least_is_named_with_the_lesson_that_trains_it(
    catalogue: Catalogue,
) -> None:
    labels = rated("before", *["2.1"] * 8) | rated(
        "after", "3.1", "3.3", "3.1", "3.1", "2.3", "2.9", "3.1", "3.1"
    )
    found = said(catalogue, labels)
    assert found.growth == (
        "Growth is self-rated: it says how people see themselves. ‘Make room for their reaction’ "
        "moved least: up 0.2. Lesson 6 trains it; consider the Two-minute stay in the workshop "
        "(20 minutes). 7 of 8 skills moved up by two steps or more; one step may be rounding alone."
    )
    assert [(one.text, one.lesson_id) for one in found.leads] == [
        (
            "‘Make room for their reaction’ moved least, as people rate themselves. Lesson 6 "
            "trains it; consider the Two-minute stay in the workshop (20 minutes).",
            "invite-and-validate",
        )
    ]


def test_where_one_skill_is_next_to_another_only_the_two_ends_are_compared(
    catalogue: Catalogue,
) -> None:
    labels = rated("before", *["2.1"] * 8) | rated(
        "after", "3.1", "3.3", "3.1", "3.1", "2.3", "2.5", "3.1", "3.1"
    )
    assert (
        "‘Make room for their reaction’ moved less than ‘Steady myself’: up 0.2, against up 1.2."
        in said(catalogue, labels).growth
    )


@pytest.mark.parametrize(
    ("group", "low", "high", "names"),
    [
        ("50+", "2.1", "2.3", False),
        ("50+", "2.1", "2.5", True),
        ("20+", "2.1", "2.5", False),  # a step is half a point there
        ("10+", "2.0", "2.5", False),
        ("10+", "2.0", "3.0", True),
    ],
)
def test_a_skill_is_named_from_two_displayed_steps_on(
    catalogue: Catalogue, group: str, low: str, high: str, names: bool
) -> None:
    text = said(catalogue, rated("before", low, *[high] * 7), 60, group).skills
    assert ("‘Notice the shift’" in text) is names
    assert (text == "Before the course there is no clear difference between the skills.") is not (
        names
    )


def test_an_end_of_the_scale_says_that_no_more_or_less_can_be_said(
    catalogue: Catalogue,
) -> None:
    assert said(catalogue, rated("before", "1.5", *["3.1"] * 7)).skills == (
        "Before the course ‘Notice the shift’ is rated lowest: 1.5 on average (the least this can "
        "say for this group). Lesson 3 trains it; consider the Quiet cue in the workshop "
        f"({catalogue.lesson('notice').trainer.activity.minutes} minutes)."  # type: ignore[union-attr]
    )


def test_the_high_end_of_the_scale_says_that_it_is_the_most(catalogue: Catalogue) -> None:
    found = said(catalogue, rated("before", "4.5", *["3.1"] * 7)).skills
    assert "is rated highest: 4.5 on average (the most this can say for this group)." in found


def test_growth_that_may_be_more_is_never_called_the_least(catalogue: Catalogue) -> None:
    """From 1.5 to 2.1 may be from 1.1 to 2.1: more than what moved by 1.0."""
    labels = rated("before", "1.5", *["2.1"] * 7) | rated("after", "2.1", *["3.1"] * 7)
    found = said(catalogue, labels)
    assert "There is no clear difference between the skills." in found.growth
    assert found.leads == ()


def test_three_that_moved_alike_are_not_named(catalogue: Catalogue) -> None:
    labels = rated("before", *["2.1"] * 8) | rated("after", *["2.3"] * 3, *["3.1"] * 4, "3.9")
    assert "‘Keep it and learn from it’ moved most: up 1.8." in said(catalogue, labels).growth
    assert said(catalogue, labels).leads == ()


def test_a_rating_that_fell_is_read_kindly(catalogue: Catalogue) -> None:
    labels = rated("before", "3.1", "2.1") | rated("after", "2.9", "2.1")
    assert said(catalogue, labels).growth == (
        "Growth is self-rated: it says how people see themselves. There is no clear difference "
        "between the skills. 0 of 2 skills moved up by two steps or more; one step may be rounding "
        "alone. A rating that falls can mean that people see more now."
    )


def test_where_people_stop_is_said_from_two_batches_on(catalogue: Catalogue) -> None:
    steep = said(catalogue, completed(catalogue, "at least 50", "at least 40", "at least 20"))
    assert steep.lessons == (
        "The figures fall furthest between ‘2. Why repair helps, and how sure we are’, completed "
        "by at least 40, and ‘3. Notice’, completed by at least 20. Figures move 10 people at a "
        "time, so each can lag behind by 9."
    )
    assert [(one.text, one.lesson_id) for one in steep.leads] == [
        (
            "The figures fall furthest before lesson 3. Make time for it together, or write a note "
            "with a part for those who have not begun it.",
            "notice",
        )
    ]
    flat = said(catalogue, completed(catalogue, "at least 50", "at least 40", "at least 30"))
    assert flat.lessons == (
        "Between the 3 lessons that are published there is no clear difference; the most is at "
        "least 50 (the most this can say for this group). Figures move 10 people at a time, so "
        "each can lag behind by 9."
    )
    assert flat.leads == ()


def test_lessons_of_which_the_same_is_said_are_said_in_one(catalogue: Catalogue) -> None:
    alike = said(catalogue, completed(catalogue, "at least 50", "at least 50", "at least 50"))
    assert alike.lessons == (
        "Each of the 3 lessons that are published was completed by at least 50 (the most this can "
        "say for this group). Figures move 10 people at a time, so each can lag behind by 9."
    )


def test_a_fall_across_a_lesson_without_a_figure_is_not_one(catalogue: Catalogue) -> None:
    """Nothing is read into an absence: the two published lessons stand beside each other."""
    found = said(catalogue, completed(catalogue, "at least 50", "", "at least 40"))
    assert "there is no clear difference" in found.lessons


def test_what_misleads_is_quoted_with_the_lesson_to_open(catalogue: Catalogue) -> None:
    one = next(iter(seen(catalogue, 60, {}).checks))
    lesson, exercise, question = one.figure.item.split("/")
    check = catalogue.exercise(lesson, exercise)
    assert isinstance(check, Check)
    asked = next(item for item in check.questions if item.id == question)
    wrong = next(choice for choice in asked.choices if not choice.right)
    found = said(catalogue, {check_channel(lesson, exercise, question): wrong.id})
    assert found.checks == (
        "In one question one wrong choice drew two in five or more, in ‘1. Name what went wrong’. "
        "What tempts there is a good thing to open with."
    )
    assert [one.text for one in found.leads] == [
        f"In lesson 1 one wrong choice drew many: “{wrong.text}” Open with the question it "
        f"answers: ‘{one.figure.name}’"
    ]


def test_spreads_are_compared_from_forty_percent_on(catalogue: Catalogue) -> None:
    skills = [one.id for one in catalogue.rubric.skills]
    labels = rated("after", "3.1", "4.1") | {
        spread_channel("after", skills[0]): "40% · 40% · 20%",
        spread_channel("after", skills[1]): "20% · 20% · 60%",
    }
    assert said(catalogue, labels).skills.endswith(
        "Now 60% rate ‘Steady myself’ 4 or 5, and 20% (the most this can say for this group) rate "
        "‘Notice the shift’ so."
    )


def test_the_last_change_is_counted_in_words(catalogue: Catalogue) -> None:
    found = seen(catalogue, 60, completed(catalogue, "at least 50"))
    assert reading.read(found, catalogue).changed == "One figure came for the first time."
    moved = replace(found.changed[0], before="at least 40")
    again = replace(found, changed=(moved, moved))
    assert reading.read(again, catalogue).changed == "2 figures moved on from what they said."
    assert reading.read(replace(found, changed=()), catalogue).changed == "No figure changed."


def test_a_reading_is_made_of_released_labels_alone(catalogue: Catalogue) -> None:
    """The same labels give the same words, whoever is behind them."""
    labels = rated("before", "2.1", *["3.1"] * 7) | completed(catalogue, "at least 50")
    here = seen(catalogue, 60, labels)
    other = replace(here, cohort_id="other", cohort_name="Another", starts_on=DAY, next_tick=DAY)
    assert reading.read(here, catalogue) == reading.read(other, catalogue)


@pytest.mark.parametrize("step", [0.1, 0.2, 0.5])
def test_naming_never_rests_on_less_than_two_steps(step: float) -> None:
    """Every pair of labels on the scale, in exact arithmetic."""
    exact = Fraction(str(step))
    scale = [Fraction(3, 2) + exact * n for n in range(int(3 / exact) + 1)]
    for low in scale:
        for high in (one for one in scale if one > low):
            figures = [
                Figure(str(n), f"{float(n):.1f}", "50+", DAY, round(float(n), 1), str(n), step)
                for n in (low, high)
            ]
            assert (apart.ends(figures) is not None) is (high - low >= 2 * exact), (low, high)


def test_both_waves_are_read(catalogue: Catalogue) -> None:
    assert WAVES == ("before", "after")
    labels = rated("before", "2.1", "3.1") | rated("after", "3.1", "4.1")
    assert said(catalogue, labels).skills.startswith("After the course ‘Notice the shift’ is rated")
