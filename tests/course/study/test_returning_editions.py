"""A course that changes while things wait to come back: what is gone or changed stays away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from course.authoring.load import edition_of
from course.authoring.schema import Block, Check, Intention, Reply
from course.errors import NotFound
from course.installation import Installation
from db.tables.answers import ReturnItem
from tests.clock import START, HandClock
from tests.course.study.coming import RIGHT, Coming, coming

QUIZ, CASE, INTENTION = "first/quiz", "first/case", "first/next-time"
Change = Callable[[Block], Block | None]


@pytest.fixture
def her(installation: Installation, clock: HandClock) -> Coming:
    return coming(installation, clock)


def changed(her: Coming, change: Change, *, keeps_unseen: bool = True) -> Coming:
    """The same learner, once the first lesson has been edited."""
    catalogue = her.installation.catalogue
    lesson = catalogue.lesson("first")
    steps = [
        step.model_copy(
            update={"blocks": [new for old in step.blocks if (new := change(old)) is not None]}
        )
        for step in lesson.steps
    ]
    edited = lesson.model_copy(
        update={"steps": steps, "unseen": lesson.unseen if keeps_unseen else []}
    )
    editions = {**catalogue.editions, "first": edition_of(edited)}
    course = replace(catalogue, editions=editions, _placed={})
    return Coming(replace(her.installation, catalogue=course), her.clock, her.her)


def _without(kind: type[Block]) -> Change:
    return lambda block: None if isinstance(block, kind) else block


def _other_question(block: Block) -> Block:
    if isinstance(block, Check):
        asked = block.questions[0].model_copy(update={"ask": "Is it so?"})
        return block.model_copy(update={"questions": [asked]})
    return block


def _other_prompt(block: Block) -> Block:
    return block.model_copy(update={"prompt": "Anew"}) if isinstance(block, Reply) else block


def test_a_check_that_changed_stays_away_until_it_is_taken_anew(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    edited = changed(her, _other_question)
    edited.days(10)
    assert edited.due() == []
    assert edited.waiting().count == 0
    with pytest.raises(NotFound):
        edited.do("begin", QUIZ)
    edited.answer(QUIZ, RIGHT)
    edited.days(2)
    assert edited.due() == [QUIZ]


def test_an_exercise_that_is_gone_stays_away(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    her.answer(CASE, "Words")
    her.answer(INTENTION, "Next time I wait.")
    her.days(7)
    assert changed(her, _without(Check)).due() == [CASE, INTENTION]
    assert changed(her, _without(Intention)).due() == [CASE, QUIZ]
    assert changed(her, _without(Reply)).due() == [QUIZ]


def test_a_reply_comes_back_however_its_lesson_was_edited(her: Coming) -> None:
    her.answer(CASE, "Words")
    edited = changed(her, _other_prompt)
    edited.days(2)
    assert edited.due() == [CASE]
    assert edited.take_up(CASE) == "first/first-unseen"


def test_a_case_that_was_begun_and_is_gone_gives_way_to_another(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.days(2)
    assert her.take_up(CASE) == "first/first-unseen"
    edited = changed(her, lambda block: block, keeps_unseen=False)
    with pytest.raises(NotFound):
        edited.begun(CASE)
    assert edited.due() == [CASE]
    assert edited.take_up(CASE) == "second/second-unseen"


def test_an_intention_whose_reply_is_gone_stays_away(her: Coming) -> None:
    her.answer(INTENTION, "Next time I wait.")
    her.days(7)
    edited = changed(her, _without(Reply))
    assert edited.due() == []
    with pytest.raises(NotFound):
        edited.do("begin", INTENTION)


def test_an_item_that_was_altered_in_the_database_is_left_out(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.answer(QUIZ, RIGHT)
    with her.installation.writing() as work:
        for row in work.db.query(ReturnItem):
            if row.item == CASE:
                quiz = work.db.get(ReturnItem, (row.pid, QUIZ))
                assert quiz is not None
                row.sealed = quiz.sealed
    her.days(2)
    assert her.due() == [QUIZ]
    assert her.mine().next_due is None
    assert her.clock.now() > START
