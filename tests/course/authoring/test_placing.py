"""What law and duties a lesson speaks of depends on where the cohort is."""

from __future__ import annotations

import pytest

from course.authoring.load import edition_of, load_course
from course.authoring.schema import Check, Choice, Duty, Lesson, ProseBlock, Question
from tests.course.authoring.samples import GOOD

SAID, OTHERWISE = "A rule says so [R3].", "Look up what applies where you work."


def _prose(lesson: Lesson) -> list[str]:
    return [block.markdown for block in lesson.steps[3].blocks if isinstance(block, ProseBlock)]


@pytest.mark.parametrize(
    ("place", "said"), [("england", SAID), ("uk", OTHERWISE), (None, OTHERWISE), ("x", OTHERWISE)]
)
def test_a_duty_is_said_in_its_place_and_a_neutral_text_elsewhere(
    place: str | None, said: str
) -> None:
    catalogue = load_course(GOOD).catalogue.in_place(place)
    lesson = catalogue.lesson("begin")
    assert _prose(lesson) == [said]
    assert not any(isinstance(block, Duty) for step in lesson.steps for block in step.blocks)


def test_what_holds_in_a_wider_place_holds_within_it() -> None:
    course = load_course(GOOD).catalogue.course
    assert course.holds_in("uk", "england")
    assert course.holds_in("uk", "uk")
    assert not course.holds_in("england", "uk")
    assert not course.holds_in("uk", None)


def test_an_edition_is_the_same_wherever_it_is_read() -> None:
    catalogue = load_course(GOOD).catalogue
    assert catalogue.in_place("england").edition("begin").hash == catalogue.edition("begin").hash


def test_a_question_of_law_is_not_asked_elsewhere_and_an_empty_check_is_not_there() -> None:
    catalogue = load_course(GOOD).catalogue
    lesson = catalogue.lesson("begin")
    quiz = lesson.steps[3].blocks[0]
    assert isinstance(quiz, Check)
    choices = [Choice(id=x, text=x, right=x == "a", why=x) for x in "ab"]
    law = Question(id="law", ask="By law?", where="england", choices=choices)

    def asked(questions: list[Question], place: str) -> list[str]:
        changed = quiz.model_copy(update={"questions": questions})
        step = lesson.steps[3].model_copy(update={"blocks": [changed]})
        whole = lesson.model_copy(update={"steps": [*lesson.steps[:3], step]})
        catalogue.editions["begin"] = edition_of(whole)
        catalogue._placed.clear()
        here = catalogue.in_place(place).lesson("begin").steps[3].blocks
        return [
            question.id
            for block in here
            if isinstance(block, Check)
            for question in block.questions
        ]

    assert asked([*quiz.questions, law], "england") == ["first", "law"]
    assert asked([*quiz.questions, law], "uk") == ["first"]
    assert asked([law], "uk") == []
