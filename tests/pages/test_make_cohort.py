"""What a cohort's form says before the cohort is made, by exact text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Viewer
from course.cohort import calendar
from course.errors import NOT_FOUND
from course.installation import Installation
from pages.ui import gate, wiring
from tests import world

PAGE = Path(__file__).resolve().parents[2] / "pages" / "make_cohort.py"


def drawn(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, viewer: Viewer | None
) -> str:
    """The form's text without markup."""
    wiring.use(installation)
    monkeypatch.setattr(gate, "viewer", lambda: viewer)
    app = AppTest.from_file(PAGE, default_timeout=30).run()
    assert not app.exception
    bodies = [str(getattr(element.proto, "body", "")) for element in app.main]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(bodies))).split())


def test_what_is_never_seen_stands_in_the_form_with_an_example_of_the_rest(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
    shown = drawn(sqlite_installation, monkeypatch, maker)
    assert calendar.EXAMPLE_SIZES == (8, 12, 25, 60)
    for text in (
        "8 learners A lesson completed Not published",
        "12 learners A lesson completed at least 6",
        "25 learners A lesson completed at least 18",
        "60 learners A lesson completed at least 50",
        "Days of new figures",
        "What is never published",
        "Fewer than 8: nothing is ever published.",
        "Fewer than 11: who completed a lesson is never published.",
        "Fewer than 17: one sentence stands in place of the chart of lessons.",
        "Nobody's own answers, exact counts, and any change that rests on fewer than 6 learners "
        "(10 where 30 or more joined) are never published.",
    ):
        assert text in shown, (text, shown)
    assert "You also run this server" not in shown


def test_whoever_also_runs_the_server_is_told_what_that_means(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_installation.writing() as work:
        owner = world.someone(work, is_owner=True)
    shown = drawn(sqlite_installation, monkeypatch, owner)
    assert (
        "You also run this server, so nobody can promise learners that you won't read what they "
        "write: whoever runs the server could." in shown
    )


def test_nobody_else_is_shown_the_form(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite_installation.writing() as work:
        learner = world.someone(work, world.cohort(work))
    assert drawn(sqlite_installation, monkeypatch, learner) == NOT_FOUND
    assert drawn(sqlite_installation, monkeypatch, None) == NOT_FOUND
