"""The register of a run, as its hosts keep it: who has a place, who waits, who came."""

from __future__ import annotations

import streamlit as st

from course.workshop import register
from course.workshop.register import Line, Register
from pages.ui import layout, tab_state
from pages.ui.live import commanding


def draw(run_id: str, found: Register) -> None:
    """The whole of it."""
    if found.run.cancelled:
        _called_off(found)
        return
    layout.html(
        '<h4 class="gs-h4">Register</h4><p class="gs-p gs-small gs-muted">Tick who came. It is '
        "kept apart from seats and answers, and nothing joins the two.</p>"
    )
    if not found.people:
        layout.html('<p class="gs-p">Nobody has booked a place yet.</p>')
    for line in found.people:
        _line(run_id, line)
    if found.waiting:
        layout.html('<p class="gs-p gs-small gs-muted">Waiting, in turn</p>')
    for line in found.waiting:
        _line(run_id, line)
    with st.form(f"add_{run_id}", border=False, clear_on_submit=True):
        name = st.text_input("Somebody who came without booking", max_chars=200)
        if st.form_submit_button("Add them") and name:
            commanding.act(run_id, lambda work, viewer: register.add(work, viewer, run_id, name))
            st.rerun()


def _called_off(found: Register) -> None:
    """Who was to come: those without an address are to be told."""
    names = ", ".join(layout.literal(line.name) for line in (*found.people, *found.waiting))
    layout.html(
        f'<h4 class="gs-h4">Register</h4><p class="gs-p">{names or "Nobody had booked."}</p>'
    )


def _line(run_id: str, line: Line) -> None:
    with st.container(
        key=f"came_{line.id}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        if line.place is None:
            name = layout.as_label(line.name)
            key = f"tick_{line.id}"
            st.checkbox(name, value=line.came, key=key, on_change=_tick, args=(run_id, line))
        else:
            layout.html(f'<p class="gs-p">{line.place}. {layout.literal(line.name)}</p>')
        if line.needs:
            layout.html(f'<p class="gs-p gs-small">{layout.literal(line.needs)}</p>')
        st.button(
            "Remove",
            key=f"unbook_{line.id}",
            on_click=tab_state.ask_to_remove,
            args=(_place(run_id), line.id),
        )
    if tab_state.asked_to_remove(_place(run_id)) == line.id:
        _asked(run_id, line)


def _place(run_id: str) -> str:
    return f"register.{run_id}"


def _asked(run_id: str, line: Line) -> None:
    """A name is one tap beside a tick, and a booking can't be brought back."""
    place = "" if line.place is not None else " Who waits first gets the place."
    layout.html(
        f'<p class="gs-p">The booking of {layout.literal(line.name)} is removed, and nobody tells '
        f"them.{place}</p>"
    )
    with st.container(horizontal=True, gap="small", key=f"unbooking_{line.id}"):
        st.button("Yes, remove it", key=f"unbook_yes_{line.id}", on_click=_off, args=(run_id, line))
        st.button(
            "No, keep it",
            key=f"unbook_no_{line.id}",
            on_click=tab_state.ask_to_remove,
            args=(_place(run_id), ""),
        )


def _tick(run_id: str, line: Line) -> None:
    commanding.act(
        run_id,
        lambda work, viewer: register.tick(work, viewer, run_id, line.id, came=not line.came),
    )


def _off(run_id: str, line: Line) -> None:
    tab_state.ask_to_remove(_place(run_id), "")
    commanding.act(run_id, lambda work, viewer: register.remove(work, viewer, run_id, line.id))
