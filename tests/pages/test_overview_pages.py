"""The two pages that show an overview, by exact text, and what somebody else gets."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from course.access import Role, Viewer
from course.cohort import ticking
from course.errors import NOT_FOUND
from course.installation import Installation
from db.tables.cohort import Cohort
from pages.ui import gate, side_view, wiring
from tests import world
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
        "Notice 2.0 · 6+ Not published",
        "Steady Not published Not published",
        "Before the course there is no clear difference between the skills.",
        "‘1. The first lesson’ was completed by at least 6 (the most this can say for this group). "
        "Figures move 6 people at a time, so each can lag behind by 5.",
        "Nothing that is published points to one thing more than to another. Write a note",
        "What changed on 9 October 2026 2 figures came for the first time.",
        "Not published Why is never said. These words are the same for all.",
        "An instructor who knows what more than 1 of the counted learners answered",
        "One page as PDF, for a committee All figures as CSV",
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
        "All 13 learners who have joined came by a link that your instructor could have "
        "opened." in theirs
    )
    begins, ends = "Learners counted", " One page as PDF"
    instructors = run("watch_cohort", here.instructor).split(ends)[0]
    # Beside what both see an instructor finds what stands ready for teaching, whatever is done.
    ready = instructors[instructors.index(" Write a note") : instructors.index(" What changed on")]
    assert "1. The first lesson Opens Monday 7 September 2026" in ready
    seen = instructors.replace(ready, "")
    assert theirs[theirs.index(begins) :] == seen[seen.index(begins) :]


def test_before_they_read_figures_learners_read_what_is_promised(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = published(sqlite_installation, clock)
    theirs = run("see_release", here.learner).split("Learners counted")[0]
    assert (
        "Two versions of a figure rest on the same people, or the later one on at least 6 more. "
        "So behind every figure, and behind every change of one, there are at least 5 people whom "
        "your instructor knows nothing about, even if they know what 1 of the counted learners "
        "answered." in theirs
    )


def test_where_little_is_published_what_stands_ready_for_each_lesson_is_open(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = group(sqlite_installation, clock, 7)
    here.give(*range(7))
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    shown = run("watch_cohort", here.instructor)
    for text in (
        "Nothing is published for this cohort, and no further figures come.",
        "Nothing that is published points to one thing more than to another. Write a note What "
        "stands ready for each lesson 1. The first lesson Opens Monday 7 September 2026",
        "With fewer than 8 learners nothing is ever published.",
    ):
        assert text in shown, (text, shown)
    assert "at least 6" not in shown.split("What the words mean")[0]


def test_a_page_drawn_again_within_a_tick_is_the_same_to_the_letter(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = published(sqlite_installation, clock)
    pages = {"watch_cohort": here.instructor, "see_release": here.learner}
    first = {page: run(page, viewer) for page, viewer in pages.items()}
    here.give(*range(7, 13))
    here.give(*range(7, 13), channel=NOTICE, value=5)
    clock.move(days=9)
    ticking.run_due(here.installation)
    assert {page: run(page, viewer) for page, viewer in pages.items()} == first


def test_two_cohorts_stand_side_by_side_and_together(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = published(sqlite_installation, clock)
    assert run("compare_cohorts", here.instructor).endswith(side_view.ONE)
    with sqlite_installation.writing() as work:
        other = world.cohort(work, "Another cohort")
        world.join(work, here.instructor.account_id, other, Role.INSTRUCTOR)
    shown = run("compare_cohorts", here.instructor)
    for text in (
        "Cohort Counted First day Next figures Another cohort Not fixed yet 9 October 2026 No more "
        "to come Invented cohort 13 7 September 2026 2 November 2026",
        "Lesson Another cohort Invented cohort Together 1. The first lesson Not "
        "published at least 6 · 6+ at least 6, from 1 of 2 cohorts 2. The second lesson Not "
        "published Not published Not published",
        "Notice Not published 2.0 · 6+",
        "Of none of these cohorts.",
    ):
        assert text in shown, (text, shown)


@pytest.mark.parametrize("file", ["watch_cohort", "see_release", "compare_cohorts"])
def test_nobody_else_is_shown_anything(
    sqlite_installation: Installation, clock: HandClock, run: Run, file: str
) -> None:
    here = published(sqlite_installation, clock)
    wrong = here.instructor if file == "see_release" else here.learner
    assert run(file, wrong) == NOT_FOUND
    assert run(file, None) == NOT_FOUND


def test_the_lesson_that_is_open_now_stands_apart_from_all_that_stands_ready(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = group(sqlite_installation, clock, 7)
    assert "open now" not in run("watch_cohort", here.instructor)  # all of them are
    with sqlite_installation.writing() as work:
        work.db.execute(update(Cohort).values(unlock={"rule": "weekly"}))
    first = "The lesson that is open now 1. The first lesson Open since Monday 7 September 2026"
    shown = run("watch_cohort", here.instructor)
    assert f"Write a note {first}" in shown
    assert "Lesson 2 opens Monday 14 September 2026. What stands ready" in shown
    here.go_to(FREEZE)
    shown = run("watch_cohort", here.instructor)
    assert "open now 2. The second lesson Open since Monday 14 September 2026 What" in shown
    clock.move(weeks=8)  # it is over
    assert "open now" not in run("watch_cohort", here.instructor)


def test_a_page_begins_with_the_cohort_that_its_address_names(
    sqlite_installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link from a cohort's overview must not lead to a note to another cohort."""
    here = published(sqlite_installation, clock)
    with sqlite_installation.writing() as work:
        other = world.cohort(work, "Another cohort")
        world.join(work, here.instructor.account_id, other, Role.INSTRUCTOR)
        viewer = world.viewer(work, world.sign_in(work, here.instructor.account_id))
        alien = world.cohort(work, "Nobody's cohort")
    wiring.use(sqlite_installation)
    monkeypatch.setattr(gate, "viewer", lambda: viewer)
    usual = viewer.cohorts_as(Role.INSTRUCTOR)[0].cohort_id
    for asked, begins in ((other, other), (here.cohort_id, here.cohort_id), (alien, usual)):
        app = AppTest.from_file(PAGES / "write_note.py", default_timeout=30)
        app.query_params["cohort"] = asked
        assert app.run().selectbox[0].value == begins
    links = AppTest.from_file(PAGES / "watch_cohort.py", default_timeout=30)
    links.query_params["cohort"] = here.cohort_id
    bodies = [getattr(one.proto, "body", "") for one in links.run().main]
    assert any(f'href="/notes?cohort={here.cohort_id}"' in body for body in bodies)
