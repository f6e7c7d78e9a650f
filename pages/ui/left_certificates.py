"""Certificates that others can check, of cohorts somebody has left: still theirs to turn off."""

from __future__ import annotations

import streamlit as st

from course.access import Role, Viewer
from course.errors import GoldseamError
from course.study import certificate
from pages.ui import layout, wiring

SUB = "Of cohorts you have left. Turning one off takes its page away and revokes its badge."


def draw(viewer: Viewer) -> None:
    """Nothing where there are none."""
    present = {one.cohort_id for one in viewer.cohorts_as(Role.LEARNER)}
    with wiring.reading() as work:
        every = certificate.public(work, viewer)
        settings = work.settings
    left = [one for one in every if one.cohort_id not in present]
    if not left:
        return
    with layout.section("Certificates others can check", SUB):
        for one in left:
            st.code(certificate.url_of(settings, one.code), language=None, wrap_lines=True)
            st.button(
                "Turn it off for good",
                key=f"off_{one.place}",
                on_click=_off,
                args=(viewer, one.cohort_id),
            )


def _off(viewer: Viewer, cohort_id: str) -> None:
    try:
        with wiring.writing() as work:
            certificate.turn_off(work, viewer, cohort_id)
    except GoldseamError:
        return  # it was off already, which is what was asked
