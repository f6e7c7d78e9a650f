"""Changing a planned run, and calling it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from course.access import Viewer
from course.cohort.planning import time_zones
from course.errors import GoldseamError
from course.work import Work
from course.workshop import replanning, runs
from course.workshop.commands import Refused
from course.workshop.replanning import Told
from course.workshop.running import Run
from pages.routes import live_hub
from pages.ui import days, gate, layout, tab_state, wiring
from pages.ui.live.schedule import MOST_SEATS

Doing = Callable[[Work, Viewer | None, int], Told]


def say(run_id: str) -> None:
    """What came of the last click, also where it was the last one: a cancelled run has no fold."""
    said = tab_state.take(f"replan.said.{run_id}")
    if isinstance(said, tuple):
        layout.note(*said)


def draw(run: Run) -> None:
    """A fold with both."""
    opened = st.expander("Change or cancel", key=f"replan_{run.id}", on_change="rerun")
    if not opened.open:
        tab_state.drop(_seen(run.id))
        return
    # What stands in the fields was true of this revision, whatever another host does meanwhile.
    seen = tab_state.kept(_seen(run.id))
    if not isinstance(seen, int):
        seen = run.revision
        tab_state.keep(_seen(run.id), seen)
    with opened:
        _fields(run, seen)
        _calling_off(run)


def _seen(run_id: str) -> str:
    return f"replan.seen.{run_id}"


def _fields(run: Run, seen: int) -> None:
    begins, key = run.starts_at.astimezone(ZoneInfo(run.time_zone)), f"{run.id}.{seen}"
    zones = sorted({*time_zones(), run.time_zone})
    with st.form(f"replan.{key}", border=False):
        title = st.text_input("Title", run.title, max_chars=runs.TITLE_LONGEST, key=f"title.{key}")
        left, right = st.columns(2, gap="medium")
        with left:
            day = st.date_input("Day", begins.date(), format=days.FORMAT, key=f"day.{key}")
            at_zone = zones.index(run.time_zone)
            zone = st.selectbox("Time zone", zones, index=at_zone, key=f"zone.{key}")
        with right:
            at = st.time_input("Begins at", begins.time(), step=900, key=f"at.{key}")
            minutes = st.number_input("Minutes", 5, 720, run.minutes, key=f"minutes.{key}")
        most = max(MOST_SEATS, run.capacity)
        capacity = st.number_input("Places", 2, most, run.capacity, key=f"places.{key}")
        guests = run.for_guests
        if run.cohort_id is not None and not run.rehearsal:
            guests = st.checkbox("Guests may come as well", guests, key=f"guests.{key}")
        layout.html(
            '<p class="gs-p gs-small gs-muted">Who booked or waits gets a letter about another '
            "time, with a calendar file that moves it. Places that are new go to those who wait."
            "</p>"
        )
        if st.form_submit_button("Save the changes"):
            starts = datetime.combine(day, at, ZoneInfo(zone))
            if starts.replace(second=0) == begins.replace(second=0, microsecond=0):
                starts = run.starts_at  # what the field can't show is no other time
            given = (title, starts, int(minutes), zone, int(capacity), guests)
            _act(
                run.id,
                lambda work, viewer, at: replanning.change(work, viewer, run.id, at, *given),
                "Saved.",
            )


def _calling_off(run: Run) -> None:
    place = f"workshop.{run.id}"
    layout.html('<h4 class="gs-h4">Cancel it</h4>')
    if not tab_state.asked_to_remove(place):
        st.button(
            "Cancel this workshop",
            key=f"off_{run.id}",
            on_click=tab_state.ask_to_remove,
            args=(place, run.id),
        )
        return
    told = "Its public page says so then, and who booked or waits gets a letter. "
    said = "" if run.rehearsal else told
    layout.html(f'<p class="gs-p">{said}This can’t be taken back.</p>')
    with st.container(horizontal=True, gap="small"):
        if st.button("Yes, cancel it", key=f"off_yes_{run.id}", type="primary"):
            tab_state.ask_to_remove(place, "")
            _act(
                run.id,
                lambda work, viewer, at: replanning.cancel(work, viewer, run.id, at),
                "It is cancelled.",
            )
        st.button(
            "No, keep it",
            key=f"off_no_{run.id}",
            on_click=tab_state.ask_to_remove,
            args=(place, ""),
        )


def _act(run_id: str, operation: Doing, done: str) -> None:
    """Do it as of the revision that this tab saw; the loser of two is told, and sees what is."""
    seen = tab_state.kept(_seen(run_id))
    try:
        with wiring.writing() as work:
            told = operation(work, gate.viewer(), seen if isinstance(seen, int) else -1)
    except (runs.MovedOn, Refused) as error:
        tab_state.leave(f"replan.said.{run_id}", ("bad", error.sentence))
    except GoldseamError as error:
        layout.note("bad", error.sentence)  # what was typed stays
        return
    else:
        live_hub.nudge(run_id, told.revision)
        tab_state.leave(f"replan.said.{run_id}", ("tip", f"{done}{_letters(told)}"))
    tab_state.drop(_seen(run_id))
    st.rerun()


def _letters(told: Told) -> str:
    said = ""
    if told.letters:
        said = f" {_people(told.letters, 'gets', 'get')} a letter about it."
    if told.unwritten:
        why = "no mail can be sent from here, or they gave no address"
        said += f" {_people(told.unwritten, 'gets', 'get')} none ({why}): tell them yourself."
    return said


def _people(count: int, one: str, many: str) -> str:
    return f"1 person {one}" if count == 1 else f"{count:,} people {many}"
