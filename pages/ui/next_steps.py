"""The two columns of next steps: written here, or filled from what was written in the lessons."""

from __future__ import annotations

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.study import take_away
from course.study.own_words import Own
from course.study.take_away import NextSteps
from pages.ui import gate, tab_state, unsent, wiring, words

ASK = (
    "What you will do, for yourself and for the people you work with. What you take from your "
    "reflections is a copy: it stays here until you take it out. Leave out anything that could "
    "identify somebody real."
)
COLUMNS = {"me": "For me", "client": "For my {person}"}
LONGEST = 90


def draw(viewer: Viewer, cohort_id: str, steps: NextSteps) -> None:
    """Both columns, and what may be added to them."""
    kept = {"me": steps.me, "client": steps.client}
    now = []
    with st.container(key="next_steps"):
        for place, (column, label) in zip(
            st.columns(2, gap="medium"), COLUMNS.items(), strict=True
        ):
            with place:
                now.append(_column(viewer, cohort_id, column, words.fill(label), kept[column]))
    unsent.keep("next_steps", now)
    if steps.offered:
        _offer(viewer, cohort_id, steps.offered)


def _column(viewer: Viewer, cohort_id: str, column: str, label: str, kept: str) -> str:
    """A box of one column. Returns what is kept of it now."""
    name = f"steps.{cohort_id}.{column}"
    known = tab_state.known(name)
    if known is None:
        known = kept
        tab_state.know(name, kept)
    text = st.text_area(label, value=kept, height=260, key=tab_state.fresh_key(name))
    if text == known and known != kept:  # changed elsewhere, and nothing typed here
        _forget(name, kept)
    elif text != known:
        try:
            with wiring.writing() as work:
                take_away.write_steps(work, viewer, cohort_id, column, text, known)
        except GoldseamError as error:
            gate.say(error)
        else:
            tab_state.know(name, text)
            return text
    return known


def _forget(name: str, kept: str) -> None:
    tab_state.know(name, kept)
    tab_state.clear(name)
    st.rerun()


def _offer(viewer: Viewer, cohort_id: str, offered: tuple[Own, ...]) -> None:
    texts = {own.ref: f"Lesson {own.lesson_number}: {short(own.text)}" for own in offered}
    picked = st.selectbox(
        "Something you wrote",
        list(texts),
        index=None,
        placeholder="Choose from your intentions, reframes and reflections",
        format_func=texts.__getitem__,
        key="steps.pick",
    )
    with st.container(horizontal=True, gap="small"):
        for column, label in (("me", "Add it for me"), ("client", "Add it for my {person}")):
            if (
                st.button(words.fill(label), disabled=picked is None, key=f"add.{column}")
                and picked
            ):
                _add(viewer, cohort_id, column, picked)


def _add(viewer: Viewer, cohort_id: str, column: str, ref: str) -> None:
    try:
        with wiring.writing() as work:
            take_away.add_step(work, viewer, cohort_id, column, ref)
    except GoldseamError as error:
        gate.say(error)
    else:
        st.rerun()


def short(text: str) -> str:
    """Some words on one line, for a choice in a list."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
