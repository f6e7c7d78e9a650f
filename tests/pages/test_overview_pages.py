"""The two pages that show an overview, by exact text, and what somebody else gets."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Viewer
from course.errors import NOT_FOUND
from course.installation import Installation
from pages.ui import gate, wiring
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, MIDDLE, NOTICE, Group, group

PAGES = Path(__file__).resolve().parents[2] / "pages"
Run = Callable[[str, Viewer | None], str]


@pytest.fixture
def run(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Draw a page for somebody; returns its text without markup."""
    wiring.use(sqlite_installation)

    def drawn(page: str, viewer: Viewer | None) -> str:
        monkeypatch.setattr(gate, "viewer", lambda: viewer)
        app = AppTest.from_file(PAGES / f"{page}.py", default_timeout=30).run()
        assert not app.exception
        return text_of(app)

    return drawn


def text_of(app: AppTest) -> str:
    """Everything a page shows, in order, as plain text."""
    found: list[str] = []
    for element in app.main:
        said = [getattr(element.proto, name, None) for name in ("label", "body", "value")]
        found += [text for text in said if isinstance(text, str)]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split())


def published(installation: Installation, clock: HandClock) -> Group:
    here = group(installation, clock, 13)
    here.give(*range(7))
    here.give(*range(7), channel=NOTICE, value=2)
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    return here


def test_the_instructor_reads_the_figures_and_what_they_mean(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = published(sqlite_installation, clock)
    shown = run("watch_cohort", here.instructor)
    for text in (
        "Invented cohort",
        "7 September 2026 to 1 November 2026. You see groups here, never one person.",
        "Learners counted 13",
        "Next figures 2 November 2026",
        "With fewer than 17 learners a lesson is said to be completed by “at least 6” and never "
        "more, so there is no chart of it.",
        "1. The first lesson at least 6",
        "2. The second lesson Not published",
        "Notice 2.0 6+",
        "Steady Not published",
        "An instructor who knows what more than 1 of the counted learners answered",
        f"(/overview/{here.cohort_id}.csv)",
    ):
        assert text in shown, (text, shown)


def test_before_anything_is_published_the_page_says_when_it_can_be(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = group(sqlite_installation, clock, 13)
    assert "Nothing is published yet. On 14 September 2026 the roster is fixed" in run(
        "watch_cohort", here.instructor
    )
    here.go_to(FREEZE)
    shown = run("watch_cohort", here.instructor)
    assert "Nothing is published yet. The first figures can come on 9 October 2026." in shown
    assert "at least 6." not in shown.split("What the words mean")[0]


def test_learners_see_what_their_instructor_sees(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = published(sqlite_installation, clock)
    theirs = run("see_release", here.learner)
    assert theirs.startswith("What my instructor sees")
    assert (
        "13 of the 13 learners who have joined came by a link that your instructor could have "
        "opened." in theirs
    )
    begins = "Learners counted"
    instructors = run("watch_cohort", here.instructor).split(" [Download")[0]
    assert theirs[theirs.index(begins) :] == instructors[instructors.index(begins) :]


@pytest.mark.parametrize("file", ["watch_cohort", "see_release"])
def test_nobody_else_is_shown_anything(
    sqlite_installation: Installation, clock: HandClock, run: Run, file: str
) -> None:
    here = published(sqlite_installation, clock)
    wrong = {"watch_cohort": here.learner, "see_release": here.instructor}[file]
    assert run(file, wrong) == NOT_FOUND
    assert run(file, None) == NOT_FOUND
