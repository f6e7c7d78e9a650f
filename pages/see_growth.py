"""Growth: a learner's own ratings over time, and their first and latest repair side by side."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.study import growth, readers
from pages.ui import gate, growth_view, layout, wiring


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    with wiring.reading() as work:
        found = growth.mine(work, viewer, cohort_id)
        who = readers.who_can_read(work, viewer, cohort_id)
        skills = work.catalogue.rubric.skills
    with layout.page("growth", width=980, gap="medium"):
        layout.html(
            f"<h1>Growth</h1>{growth_view.LEAD}"
            f'<p class="gs-small gs-muted gs-p" role="status">{escape(who)}</p>'
        )
        if found.is_empty:
            layout.note("tip", growth_view.NOTHING)
        else:
            growth_view.draw(found, skills)
        st.page_link("practise.py", label="Practise a repair", icon=":material/arrow_forward:")


viewing = gate.require(Permit.ACCOUNT)
try:
    draw(viewing, gate.chosen_cohort(viewing, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
