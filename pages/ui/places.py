"""Where a cohort works: the choice of the place whose law and duties its lessons speak of."""

from __future__ import annotations

import streamlit as st

from pages.ui import wiring

ELSEWHERE = "Somewhere else, or in several places"
HELP = (
    "Lessons say what the law or a professional body asks only where it holds. Elsewhere they say "
    "what to look up."
)


def field(now: str | None = None) -> str | None:
    """The place chosen, by its id in course.yml; None for anywhere else."""
    names = {place.id: place.name for place in wiring.installation().catalogue.course.places}
    offered: list[str | None] = [None, *names]
    return st.selectbox(
        "Where the cohort works",
        offered,
        index=offered.index(now) if now in offered else 0,
        format_func=lambda place: ELSEWHERE if place is None else names[place],
        help=HELP,
    )
