"""Taking away the earlier versions of one's words, once an identifying detail was taken out."""

from __future__ import annotations

import streamlit as st

from course.authoring.schema import Exercise
from course.errors import GoldseamError
from course.study import reflections
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.exercises.desk import Desk

QUESTION = "Remove the earlier versions and keep the newest? They can't be brought back."


def draw(desk: Desk, exercise: Exercise) -> None:
    """Nothing before there is an earlier version; then a quiet button, and a question after it."""
    if len(desk.attempts(exercise)) < 2:
        return
    place = f"earlier.{desk.place(exercise)}"
    if not tab_state.asked_to_remove(place):
        if st.button("Also remove earlier versions", type="tertiary", key=place):
            tab_state.ask_to_remove(place, "earlier")
            st.rerun()
        return
    layout.note("gold", QUESTION)
    with st.container(horizontal=True, gap="small"):
        if st.button("Remove them", key=f"yes.{place}"):
            _remove(desk, exercise, place)
        if st.button("Keep them", type="tertiary", key=f"no.{place}"):
            tab_state.ask_to_remove(place, "")
            st.rerun()


def _remove(desk: Desk, exercise: Exercise, place: str) -> None:
    tab_state.ask_to_remove(place, "")
    try:
        with wiring.writing() as work:
            reflections.remove_earlier(
                work, desk.viewer, desk.cohort_id, desk.lesson_id, exercise.id
            )
    except GoldseamError as error:
        gate.say(error)
    else:
        st.rerun()
