"""What a learner took from workshops into their reflections."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Viewer
from course.study.record import day
from course.workshop import takeaways
from course.workshop.takeaways import Copy
from pages.ui import layout, tab_state, wiring

QUESTION = "Delete what you took from this workshop? It can't be brought back."


def draw(viewer: Viewer, cohort_id: str, copies: tuple[Copy, ...]) -> None:
    """Each card with its words, and a way to delete it; nothing where there is none."""
    if copies:
        layout.html("<h2>From workshops</h2>")
    for copy in copies:
        _one(viewer, cohort_id, copy)


def _one(viewer: Viewer, cohort_id: str, copy: Copy) -> None:
    place = copy.name.replace("/", "_")
    with st.container(key=f"card_written_{place}", gap="small"):
        parts = ((copy.asks, copy.commitment), ("My notes", copy.notes))
        texts = "".join(
            f'<p class="gs-small gs-muted gs-p">{escape(label)}</p>'
            f'<p class="gs-words">{layout.literal(text)}</p>'
            for label, text in parts
            if text
        )
        layout.html(
            f'<p class="gs-eyebrow">{escape(day(copy.on))}</p>'
            f'<h3 class="gs-h3">{layout.literal(copy.title)}</h3>{texts}'
        )
        if not tab_state.asked_to_remove(place):
            if st.button("Delete", type="tertiary", key=f"delete.{place}"):
                tab_state.ask_to_remove(place, "all")
                st.rerun()
            return
        layout.note("gold", QUESTION)
        with st.container(horizontal=True, gap="small"):
            if st.button("Delete it", key=f"yes.{place}"):
                tab_state.ask_to_remove(place, "")
                with wiring.writing() as work:
                    takeaways.delete(work, viewer, cohort_id, copy.name)
                st.rerun()
            if st.button("Keep it", type="tertiary", key=f"no.{place}"):
                tab_state.ask_to_remove(place, "")
                st.rerun()
