"""Who may make cohorts: the owner grants it, or takes it back, by account."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from course.access import Permit, Viewer
from course.cohort import granting
from course.cohort.granting import Maker
from course.errors import GoldseamError
from pages.ui import gate, layout, people, wiring


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.OWNER)
    with layout.page("grant_making", width=740, gap="large"):
        layout.html(
            '<h1>Who may make cohorts</h1><p class="gs-lead">Whoever makes a cohort teaches it '
            "and invites its people. You, who own this installation, always may.</p>"
        )
        with wiring.reading() as work:
            accounts = granting.accounts(work, viewer)
        _makers(viewer, [a for a in accounts if a.may_make_cohorts])
        _others(viewer, [a for a in accounts if not a.may_make_cohorts])


def _makers(viewer: Viewer, makers: list[Maker]) -> None:
    with layout.section("They may"):
        for maker in makers:
            with st.container(
                key=f"row_{maker.account_id}",
                horizontal=True,
                horizontal_alignment="distribute",
                vertical_alignment="center",
            ):
                layout.html(people.who_html(maker.name, maker.email, is_owner=maker.is_owner))
                if not maker.is_owner:
                    st.button(
                        "Take it back",
                        key=f"withdraw_{maker.account_id}",
                        on_click=_change,
                        args=(granting.withdraw, viewer, maker.account_id),
                    )


def _others(viewer: Viewer, others: list[Maker]) -> None:
    sub = (
        "Everyone who has signed in here once. To grant it to somebody new, invite them to one of "
        "your cohorts as an instructor first; they appear here when they have joined."
    )
    with layout.section("Grant it", sub), st.form("grant", border=False):
        by_id = {other.account_id: other for other in others}
        chosen = st.selectbox(
            "Account",
            list(by_id),
            format_func=lambda i: people.named(by_id[i].name, by_id[i].email),
            index=None,
            placeholder="Choose a person" if by_id else "Nobody else has signed in yet",
            disabled=not by_id,
        )
        granted = st.form_submit_button("Let them make cohorts", type="primary", disabled=not by_id)
        if granted and not chosen:
            layout.note("bad", "Choose a person first.")
        if granted and chosen:
            _change(granting.grant, viewer, chosen)
            st.rerun()


def _change(operation: Callable[..., None], viewer: Viewer, account_id: str) -> None:
    try:
        with wiring.writing() as work:
            operation(work, viewer, account_id)
    except GoldseamError as error:
        gate.say(error)


draw()
