"""Live workshops: those to come and those held, scheduling one, and the plans there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import streamlit as st

from course.access import Permit, Viewer
from course.errors import GoldseamError
from course.workshop import hosting, plans, register, runs
from course.workshop.plans import Offered
from course.workshop.register import Register
from course.workshop.running import Run
from course.workshop.state import Status
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.live import commanding, run_card, schedule

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.TEACHER)
    started = tab_state.take(schedule.STARTED)
    if isinstance(started, str):
        st.switch_page("run_workshop.py", query_params={"run": started})
    with layout.page("plan_workshops", width=860, gap="large"):
        layout.html(
            '<h1>Workshops</h1><p class="gs-lead">You lead one from a plan. People take part on '
            "their phones, without an account, or on paper.</p>"
        )
        _reachable()
        try:
            with wiring.reading() as work:
                mine = runs.mine(work, viewer)
                left = hosting.without_host(work, viewer)
                offered = plans.offered(work, viewer)
                booked = {
                    one.id: register.people(work, viewer, one.id)
                    for one in mine
                    if one.state.status is not Status.ENDED and not one.rehearsal
                }
        except GoldseamError as error:
            gate.say(error)
            return
        _left(left)
        _mine(viewer, mine, booked)
        schedule.draw(viewer, offered)
        _plans(offered)


def _reachable() -> None:
    address = wiring.installation().settings.room_url
    if urlsplit(address).hostname in LOOPBACK:
        layout.note(
            "gold",
            f"Phones can’t reach {address}, which is this machine’s name for itself. Set "
            "GOLDSEAM_URL, or GOLDSEAM_ROOM_URL for one room, to an address that phones can open.",
        )


def _left(left: tuple[Run, ...]) -> None:
    """Runs of one's cohorts that nobody leads, if there are any."""
    if not left:
        return
    sub = "Whoever was to lead these teaches here no more. You can."
    with layout.section("Without a host", sub):
        for run in left:
            with st.container(key=f"card_left_{run.id}", gap="small"):
                run_card.head(run)
                st.button(
                    "Lead it",
                    key=f"lead_{run.id}",
                    on_click=commanding.do,
                    args=(run.id, _taking_over(run)),
                )


def _taking_over(run: Run) -> commanding.Doing:
    return lambda work, viewer: hosting.take_over(work, viewer, run.cohort_id or "", run.id)


def _mine(viewer: Viewer, mine: tuple[Run, ...], booked: Mapping[str, Register]) -> None:
    coming = sorted((r for r in mine if r.state.status is not Status.ENDED), key=_begins)
    held = [run for run in mine if run.state.status is Status.ENDED]
    with layout.section("Yours to lead"):
        if not coming:
            layout.html(
                '<p class="gs-p gs-muted">None is planned. You can schedule one below, or '
                "start one now.</p>"
            )
        for run in coming:
            run_card.draw(viewer, run, booked.get(run.id))
    if held:
        with layout.section("Over"):
            for run in held:
                run_card.draw(viewer, run)


def _begins(run: Run) -> datetime:
    return run.starts_at.astimezone(ZoneInfo("UTC"))


def _plans(offered: tuple[Offered, ...]) -> None:
    sub = "A pack holds the run-sheet, every card to cut, the sheets to fill in and the rubric."
    with layout.section("The plans", sub), st.container(key="card_plans"):
        rows = "".join(
            f'<li><b>{layout.literal(one.title)}</b><span class="gs-muted">, {one.minutes} '
            f"minutes, {one.smallest} to {one.largest} people</span><br>"
            f"{layout.literal(one.summary)} "
            f'<a href="/workshop-plans/{one.id}/pack.pdf" download '
            f'aria-label="Print pack of {layout.literal(one.title)}">Print pack</a></li>'
            for one in offered
        )
        layout.html(f'<ul class="gs-live-plans">{rows}</ul>')


draw()
