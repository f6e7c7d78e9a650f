"""How what comes back stands: put off, let go, brought back, said on Home, removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from course.errors import NotFound
from course.installation import Installation
from course.study import reflections
from db.tables.answers import Contribution, ReturnItem
from tests.clock import START, HandClock
from tests.course.study.coming import RIGHT, Coming, coming

QUIZ, CASE, INTENTION = "first/quiz", "first/case", "first/next-time"


@pytest.fixture
def her(installation: Installation, clock: HandClock) -> Coming:
    return coming(installation, clock)


def _at(days: float) -> datetime:
    return START + timedelta(days=days)


def test_it_can_be_put_off_or_let_go_and_brought_back_on_the_same_page(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    her.do("put_off", QUIZ)  # not due: nothing happens
    assert her.mine().next_due == _at(2)
    her.days(2)
    her.do("put_off", QUIZ)
    her.do("put_off", QUIZ)
    assert (her.due(), her.mine().next_due) == ([], _at(5))
    her.days(3)
    her.do("let_go", QUIZ)
    her.do("let_go", QUIZ)
    assert her.due() == []
    assert [one.address for one in her.mine().let_go] == [QUIZ]
    her.days(100)
    assert her.due() == []
    her.do("bring_back", QUIZ)
    assert (her.due(), her.mine().let_go) == ([QUIZ], ())


def test_what_was_let_go_is_not_brought_back_by_doing_it_again_in_its_lesson(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.do("let_go", CASE)
    her.answer(CASE, "Other words")
    her.days(400)
    assert her.due() == []


def test_home_says_at_most_three_and_about_how_long(her: Coming) -> None:
    assert (her.waiting().count, her.waiting().minutes, her.waiting().ever) == (0, 0, False)
    her.answer(QUIZ, RIGHT)
    assert (her.waiting().count, her.waiting().ever) == (0, True)
    her.answer(CASE, "Words")
    her.days(2)
    assert (her.waiting().count, her.waiting().minutes) == (2, 7)
    her.answer(INTENTION, "Next time I wait.")
    her.answer("second/quiz", RIGHT)
    her.days(7)
    assert (her.waiting().count, len(her.due())) == (3, 4)


def test_deleting_what_was_written_removes_what_would_come_back_of_it(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.answer(CASE, "Other words")
    her.answer(INTENTION, "Next time I wait.")
    her.days(10)
    assert her.due() == [CASE, INTENTION]
    where = (her.her.viewer, her.her.cohort_id, "first")
    with her.installation.writing() as work:
        reflections.delete(work, *where, "case", 1)
        reflections.delete(work, *where, "next-time")
    assert her.due() == [CASE]
    with her.installation.writing() as work:
        reflections.delete(work, *where, "case")
        assert work.db.query(ReturnItem).count() == 0


def test_nothing_is_taken_up_that_is_not_due(her: Coming) -> None:
    her.answer(CASE, "Words")
    for item in (CASE, "first/strong", "nothing/here", "odd"):
        with pytest.raises(NotFound):
            her.do("begin", item)
        with pytest.raises(NotFound):
            her.begun(item)


def test_what_is_kept_is_sealed_and_of_it_only_that_it_was_done_counts(her: Coming) -> None:
    her.answer(CASE, "Words")
    her.days(2)
    with her.installation.reading() as work:
        before = {row.channel for row in work.db.query(Contribution)}
    her.answer(her.take_up(CASE), "Words")
    with her.installation.reading() as work:
        rows = work.db.query(ReturnItem).all()
        now = {row.channel for row in work.db.query(Contribution)}
    assert now - before == {"during/returns/first"}
    assert [row.item for row in rows] == [CASE]
    assert set(ReturnItem.__table__.columns.keys()) == {"pid", "item", "sealed"}
    assert rows[0].sealed.startswith("v1.")
    assert her.clock.now().tzinfo is UTC
