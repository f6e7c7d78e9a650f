"""What an instructor finds ready whatever is published: each lesson's page, and a note to all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.cohort.leads import Lead
from course.cohort.trainers import Ready
from pages.ui import days, layout
from pages.ui.prose import plain_html

PAGE = "/for-trainers"


def draw(leads: Sequence[Lead], lessons: Sequence[Ready]) -> None:
    """Links for what is suggested; then every lesson, unfolded where nothing is."""
    by_id = {one.lesson_id: one for one in lessons}
    about = dict.fromkeys(one.lesson_id for one in leads)
    links = [
        f'<a href="{PAGE}?lesson={one}">Lesson {by_id[one].number} for trainers</a>'
        for one in about
    ]
    links.append('<a href="/notes">Write a note</a>')
    layout.html(f'<p class="gs-p gs-links">{"".join(links)}</p>')
    with st.expander("What stands ready for each lesson", expanded=not leads):
        layout.html(html(lessons))


def html(lessons: Sequence[Ready]) -> str:
    """Every lesson by the day it opens: where people get stuck, and what to do together."""
    return f'<ul class="gs-ready">{"".join(map(_item, lessons))}</ul>'


def _item(one: Ready) -> str:
    title = layout.literal(f"{one.number}. {one.title}")
    link = f'<a href="{PAGE}?lesson={one.lesson_id}">{title}</a>'
    opens = f'<span class="gs-small gs-muted">Opens {days.long(one.opens_on)}</span>'
    block = one.trainer
    if block is None:
        return f"<li><p>{link}<br>{opens}</p></li>"
    activity = layout.literal(block.activity.title)
    return (
        f"<li><p>{link}<br>{opens}</p>"
        f"<p><b>Together: {activity}</b> ({block.activity.minutes} minutes). "
        f"People get stuck here: {plain_html(block.sticking[0])}</p></li>"
    )
