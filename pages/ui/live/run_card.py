"""One run in the list of its hosts: when it is, its links, who leads it, who has a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.workshop import hosting, register
from course.workshop.hosting import HostName
from course.workshop.register import Register
from course.workshop.running import Run
from course.workshop.state import Status
from pages.ui import days, gate, layout, tab_state, wiring
from pages.ui.live import commanding, register_view, replan

STANDING = {Status.PLANNED: "Planned", Status.LIVE: "Under way", Status.ENDED: "Ended"}


def draw(viewer: Viewer, run: Run, found: Register | None = None) -> None:
    """The card; ``found`` is the register of a run to come."""
    with st.container(key=f"card_run_{run.id}", gap="small"):
        head(run)
        if found is not None:
            names = {one.cohort_id: one.cohort_name for one in viewer.belongs}
            layout.html(f'<p class="gs-p gs-muted">{whom(run, names)} {filled(found)}</p>')
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
        replan.say(run.id)
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
        f'<p class="gs-p gs-muted">{when(run)}. {_standing(run)}{rehearsal}.</p>'
    )


def whom(run: Run, names: Mapping[str, str]) -> str:
    """Who may come, in a sentence as markup; ``names`` are those of the host's cohorts."""
    if run.cohort_id is None:
        return "For guests."
    cohort = layout.literal(names.get(run.cohort_id, "a cohort"))
    return f"For {cohort} and guests." if run.for_guests else f"For {cohort} only."


def filled(found: Register) -> str:
    """How many places are taken, and how many people wait for one."""
    taken, waiting = len(found.people), len(found.waiting)
    said = f"{taken:,} of {found.run.capacity:,} places booked"
    if not waiting:
        return f"{said}."
    return f"{said}, {'1 person waits' if waiting == 1 else f'{waiting:,} people wait'}."


def _standing(run: Run) -> str:
    return "Cancelled" if run.state.cancelled else STANDING[run.state.status]


def when(run: Run) -> str:
    """The day and the hours of a run, with its zone, as markup."""
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
    register_view.draw(run.id, found)
    if run.state.status is not Status.ENDED:
        _hosts(run.id, leading)


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
