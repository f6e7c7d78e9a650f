"""The lessons of the course as numbered rows, each saying how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from course.study.progress import LessonCard, State
from pages.ui import layout

_PLAIN = re.compile(r"([\\`*_\[\]:$#<>~|])")  # what Markdown would take for its own
# A row is one element: the stylesheet draws the number as a disc, by how it is emphasised, and
# sets how the lesson stands in small type below its title.
DISCS = {State.MENDED: "***{}***", State.PART_WAY: "**:orange[{}]**"}


def draw(cards: Sequence[LessonCard], count: int) -> None:
    """One row a lesson; those that are open lead into it. ``count`` is how many there will be."""
    with st.container(key="lessons", gap=None):
        for card in cards:
            _row(card)
    left = in_preparation([card.number for card in cards], count)
    if left:
        layout.html(f'<p class="gs-muted gs-p gs-coming">{left}</p>')


def _row(card: LessonCard) -> None:
    if card.is_open:
        disc = DISCS.get(card.state, "**{}**").format(card.number)
        title = _PLAIN.sub(r"\\\1", card.title)
        st.page_link(
            "take_lesson.py",
            label=f"{disc} {title} *{standing(card)}*",
            query_params={"lesson": card.id},
            width="stretch",
        )
    else:
        layout.html(
            f'<p class="gs-row-title"><strong>{card.number}</strong> {escape(card.title)} '
            f"<em>{escape(standing(card))}</em></p>"
        )


def standing(card: LessonCard) -> str:
    """How a lesson stands, in a few words."""
    match card.state:
        case State.MENDED:
            return "Mended"
        case State.PART_WAY:
            return f"Part-way: step {card.step_number} of {card.step_count}"
        case State.CLOSED:
            return f"Opens {day(card.opens_on)}"
        case State.OPEN:
            return f"{card.minutes} minutes"


def in_preparation(numbers: Sequence[int], count: int) -> str:
    """A calm line about those of ``count`` lessons that are not there; empty when all are."""
    missing = [n for n in range(1, count + 1) if n not in numbers]
    if not missing:
        return ""
    if len(missing) == 1:
        return f"Lesson {missing[0]} is in preparation."
    if missing[-1] - missing[0] == len(missing) - 1:
        return f"Lessons {missing[0]} to {missing[-1]} are in preparation."
    named = ", ".join(map(str, missing[:-1]))
    return f"Lessons {named} and {missing[-1]} are in preparation."


def day(when: date) -> str:
    """A day as people say it: 14 September."""
    return f"{when.day} {when:%B}"
