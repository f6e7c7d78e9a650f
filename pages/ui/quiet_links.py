"""The quiet lines of a learner's home: what has come back, and where their own things are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.study.returning import Waiting
from course.workshop.joinable import Joinable
from pages.ui import layout

COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def due(waiting: Waiting) -> None:
    """One line while something is there to practise again, and nothing otherwise."""
    if waiting.count:
        with st.container(key="quiet_back"):
            _link("practise_again.py", f"**Back for practice.** {how_much(waiting)}")


def live(open_now: Sequence[Joinable]) -> None:
    """A line for each workshop of the cohort that is open now, and nothing otherwise."""
    for run in open_now:
        with st.container(key=f"quiet_live_{run.run_id}"):
            _link(
                "take_part.py",
                f"**A workshop is open.** {layout.as_label(run.title)}",
                {"run": run.run_id},
            )


def draw(waiting: Waiting) -> None:
    """Where a learner's own things are."""
    with st.container(key="quiet_written", gap="xsmall"):
        _link("reflect.py", "**Your reflections.** All you have written, in one place")
        if waiting.ever and not waiting.count:
            _link("practise_again.py", "**Practise again.** What comes back, and what you let go")
        _link("see_growth.py", "**Your growth.** How you rate yourself, then and now")
        _link("take_away.py", "**Take away.** Your repair card, your next steps, who to tell")
        _link("finish.py", "**The end of the course.** A record, a certificate, a talk to prepare")


def _link(page: str, label: str, query: dict[str, str] | None = None) -> None:
    st.page_link(
        page,
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        width="stretch",
        query_params=query,
    )


def how_much(waiting: Waiting) -> str:
    """How much is there to practise again, and about how long it takes."""
    things = "thing" if waiting.count == 1 else "things"
    minutes = "minute" if waiting.minutes == 1 else "minutes"
    return f"{COUNTED[waiting.count]} {things}, about {waiting.minutes} {minutes}"
