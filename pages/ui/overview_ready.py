"""What an instructor finds ready whatever is published: each lesson's page, and a note to all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.cohort.leads import Lead
from course.cohort.trainers import Ready
from pages.ui import days, gate, layout
from pages.ui.prose import plain_html

PAGE = "/for-trainers"


def draw(cohort_id: str, leads: Sequence[Lead], lessons: Sequence[Ready]) -> None:
    """Links for what is suggested and the lesson that is open now; then every lesson, unfolded
    where nothing is suggested. Links name the cohort, because they open a page anew.
    """
    by_id = {one.lesson_id: one for one in lessons}
    about = dict.fromkeys(one.lesson_id for one in leads)
    links = [
        f'<a href="{_address(cohort_id, one)}">Lesson {by_id[one].number} for trainers</a>'
        for one in about
    ]
    links.append(f'<a href="/notes?{gate.COHORT}={cohort_id}">Write a note</a>')
    layout.html(f'<p class="gs-p gs-links">{"".join(links)}</p>{open_now(cohort_id, lessons)}')
    with st.expander("What stands ready for each lesson", expanded=not leads):
        layout.html(html(cohort_id, lessons))


def html(cohort_id: str, lessons: Sequence[Ready]) -> str:
    """Every lesson by the day it opens: where people get stuck, and what to do together."""
    items = (
        f"<li>{_what(cohort_id, one, f'Opens {days.long(one.opens_on)}')}</li>" for one in lessons
    )
    return f'<ul class="gs-ready">{"".join(items)}</ul>'


def open_now(cohort_id: str, lessons: Sequence[Ready]) -> str:
    """The lesson that opened last, while the cohort lasts, and when the next one opens; empty
    where several opened together. It is by the calendar alone, whatever anybody does.
    """
    newest = max((one.opens_on for one in lessons if one.is_open), default=None)
    last = [one for one in lessons if one.is_open and one.opens_on == newest]
    if len(last) != 1:
        return ""
    what = _what(cohort_id, last[0], f"Open since {days.long(last[0].opens_on)}")
    later = sorted((one for one in lessons if not one.is_open), key=lambda one: one.opens_on)
    then = ""
    if later:
        when = days.long(later[0].opens_on)
        then = f'<p class="gs-small gs-muted">Lesson {later[0].number} opens {when}.</p>'
    return (
        '<div class="gs-ready gs-ready-now"><h3 class="gs-h3">The lesson that is open now</h3>'
        f"{what}{then}</div>"
    )


def _address(cohort_id: str, lesson_id: str) -> str:
    return f"{PAGE}?lesson={lesson_id}&amp;{gate.COHORT}={cohort_id}"


def _what(cohort_id: str, one: Ready, when: str) -> str:
    title = layout.literal(f"{one.number}. {one.title}")
    link = f'<a href="{_address(cohort_id, one.lesson_id)}">{title}</a>'
    head = f'<p>{link}<br><span class="gs-small gs-muted">{when}</span></p>'
    block = one.trainer
    if block is None:
        return head
    activity = layout.literal(block.activity.title)
    return (
        f"{head}<p><b>Together: {activity}</b> ({block.activity.minutes} minutes). "
        f"People get stuck here: {plain_html(block.sticking[0])}</p>"
    )
