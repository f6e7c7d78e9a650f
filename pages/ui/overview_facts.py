"""The head of an overview: its title, the facts, and what is said while there is nothing."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from course.cohort.figures import Overview
from course.cohort.overview import JoinedByLink
from pages.ui import layout


def heading(title: str, below: str) -> str:
    """The page's title and the line under it, as markup; both texts are escaped."""
    return f'<h1>{escape(title)}</h1><p class="gs-lead">{escape(below)}</p>'


def lead(seen: Overview) -> str:
    """The line under the cohort's name."""
    return (
        f"{say_day(seen.starts_on)} to {say_day(seen.ends_on)}. "
        "You see groups here, never one person."
    )


def empty_sentence(seen: Overview) -> str:
    """What is said while nothing at all is published."""
    if seen.counted is None:
        return (
            f"Nothing is published yet. On {say_day(seen.freeze_on)} the roster is fixed: whoever "
            "has joined by then is counted, and the dates on which figures come are set."
        )
    if seen.next_tick is None:
        return "Nothing is published for this cohort, and no further figures come."
    return f"Nothing is published yet. The first figures can come on {say_day(seen.next_tick)}."


def pool_sentence(seen: Overview) -> str:
    """Which cohorts are published together."""
    names = ", ".join(seen.pool[:-1]) + f" and {seen.pool[-1]}"
    return (
        f"{names} are published together: figures are about all of them, and none of them is "
        "ever published alone."
    )


def joined_sentence(joined: JoinedByLink) -> str:
    """How many could have been made up by the instructor, in words."""
    several = joined.by_link and joined.joined > 1
    if not joined.by_link:
        who = "No learner"
    elif not several:
        who = "The one learner"
    elif joined.by_link == joined.joined:
        who = f"All {joined.joined} learners"
    else:
        who = f"{joined.by_link} of the {joined.joined} learners"
    return (
        f"{who} who {'have' if several else 'has'} joined came by a link that your instructor "
        "could have opened. Someone who opened such a link would know what was answered under it."
    )


def say_day(day: date) -> str:
    """A date in words, such as "9 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def draw(seen: Overview) -> None:
    """How many count, and when figures come."""
    if seen.pool:
        layout.note("tip", pool_sentence(seen))
    fixed = seen.counted is not None
    with st.container(horizontal=True, key="kpis"):
        st.metric("Learners counted", str(seen.counted) if fixed else "Not fixed yet")
        if not fixed:
            st.metric("Roster is fixed on", say_day(seen.freeze_on))
        else:
            day = "No more to come" if seen.next_tick is None else say_day(seen.next_tick)
            st.metric("Next figures", day)
    if not seen.has_figures:
        layout.note("tip", empty_sentence(seen))
