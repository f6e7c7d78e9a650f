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
    run_id = st.query_params.get("run", "")
    with layout.page("take_part", width=460):
        if not run_id:
            layout.html(
                '<h1>Workshop</h1><p class="gs-lead">While a workshop of your cohort is open, it '
                'stands on your first page. With a code you can <a href="/join">join by it</a>.</p>'
            )
            return
        try:
            with wiring.reading() as work:
                found = joinable.find(work, viewer, run_id)
        except GoldseamError as error:
            layout.html("<h1>Not here</h1>")
            gate.say(error)
            return
        seat_door.mount(found)


draw()
