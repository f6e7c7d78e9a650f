"""A cohort's wall among its settings: opening one, and sharing it with another cohort."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.wall import walls
from course.wall.walls import About
from course.work import Work
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.days import long
from pages.ui.wall import words

WHAT = (
    "Texts come out once a week at most, all at once and in no order, only when at least six "
    "people (ten in larger groups) have shared something new. Nobody sees them before, you "
    "included. People are told of it when they join."
)


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The section of the settings page."""
    with wiring.reading() as work:
        about = walls.about(work, viewer, cohort_id)
    with layout.section("The wall", WHAT):
        if not about.is_open:
            _open(viewer, cohort_id)
            return
        st.page_link("share_blunder.py", label="Go to the wall", icon=":material/arrow_forward:")
        layout.html(f'<p class="gs-p gs-measure">{layout.literal(_stands(about))}</p>')
        if about.may_be_shared:
            _share(viewer, cohort_id)


def _stands(about: About) -> str:
    shared = f" {about.cohorts} cohorts share it." if about.cohorts > 1 else ""
    if not about.ever:
        return f"The wall is open.{shared} {words.how(about)}"
    until = f" Texts can come out until {long(about.closes_on)}." if about.closes_on else ""
    return f"The wall is open.{shared}{until}"


def _open(viewer: Viewer, cohort_id: str) -> None:
    layout.html(
        '<p class="gs-p gs-measure">There is none yet. Once open it stays open to the end. Who has '
        "joined already finds it in the menu; sharing is everyone's own choice.</p>"
    )
    if st.button("Open a wall", key="wall.open"):
        _do(lambda work: walls.open_wall(work, viewer, cohort_id), "The wall is open.")


def _share(viewer: Viewer, cohort_id: str) -> None:
    with wiring.reading() as work:
        code = walls.code(work, viewer, cohort_id)
    layout.html(
        '<p class="gs-p gs-measure">Small cohorts can share one wall, so that together they reach '
        "a batch. Give this code to the other cohort’s instructor, or enter theirs here. It can "
        f'be done until the first day. <b class="gs-code-line">{layout.literal(code)}</b></p>'
    )
    with st.form("share_wall", border=False):
        given = st.text_input("Another wall’s code")
        if st.form_submit_button("Share that wall"):
            _do(
                lambda work: walls.share_wall(work, viewer, cohort_id, given),
                "This cohort writes on that wall from now on.",
            )


def _do(act: Callable[[Work], None], said: str) -> None:
    try:
        with wiring.writing() as work:
            act(work)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.leave("settings.said", said)
    st.rerun()
