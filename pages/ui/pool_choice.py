"""Choosing which cohorts are published together, before any of their rosters is fixed."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from course.access import Role, Viewer
from course.cohort import making, overview, pools
from course.cohort.planning import CohortView
from course.errors import GoldseamError
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.overview_facts import pool_sentence

WHAT = (
    "Small cohorts with the same time zone, first day, weeks and freeze date can be published "
    "together. Their learners are counted as one group, so that more can be said, and none of "
    "the cohorts is ever published alone. It can be changed until the freeze."
)
NO_OTHER = "You instruct no other cohort with these dates."


def draw(viewer: Viewer, cohort: CohortView) -> None:
    """The choice, or what was chosen once it is fixed."""
    with wiring.reading() as work:
        seen = overview.cohort(work, viewer, cohort.id)
        together = set(pools.together(work, viewer, cohort.id)) - {cohort.id}
        mine = [
            making.shown(work, viewer, one.cohort_id) for one in viewer.cohorts_as(Role.INSTRUCTOR)
        ]
    today = cohort.today(wiring.installation().clock.now())
    fixed = cohort.roster_size is not None or today >= cohort.freeze_on
    if fixed and not seen.pool:
        return
    with layout.section("Published together", "" if fixed else WHAT):
        if seen.pool:
            layout.note("tip", pool_sentence(seen))
        if not fixed:
            _choose(
                viewer, cohort, {one.id: one.name for one in mine if _suits(one, cohort)}, together
            )


def _suits(other: CohortView, cohort: CohortView) -> bool:
    dates = [(one.time_zone, one.starts_on, one.weeks, one.freeze_on) for one in (other, cohort)]
    return other.id != cohort.id and other.roster_size is None and dates[0] == dates[1]


def _choose(
    viewer: Viewer, cohort: CohortView, others: Mapping[str, str], together: set[str]
) -> None:
    if not others:
        layout.html(f'<p class="gs-p gs-muted">{NO_OTHER}</p>')
        return
    with st.form("pool", border=False):
        chosen = [
            one
            for one, name in others.items()
            if st.checkbox(layout.as_label(name), one in together, key=f"pool.{one}")
        ]
        if not st.form_submit_button("Save what is published together"):
            return
        try:
            with wiring.writing() as work:
                pools.declare(work, viewer, cohort.id, chosen)
        except GoldseamError as error:
            gate.say(error)
            return
    tab_state.leave(
        "settings.said",
        "These cohorts are published together."
        if chosen
        else "This cohort is published by itself.",
    )
    st.rerun()
