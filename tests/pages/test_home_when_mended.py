"""Home once every lesson is mended: it leads to the end of the course, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from course.installation import Installation
from db.queries import study
from pages.ui import gate, wiring
from tests.course.study.desk import Desk, desk
from tests.course.study.finishing import finish
from tests.pages.test_overview_pages import text_of

HOME = Path(__file__).resolve().parents[2] / "pages" / "learn.py"
WHOLE = (
    "Next for you The whole bowl is mended You can open any lesson again. At the end of the "
    "course are a record to hand in if you wish, a certificate and a badge."
)


@pytest.fixture
def her(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Desk:
    wiring.use(sqlite_installation)
    found = desk(sqlite_installation)
    monkeypatch.setattr(gate, "viewer", lambda: found.viewer)
    # Alone, a page knows of no other pages to lead to; what its links say is shown all the same.
    monkeypatch.setattr(st, "page_link", lambda page, label, **how: st.markdown(label))
    return found


def opened() -> AppTest:
    app = AppTest.from_file(HOME, default_timeout=30).run()
    assert not app.exception
    return app


def test_with_every_lesson_mended_home_leads_to_the_end_of_the_course(
    her: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with her.installation.writing() as work:
        finish(work, her.viewer.account_id, her.cohort_id)
    led: list[str] = []
    monkeypatch.setattr(st, "switch_page", led.append)
    app = opened()
    assert WHOLE in text_of(app)
    (button,) = [one for one in app.button if one.key == "go_on"]
    assert button.label == "To the end of the course"
    button.click().run()
    assert led == ["finish.py"]


def test_with_one_step_left_home_leads_to_it(her: Desk) -> None:
    with her.installation.writing() as work:
        *lessons, last = [one.lesson for one in work.catalogue.editions.values()]
        done = [(one.id, step.id) for one in lessons for step in one.steps]
        done += [(last.id, step.id) for step in last.steps[:-1]]
        for lesson_id, step_id in done:
            study.add_step_done(work.db, her.pid(), lesson_id, step_id)
    app = opened()
    (button,) = [one for one in app.button if one.key == "go_on"]
    assert button.label == f"Continue lesson {last.number}"
    assert "The whole bowl is mended" not in text_of(app)
