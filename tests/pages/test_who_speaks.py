"""Whose lines in a dialogue are set as a learner's own would be: those of practitioners."""

from __future__ import annotations

from course.authoring.schema import Demonstration
from pages.ui.exercises.demonstration import is_practitioner
from tests.content import our_course


def test_a_practitioner_who_turns_to_somebody_else_is_still_one() -> None:
    assert is_practitioner("Coach", ["Coach"])
    assert is_practitioner("Coach, to a colleague", ["Coach"])
    assert not is_practitioner("Mirela, by email", ["Coach"])
    assert not is_practitioner("Coachman", ["Coach"])


def test_every_practitioner_of_the_course_is_set_plainly() -> None:
    course = our_course()
    speakers = {
        turn.who
        for edition in course.editions.values()
        for step in edition.lesson.steps
        for block in step.blocks
        if isinstance(block, Demonstration)
        for turn in block.turns
    }
    assert {who for who in speakers if is_practitioner(who, course.course.practitioners)} == {
        "Coach",
        "Coach, to a colleague",
        "Counsellor",
        "The coach’s supervisor",
        "Therapist",
    }
