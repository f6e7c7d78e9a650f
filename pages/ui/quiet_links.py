"""The quiet lines of a learner's home: what has come back, and where their own things are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.study.returning import Waiting
from course.workshop.joinable import Joinable
from pages.ui import layout
from pages.ui.links import link

COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def due(waiting: Waiting) -> None:
    """One line while something is there to practise again, and nothing otherwise."""
    if waiting.count:
        with st.container(key="quiet_back"):
            layout.html(_line("again", "Back for practice.", how_much(waiting)))


def live(open_now: Sequence[Joinable]) -> None:
    """A line for each workshop of the cohort that is open now, and nothing otherwise."""
    for run in open_now:
        with st.container(key=f"quiet_live_{run.run_id}"):
            title = layout.literal(run.title)
            layout.html(_line("take-part", "A workshop is open.", title, run=run.run_id))


def draw(waiting: Waiting) -> None:
    """Where a learner's own things are."""
    lines = [_line("reflections", "Your reflections.", "All you have written, in one place")]
    if waiting.ever and not waiting.count:
        lines.append(_line("again", "Practise again.", "What comes back, and what you let go"))
    lines += [
        _line("growth", "Your growth.", "How you rate yourself, then and now"),
        _line("take-away", "Take away.", "Your repair card, your next steps, who to tell"),
        _line("finish", "The end of the course.", "A record, a certificate, a talk to prepare"),
    ]
    with st.container(key="quiet_written"):
        layout.html("".join(lines))


def _line(path: str, what: str, more: str, **query: str) -> str:
    """One line that leads to a page; ``more`` is trusted markup."""
    arrow = '<span class="gs-icon" aria-hidden="true">arrow_forward</span>'
    said = f"<span><strong>{what}</strong> {more}</span>{arrow}"
    return link(path, said, look="gs-line", **query)


def how_much(waiting: Waiting) -> str:
    """How much is there to practise again, and about how long it takes."""
    things = "thing" if waiting.count == 1 else "things"
    minutes = "minute" if waiting.minutes == 1 else "minutes"
    return f"{COUNTED[waiting.count]} {things}, about {waiting.minutes} {minutes}"
