"""The last few repairs as small bowls, and one calm sentence on the quietest skill."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.authoring.schema import Skill
from course.study.growth import Quiet, Recent
from pages.ui import bowls, layout, lesson_rows
from pages.ui.bowls import Cell
from pages.ui.exercises.written import short_day

CAPTION = "How you rated your last repairs, skill by skill"


def draw(recent: Recent, skills: Sequence[Skill]) -> None:
    """Nothing before the first rated repair; then the bowls and the way to all of them."""
    if not recent.repairs:
        return
    with layout.section(title(len(recent.repairs))):
        with st.container(key="card_history", gap="small"):
            layout.html(table(recent, skills) + bowls.key())
        if recent.quiet is not None:
            layout.html(f'<p class="gs-p">{escape(quiet(recent.quiet, skills))}</p>')
        st.page_link(
            "see_growth.py",
            label="Your ratings over time",
            icon=":material/arrow_forward:",
            icon_position="right",
        )


def title(number: int) -> str:
    """The heading over so many repairs."""
    return (
        "Your last repair"
        if number == 1
        else f"Your last {('two', 'three', 'four', 'five')[number - 2]} repairs"
    )


def table(recent: Recent, skills: Sequence[Skill]) -> str:
    """Skills down, repairs across, a dash where a repair did not ask for a skill."""
    rows = [
        (skill.name, [Cell(one.ratings.get(skill.id)) for one in recent.repairs])
        for skill in skills
    ]
    return bowls.table(CAPTION, [short_day(one.at) for one in recent.repairs], rows)


def quiet(found: Quiet, skills: Sequence[Skill]) -> str:
    """Which skill is quietest, and where it is trained."""
    name = next((skill.name for skill in skills if skill.id == found.skill), found.skill)
    said = f"“{name}” is your quietest skill so far."
    if found.lesson_id is None:
        return said
    if found.opens_on is not None:
        opens = lesson_rows.day(found.opens_on)
        return f"{said} Lesson {found.lesson_number}, which opens {opens}, is about it."
    return f"{said} Lesson {found.lesson_number} is about it."
