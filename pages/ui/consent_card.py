"""What joining means, shown once more to a learner when its text is not the one they agreed to."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Role, Viewer
from course.errors import GoldseamError
from course.own import agreements
from course.own.agreements import Asked
from pages.ui import gate, layout, tab_state, wiring


def draw(viewer: Viewer | None) -> None:
    """The card, at the head of whatever page a visit begins with; asked once a visit."""
    if viewer is None or not viewer.cohorts_as(Role.LEARNER) or tab_state.consent_is_settled():
        return
    try:
        with wiring.reading() as work:
            asked = agreements.due(work, viewer)
    except GoldseamError:
        return  # signed out meanwhile: the page itself says so
    if asked is None:
        tab_state.settle_consent()
        return
    with layout.page("consent", width=740), st.container(key="card_consent", gap="small"):
        _card(viewer, asked)


def _card(viewer: Viewer, asked: Asked) -> None:
    changed = asked.changed or "This is what it says now. It may differ from what you agreed to."
    layout.html(
        f'<h2>{escape(asked.title)}</h2><p class="gs-muted gs-p">{escape(changed)}</p>'
        f"{points(asked)}"
        '<p class="gs-small gs-muted gs-p">If you don’t agree, you can leave or erase yourself on '
        '<a href="/my-data">My data</a>. Until you choose, everything stays as it is.</p>'
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("I agree", key="consent_yes"):
            try:
                with wiring.writing() as work:
                    agreements.agree(work, viewer, asked.fingerprint)
            except GoldseamError as error:
                gate.say(error)
                return
            tab_state.settle_consent()
            st.rerun()
        if st.button("Later", type="tertiary", key="consent_later"):
            tab_state.settle_consent()
            st.rerun()


def points(asked: Asked) -> str:
    """The text's points as a list."""
    listed = "".join(f"<li>{escape(point)}</li>" for point in asked.points)
    return f'<ul class="gs-list">{listed}</ul>'
