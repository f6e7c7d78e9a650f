"""What has come back, on its page and on Home: taken up, put off, let go, brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from course.access import Role
from course.errors import NOT_FOUND
from course.installation import Installation
from pages.ui import gate, wiring
from tests import world
from tests.clock import HandClock
from tests.course.study.coming import RIGHT, Coming, coming
from tests.pages.test_overview_pages import text_of

PAGES = Path(__file__).resolve().parents[2] / "pages"
QUIZ, CASE, INTENTION = "first/quiz", "first/case", "first/next-time"


@pytest.fixture
def her(
    sqlite_installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> Coming:
    wiring.use(sqlite_installation)
    found = coming(sqlite_installation, clock)
    monkeypatch.setattr(gate, "viewer", lambda: found.her.viewer)
    # Alone, a page knows of no other pages to lead to; what its links say is shown all the same.
    monkeypatch.setattr(st, "page_link", lambda page, label, **how: st.markdown(label))
    return found


def opened(page: str = "practise_again") -> AppTest:
    app = AppTest.from_file(PAGES / f"{page}.py", default_timeout=30).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    after = button.click().run()
    assert not after.exception
    return after


def test_before_anything_has_come_back_the_page_says_what_will(her: Coming) -> None:
    shown = text_of(opened())
    assert "Nothing comes back yet. Checks, replies and intentions do, some days after" in shown
    her.answer(QUIZ, RIGHT)
    assert "Nothing is here today. The next comes back on 9 September." in text_of(opened())


def test_home_says_what_is_due_and_how_long_it_takes_and_else_nothing(her: Coming) -> None:
    assert "practi" not in text_of(opened("learn")).lower()
    her.answer(QUIZ, RIGHT)
    her.answer(CASE, "I was late.")
    assert "Back for practice" not in text_of(opened("learn"))
    her.days(2)
    assert "Back for practice. Two things, about 7 minutes" in text_of(opened("learn"))
    her.do("put_off", CASE)
    assert "Back for practice. One thing, about 1 minute" in text_of(opened("learn"))
    her.do("let_go", QUIZ)
    assert "Back for practice" not in text_of(opened("learn"))
    assert "Practise again. What comes back, and what you let go" in text_of(opened("learn"))


def test_each_says_what_it_is_and_how_long_it_takes(her: Coming) -> None:
    her.answer(CASE, "I was late.")
    her.answer(INTENTION, "Next time I <b>wait</b>.")
    her.answer(QUIZ, RIGHT)
    her.days(7)
    shown = text_of(opened())
    assert "A check from lesson 1. About 1 minute The first lesson" in shown
    assert (
        "A reply from lesson 1. About 6 minutes A case It comes with another case of its kind."
        in shown
    )
    assert "Your intention from lesson 1. About 7 minutes Next time I <b>wait</b>." in shown


def test_not_now_is_one_tap_and_without_a_word(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    said = "“Not now” brings it back in 3 days, “Let it go” when you ask for it."
    assert said not in text_of(opened())
    her.days(2)
    assert said in text_of(opened())
    after = press(opened(), "Not now")
    assert "Nothing is here today. The next comes back on 12 September." in text_of(after)
    assert her.due() == []


def test_letting_go_is_undone_from_the_same_page(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    her.days(2)
    after = press(opened(), "Let it go")
    assert her.due() == []
    assert "What you let go The first lesson Lesson 1 Bring it back" in text_of(after)
    back = press(after, "Bring it back")
    assert her.due() == [QUIZ]
    assert "What you let go" not in text_of(back)


def test_a_reply_that_was_passed_by_is_offered_and_comes_back_when_asked_for(her: Coming) -> None:
    her.answer(CASE, {"passed": True})
    asked = press(opened(), "Let it come back")
    assert "A reply from lesson 1" in text_of(asked)
    assert her.due() == [CASE]


def test_three_are_shown_at_first_and_the_others_when_asked(her: Coming) -> None:
    for item in ("first/quiz", "second/quiz"):
        her.answer(item, RIGHT)
    for item in ("first/case", "first/strong"):
        her.answer(item, "Words")
    her.days(2)
    first = opened()
    assert len([one for one in first.button if one.label == "Begin"]) == 3
    every = press(first, "Show the others")
    assert len([one for one in every.button if one.label == "Begin"]) == 4


def test_a_check_is_taken_again_on_its_own_page_and_says_when_it_returns(her: Coming) -> None:
    her.answer(QUIZ, RIGHT)
    her.days(2)
    app = press(opened(), "Begin")
    assert text_of(app).startswith("Practise again Once more: The first lesson")
    app.radio[0].set_value("a")
    done = press(app, "See the reasons")
    assert "1 of 1 choices fit best." in text_of(done)
    assert "It comes back on 20 September. There is nothing to remember until then." in text_of(
        done
    )
    assert her.due() == []


def test_what_was_not_taken_up_shows_the_list_instead(her: Coming) -> None:
    app = AppTest.from_file(PAGES / "practise_again.py", default_timeout=30)
    app.query_params["item"] = "first/case"
    assert text_of(app.run()).startswith("Practise again What you practised comes back")


@pytest.mark.parametrize("page", ["practise_again", "take_away"])
def test_nobody_else_is_shown_anything(
    her: Coming, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    with her.installation.writing() as work:
        teacher = world.someone(work, her.her.cohort_id, Role.INSTRUCTOR)
    for viewer in (None, teacher):
        monkeypatch.setattr(gate, "viewer", lambda viewer=viewer: viewer)
        assert text_of(opened(page)) == NOT_FOUND
