"""A signed-in learner's door to a live workshop: the same screen as on any phone."""

from __future__ import annotations

import streamlit as st

from course.access import Permit
from course.errors import GoldseamError
from course.workshop import joinable
from pages.ui import gate, layout, wiring
from pages.ui.live import seat_door


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("take_part", width=460):
        try:
            with wiring.reading() as work:
                found = joinable.find(work, viewer, st.query_params.get("run", ""))
        except GoldseamError as error:
            gate.say(error)
            return
        seat_door.mount(found)


draw()
