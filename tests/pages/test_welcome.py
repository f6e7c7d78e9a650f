"""The first page says what this is and whom it is for, and leads in by every way there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from course.installation import Installation
from pages.ui import wiring
from tests.content import our_course
from tests.pages.test_overview_pages import text_of

WELCOME = Path(__file__).resolve().parents[2] / "pages" / "welcome.py"


def opened() -> AppTest:
    app = AppTest.from_file(WELCOME, default_timeout=30).run()
    assert not app.exception
    return app


def test_somebody_who_has_never_been_here_reads_what_it_is_and_how_to_get_in(
    sqlite_installation: Installation,
) -> None:
    wiring.use(replace(sqlite_installation, catalogue=our_course()))
    shown = text_of(opened()).replace(" .", ".")
    assert shown.startswith(
        "Making it right A course for therapists and coaches, in repairing what goes wrong with a "
        "client. You will notice sooner"
    )
    for way in (
        "Invited? Open the link in your invitation.",
        "Joined already? Come back with your recovery phrase.",
        "Signed in on another device? Its account page makes a link for this one.",
        "At a workshop? Type the code on the screen. You need no account.",
    ):
        assert way in shown, shown


def test_a_course_that_does_not_say_whom_it_is_for_leaves_no_empty_line(
    sqlite_installation: Installation,
) -> None:
    wiring.use(sqlite_installation)
    (head, *_) = [one.proto.body for one in opened().main if one.type == "html"]
    course = sqlite_installation.catalogue.course
    assert course.for_whom is None
    assert head == f'<h1>{course.title}</h1><p class="gs-lead">{course.promise}</p>'
