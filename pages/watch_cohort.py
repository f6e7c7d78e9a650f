"""The instructor's overview of a cohort: what is published, and nothing behind it."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role
from course.cohort import overview, reading, trainers
from course.errors import GoldseamError
from pages.ui import gate, layout, overview_facts, overview_ready, overview_view, wiring


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
                lessons = trainers.ready(work, viewer, cohort_id)
                said = reading.read(seen, work.catalogue)
        except GoldseamError as error:
            gate.say(error)
            return
        head.html(overview_facts.heading(seen.cohort_name, overview_facts.lead(seen)))
        overview_view.draw(seen, said, lambda: overview_ready.draw(cohort_id, said.leads, lessons))
        links = [
            f'<a href="/overview/{seen.cohort_id}.pdf">One page as PDF, for a committee</a>',
            f'<a href="/overview/{seen.cohort_id}.csv">All figures as CSV</a>',
        ]
        if len(viewer.cohorts_as(Role.INSTRUCTOR)) > 1:
            links.append('<a href="/cohorts">Your cohorts side by side</a>')
        layout.html(f'<p class="gs-p gs-links">{"".join(links)}</p>')


draw()
