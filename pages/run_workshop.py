"""The console of a live workshop, for its hosts."""

from __future__ import annotations

import streamlit as st

from course.access import Permit
from pages.ui import gate, layout
from pages.ui.live import console


def draw() -> None:
    """The whole page."""
    gate.require(Permit.TEACHER)
    with layout.page("run_workshop", width=1140, gap="large"):
        console.draw(st.query_params.get("run", ""))


draw()
