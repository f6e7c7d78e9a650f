"""The console of a live workshop, for its hosts."""

from __future__ import annotations

import streamlit as st

from course.access import Permit
from pages.ui import gate, layout
from pages.ui.live import console


def draw() -> None:
    """The whole page."""
    gate.require(Permit.TEACHER)
    run_id = st.query_params.get("run", "")
    with layout.page("run_workshop", width=1140, gap="large"):
        if run_id:
            console.draw(run_id)
            return
        layout.html(
            '<h1>Console</h1><p class="gs-lead">A workshop is led from here. Choose one first.</p>'
        )
        st.page_link("plan_workshops.py", label="Your workshops", width="stretch")


draw()
