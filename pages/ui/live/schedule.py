"""Scheduling a workshop, or starting one now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from course.access import Role, Viewer
from course.cohort.planning import time_zones
from course.errors import BadInput, GoldseamError
from course.workshop import announced, runs
from course.workshop.plans import Offered
from pages.ui import days, gate, layout, tab_state, wiring

STARTED, PLANNED, SAID = "workshop.started", "workshop.planned", "workshop.said"
TWICE = "That one is planned already. Change something, such as the day, to plan another."
GUESTS = "Guests"
MOST_SEATS = 1000


@dataclass(frozen=True)
class Chosen:
    """What was entered."""

    plan: Offered
    title: str
    cohort_id: str | None
    for_guests: bool
    day: date
    at: time
    zone: str
    minutes: int
    capacity: int


def draw(viewer: Viewer, offered: Sequence[Offered]) -> None:
    """The fields and two buttons."""
    sub = "Nothing is recorded. Who may come is set here; the public page says the rest."
    with layout.section("Lead one", sub), st.container(key="card_schedule", gap="medium"):
        chosen = _fields(viewer, offered)
        with st.container(horizontal=True, gap="small"):
            scheduled = st.button("Schedule it", type="primary")
            now = st.button("Start now")
            rehearse = st.button(
                "Rehearse it", help="A run that nobody else sees and nothing counts."
            )
        _planned()
    if scheduled and tab_state.kept(PLANNED) == chosen:
        gate.say(BadInput(TWICE))
    elif scheduled:
        zone = ZoneInfo(chosen.zone)
        _make(viewer, chosen, datetime.combine(chosen.day, chosen.at, zone))
    elif now or rehearse:
        _make(viewer, chosen, wiring.installation().clock.now(), goes_on=True, rehearsal=rehearse)


def _fields(viewer: Viewer, offered: Sequence[Offered]) -> Chosen:
    by_id = {one.id: one for one in offered}
    plan = by_id[
        st.selectbox("Plan", list(by_id), format_func=lambda i: _named(by_id[i]), key="plan")
    ]
    title = st.text_input("Title", max_chars=runs.TITLE_LONGEST, placeholder=plan.title)
    cohorts = {b.cohort_id: b.cohort_name for b in viewer.cohorts_as(Role.INSTRUCTOR)}
    cohort_id, for_guests = _whom(cohorts)
    today = wiring.installation().clock.now().date()
    left, right = st.columns(2, gap="medium")
    with left:
        day = st.date_input("Day", today + timedelta(days=7), format=days.FORMAT)
        zones = sorted(time_zones())
        here = st.context.timezone if st.context.timezone in zones else "Europe/London"
        zone = st.selectbox("Time zone", zones, index=zones.index(str(here)))
    with right:
        at = st.time_input("Begins at", time(18, 0), step=900)
        minutes = int(st.number_input("Minutes", 5, 720, plan.minutes, key=f"minutes.{plan.id}"))
    capacity = int(st.number_input("Places", 2, MOST_SEATS, plan.largest, key=f"places.{plan.id}"))
    if capacity > plan.largest:
        layout.html(
            f'<p class="gs-p gs-small gs-muted">The plan is made for at most {plan.largest}.</p>'
        )
    return Chosen(plan, title, cohort_id, for_guests, day, at, zone, minutes, capacity)


def _named(plan: Offered) -> str:
    return f"{plan.title} ({plan.minutes} min)"


def _whom(cohorts: Mapping[str, str]) -> tuple[str | None, bool]:
    choices = [*cohorts, GUESTS]
    whom = st.selectbox(
        "For", choices, format_func=lambda i: cohorts.get(i, "Guests only, without a cohort")
    )
    if whom == GUESTS:
        return None, True
    return whom, st.checkbox("Guests may come as well", key="guests_too")


def _make(
    viewer: Viewer,
    chosen: Chosen,
    starts_at: datetime,
    *,
    goes_on: bool = False,
    rehearsal: bool = False,
) -> None:
    try:
        with wiring.writing() as work:
            run_id = runs.make(
                work,
                viewer,
                chosen.cohort_id,
                chosen.plan.id,
                chosen.title,
                starts_at,
                chosen.minutes,
                chosen.zone,
                chosen.capacity,
                chosen.for_guests or rehearsal,  # simulated people have no account
                rehearsal=rehearsal,
            )
    except GoldseamError as error:
        gate.say(error)
        return
    if goes_on:
        tab_state.leave(STARTED, run_id)
    else:
        tab_state.keep(PLANNED, chosen)  # a double click plans one
        tab_state.leave(SAID, (chosen.title or chosen.plan.title, run_id))
    st.rerun()


def _planned() -> None:
    """What came of the last click, where the eye still is: the list stands further up."""
    said = tab_state.take(SAID)
    if isinstance(said, tuple):
        title, run_id = said
        address = announced.address(wiring.installation().settings, run_id)
        layout.note(
            "tip",
            f"“{title}” is planned, and stands above. People book on its public page: {address}",
        )
