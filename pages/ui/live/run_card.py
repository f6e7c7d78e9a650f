"""One run in the list of its hosts: when it is, its links, who leads it, who has a place."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.workshop import hosting, register
from course.workshop.hosting import HostName
from course.workshop.register import Line, Register
from course.workshop.running import Run
from course.workshop.state import Status
from pages.ui import days, gate, layout, tab_state, wiring
from pages.ui.live import commanding, replan

STANDING = {Status.PLANNED: "Planned", Status.LIVE: "Under way", Status.ENDED: "Ended"}


def draw(viewer: Viewer, run: Run) -> None:
    """The card."""
    with st.container(key=f"card_run_{run.id}", gap="small"):
        head(run)
        if run.state.status is not Status.ENDED:
            st.page_link(
                "run_workshop.py",
                label="Open the console",
                icon=":material/arrow_forward:",
                icon_position="right",
                query_params={"run": run.id},
                width="stretch",
            )
        layout.html(f'<p class="gs-live-links">{_links(run)}</p>')
        if run.state.status is Status.PLANNED:
            replan.draw(run)
        opened = st.expander("Register and hosts", key=f"open_{run.id}", on_change="rerun")
        if opened.open:
            with opened:
                _inside(viewer, run)


def head(run: Run) -> None:
    """What it is, when, and how it stands."""
    rehearsal = ", a rehearsal" if run.rehearsal else ""
    layout.html(
        f'<h3 class="gs-h3">{layout.literal(run.title)}</h3>'
        f'<p class="gs-p gs-muted">{_when(run)}. {_standing(run)}{rehearsal}.</p>'
    )


def _standing(run: Run) -> str:
    return "Cancelled" if run.state.cancelled else STANDING[run.state.status]


def _when(run: Run) -> str:
    begins = run.starts_at.astimezone(ZoneInfo(run.time_zone))
    hours = f"{_clock(begins)} to {_clock(run.ends_at.astimezone(ZoneInfo(run.time_zone)))}"
    return f"{days.long(begins.date())}, {hours} ({escape(run.time_zone)})"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _links(run: Run) -> str:
    home = f"/workshops/{run.id}"
    links = [("Public page", home), ("Calendar file", f"{home}/calendar.ics")]
    if run.rehearsal:
        links = []  # nobody else is told of it
    elif run.state.cancelled:
        links = links[:1]
    elif run.state.status is Status.ENDED:
        links = [
            ("Report", f"{home}/report.pdf"),
            ("Report as CSV", f"{home}/report.csv"),
            ("Attendance slips", f"{home}/slips.pdf"),
        ]
    links.append(("Print pack", f"/workshop-plans/{run.plan.id}/pack.pdf"))
    title = layout.literal(run.title)
    return " ".join(
        f'<a href="{address}" aria-label="{label}: {title}">{label}</a>' for label, address in links
    )


def _inside(viewer: Viewer, run: Run) -> None:
    said = tab_state.take(commanding.SAID)
    if isinstance(said, str):
        layout.note("bad", said)
    try:
        with wiring.reading() as work:
            found = register.people(work, viewer, run.id)
            leading = hosting.hosts(work, viewer, run.id)
    except GoldseamError as error:
        gate.say(error)
        return
    _register(run.id, found)
    if run.state.status is not Status.ENDED:
        _hosts(run.id, leading)


def _register(run_id: str, found: Register) -> None:
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
        _ticked(run_id, line)
    if found.waiting:
        names = ", ".join(layout.literal(line.name) for line in found.waiting)
        layout.html(f'<p class="gs-p">Waiting, in turn: {names}</p>')
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


def _ticked(run_id: str, line: Line) -> None:
    with st.container(
        key=f"came_{line.id}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        key = f"tick_{line.id}"
        name = layout.as_label(line.name)
        st.checkbox(name, value=line.came, key=key, on_change=_tick, args=(run_id, line))
        if line.needs:
            layout.html(f'<p class="gs-p gs-small">{layout.literal(line.needs)}</p>')
        st.button(
            "Remove",
            key=f"unbook_{line.id}",
            on_click=commanding.do,
            args=(run_id, _off(run_id, line)),
        )


def _tick(run_id: str, line: Line) -> None:
    commanding.act(
        run_id,
        lambda work, viewer: register.tick(work, viewer, run_id, line.id, came=not line.came),
    )


def _off(run_id: str, line: Line) -> commanding.Doing:
    return lambda work, viewer: register.remove(work, viewer, run_id, line.id)


def _hosts(run_id: str, leading: tuple[HostName, ...]) -> None:
    layout.html('<h4 class="gs-h4">Who leads it</h4>')
    for host in leading:
        with st.container(
            key=f"host_{run_id}_{host.account_id}",
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            layout.html(f'<p class="gs-p">{layout.literal(host.name)}</p>')
            if len(leading) > 1:
                st.button(
                    "Let them lead it no more",
                    key=f"unhost_{run_id}_{host.account_id}",
                    on_click=commanding.do,
                    args=(run_id, _unhost(run_id, host.account_id)),
                )
    with st.form(f"host_{run_id}", border=False, clear_on_submit=True):
        email = st.text_input("Another instructor’s mail address", max_chars=254)
        if st.form_submit_button("Let them lead it too") and email:
            commanding.act(
                run_id, lambda work, viewer: hosting.invite_host(work, viewer, run_id, email)
            )
            st.rerun()


def _unhost(run_id: str, account_id: str) -> commanding.Doing:
    return lambda work, viewer: hosting.remove_host(work, viewer, run_id, account_id)
