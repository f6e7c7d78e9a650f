"""What comes back: when, with which case, and how it is put off, let go and brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from course.errors import NotFound
from course.installation import Installation
from course.study.schedule import What
from tests.clock import START, HandClock
from tests.course.study.coming import RIGHT, WRONG, Coming, coming

QUIZ, CASE, INTENTION = "first/quiz", "first/case", "first/next-time"
UNSEEN, OTHER_UNSEEN = "first/first-unseen", "second/second-unseen"
PASSED = {"passed": True}


@pytest.fixture
def her(installation: Installation, clock: HandClock) -> Coming:
    return coming(installation, clock)


def _at(days: float) -> datetime:
    return START + timedelta(days=days)


@pytest.mark.parametrize(("answer", "days"), [(RIGHT, 2), (WRONG, 1)])
def test_a_check_comes_back_by_its_share_of_right_choices(
    her: Coming, answer: dict[str, object], days: int
) -> None:
    her.answer(QUIZ, answer)
    assert her.due() == []
    assert her.mine().next_due == _at(days)
    her.days(days)
    assert [(one.address, one.what, one.minutes) for one in her.mine().due] == [
        (QUIZ, What.CHECK, 1)
    ]


def test_what_is_answered_well_each_time_comes_back_ever_later(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    waits = []
    for _ in range(6):
        due = her.mine().next_due
        assert due is not None
        waits.append((due - her.clock.now()).days)
        her.at(due)
        assert her.due() == [QUIZ]
        her.answer(QUIZ, RIGHT)
    assert waits == [2, 11, 46, 163, 365, 365]


def test_a_reply_comes_back_with_a_case_of_its_kind_that_was_not_met(her: Coming) -> None:
    her.answer(CASE, "I was late, and I am sorry.")
    her.days(2)
    assert her.take_up(CASE) == UNSEEN
    begun = her.begun(CASE)
    assert (begun.met, begun.is_answered) == (None, False)
    assert begun.first is not None
    assert (begun.first.at, begun.first.text) == (START, "I was late, and I am sorry.")
    her.answer(UNSEEN, "I see that you went quiet.")
    assert her.due() == []
    assert her.mine().next_due == _at(2 + 11)
    answered = her.begun(CASE)
    assert (answered.is_answered, answered.met) == (True, None)
    assert answered.case is not None
    assert answered.case.id == "first-unseen"


def test_a_case_taken_more_gently_comes_back_sooner(her: Coming) -> None:
    her.answer("first/strong", {"text": "Words", "taken": {"gentler": True}})
    her.answer(CASE, {"text": "Words", "taken": {"seen_first": True}})
    assert her.mine().next_due == _at(1)


def test_an_intention_comes_back_after_seven_and_after_thirty_days(her: Coming) -> None:
    her.answer(CASE, "My first reply")
    her.do("let_go", CASE)
    her.answer(INTENTION, "Next time I wait.")
    her.days(7)
    her.clock.move(seconds=-1)
    assert her.due() == []
    her.clock.move(seconds=1)
    assert [(one.address, one.words) for one in her.mine().due] == [
        (INTENTION, "Next time I wait.")
    ]
    assert her.take_up(INTENTION) == UNSEEN
    first = her.begun(INTENTION).first
    assert first is not None
    assert (first.text, first.case.id) == ("My first reply", "case")
    her.answer(UNSEEN, "Words")
    assert her.mine().next_due == _at(30)
    her.days(23)
    assert her.take_up(INTENTION) == OTHER_UNSEEN
    her.answer(OTHER_UNSEEN, "Words")
    her.days(400)
    assert (her.due(), her.mine().next_due) == ([], None)


def test_an_intention_met_late_rests_a_week_before_its_second_time(her: Coming) -> None:
    her.answer(INTENTION, "Next time I wait.")
    her.days(28)
    her.answer(her.take_up(INTENTION), "Words")
    assert her.mine().next_due == _at(35)


def test_revised_words_come_back_on_the_first_ones_days_and_read_as_they_are_now(
    her: Coming,
) -> None:
    her.answer(INTENTION, "Next time I wait.")
    her.days(3)
    her.answer(INTENTION, "Next time I ask.")
    her.days(4)
    assert [one.words for one in her.mine().due] == ["Next time I ask."]


def test_when_every_case_was_met_the_one_met_longest_ago_comes_and_it_is_said_when(
    her: Coming,
) -> None:
    her.answer(UNSEEN, "Met in free practice")
    her.days(1)
    her.answer(OTHER_UNSEEN, "Met a day later")
    her.days(1)
    her.answer(CASE, "Words")
    her.days(2)
    assert her.take_up(CASE) == UNSEEN
    assert her.begun(CASE).met == START
    her.answer(UNSEEN, "Again")
    assert her.begun(CASE).met == START


def test_two_that_are_taken_up_together_never_bring_the_same_case(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.answer("first/strong", "Words")
    her.answer(INTENTION, "Next time I wait.")
    her.days(7)
    cases = [her.take_up(item) for item in (CASE, "first/strong", INTENTION)]
    assert cases[:2] == [UNSEEN, OTHER_UNSEEN]
    assert len(set(cases)) == 3


def test_a_case_that_was_begun_stays_until_it_is_answered(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.days(2)
    assert her.take_up(CASE) == UNSEEN
    her.do("put_off", CASE)
    assert her.due() == []
    her.days(3)
    her.answer(OTHER_UNSEEN, "Met elsewhere")
    assert her.take_up(CASE) == UNSEEN


def test_passing_a_case_by_on_return_brings_another_a_few_days_later(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.days(2)
    her.answer(her.take_up(CASE), PASSED)
    assert (her.due(), her.mine().next_due) == ([], _at(5))
    her.days(3)
    assert her.take_up(CASE) == OTHER_UNSEEN


def test_replies_passed_by_come_back_only_if_asked_for(her: Coming) -> None:
    her.answer(CASE, PASSED)
    her.days(60)
    assert her.due() == []
    assert [one.address for one in her.mine().passed_by] == [CASE]
    her.do("ask_for", CASE)
    her.do("ask_for", CASE)
    assert her.due() == [CASE]
    assert her.mine().passed_by == ()
    assert her.take_up(CASE) == UNSEEN
    assert her.begun(CASE).first is None
    with pytest.raises(NotFound):
        her.do("ask_for", "first/strong")


def test_a_double_tap_moves_it_on_once(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    her.days(2)
    key = "the-same-key"
    assert [her.answer(QUIZ, RIGHT, key) for _ in range(3)] == ["stored", "repeated", "repeated"]
    assert her.mine().next_due == _at(2 + 11)
