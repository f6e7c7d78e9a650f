"""The instructor's overview of a cohort: what is published, and nothing behind it."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role
from course.cohort import overview
from course.errors import GoldseamError
from pages.ui import gate, layout, overview_view, wiring


def draw() -> None:
    """One run."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("cohort", width=1140):
        with st.container(horizontal=True, horizontal_alignment="distribute", key="cohort_head"):
            head = st.container(width="content", gap=None)
            with st.container(width=240):
                cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        try:
            with wiring.reading() as work:
                seen = overview.cohort(work, viewer, cohort_id)
        except GoldseamError as error:
            gate.say(error)
            return
        head.html(overview_view.heading(seen.cohort_name, overview_view.lead(seen)))
        overview_view.draw(seen)
        st.markdown(f"[Download the figures as CSV](/overview/{seen.cohort_id}.csv)")


draw()
