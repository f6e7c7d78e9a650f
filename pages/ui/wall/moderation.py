"""Looking over a batch that is out, before it stands on the wall."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.wall import moderating
from course.wall.moderating import BatchView
from course.wall.walls import About
from pages.ui import gate, layout, wiring
from pages.ui.days import long
from pages.ui.wall.piece import shared_html

SUB = (
    "A whole batch at a time, in no order. What you keep off is deleted, and nothing takes its "
    "place; its author sees that it was kept off."
)


def draw(viewer: Viewer, cohort_id: str, about: About, batches: Sequence[BatchView]) -> None:
    """Every batch nobody has looked at; one sentence when there is none."""
    with layout.section("To look at", SUB):
        for batch in batches:
            _batch(viewer, cohort_id, batch)
        if not batches:
            layout.note("tip", _nothing(about))


def _nothing(about: About) -> str:
    if about.next_tick is None:
        return "Nothing to look at, and no further batch comes."
    return (
        f"Nothing to look at. The next batch can come on {long(about.next_tick)}. Until then this "
        "page looks the same, however much waits."
    )


def _batch(viewer: Viewer, cohort_id: str, batch: BatchView) -> None:
    with st.form(f"batch_{batch.day}", border=False):
        layout.html(f'<h3 class="gs-h3">Out on {long(batch.day)}</h3>')
        off = []
        for number, text in enumerate(batch.texts, start=1):
            with st.container(key=f"card_batch_{text.id}", gap="small"):
                layout.html(shared_html(text.shared, text.to))
                if st.checkbox(f"Keep this one off the wall ({number})", key=f"off.{text.id}"):
                    off.append(text.id)
        if not st.form_submit_button("Put the rest on the wall", type="primary"):
            return
    try:
        with wiring.writing() as work:
            moderating.put_up(work, viewer, cohort_id, batch.day, off)
    except GoldseamError as error:
        gate.say(error)
        return
    st.rerun()
