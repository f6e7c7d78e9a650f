"""Free practice outside the lessons: choose, write or speak, rate, compare, and again.

Which case is before the learner, and the number of the attempt, stand in the address, so that a
reload resumes; the words themselves come back as drafts do.
"""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError, NotFound
from course.study import growth, practice, progress
from course.study.practice import Line
from pages.ui import gate, history, layout, practice_choice, tab_state, wiring, words
from pages.ui.exercises import desk as desks
from pages.ui.exercises import reply
from pages.ui.exercises.step_down import Go

CASE, ATTEMPT = "case", "attempt"
WRITING, COMPARING = 740, 980


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The choice, or the case that was chosen."""
    with wiring.reading() as work:
        offered = practice.lines(work, viewer, cohort_id)
    address = st.query_params.get(CASE)
    if address is None:
        _choose(viewer, cohort_id, offered)
        return
    line = next((one for one in offered if one.case.address == address), None)
    if line is None:
        raise NotFound
    _practise(viewer, cohort_id, offered, line)


def _choose(viewer: Viewer, cohort_id: str, offered: tuple[Line, ...]) -> None:
    with wiring.reading() as work:
        skills = work.catalogue.rubric.skills
        recent = growth.recent(work, viewer, cohort_id)
        later = None if offered else progress.home(work, viewer, cohort_id).opens_next
    with layout.page("practise", width=WRITING, gap="medium"):
        layout.html(f"<h1>Practise a repair</h1>{words.fill(practice_choice.LEAD)}")
        if not offered:
            layout.note("tip", practice_choice.nothing_open(later))
            return
        wish = practice_choice.draw(skills)
        fitting = practice.fitting(offered, wish)
        first = practice.begin_with(fitting)
        if first is None:
            layout.note("gold", practice_choice.nothing_fits(offered, wish))
        else:
            number = len(fitting)
            said = "One case fits." if number == 1 else f"{number} cases fit."
            layout.html(f'<p class="gs-p gs-muted" role="status">{said}</p>')
            if st.button(
                "Begin",
                type="primary",
                icon=":material/arrow_forward:",
                icon_position="right",
                key="begin",
            ):
                _go(first.case.address)
        history.draw(recent, skills)


def _practise(viewer: Viewer, cohort_id: str, offered: tuple[Line, ...], line: Line) -> None:
    lesson_id, exercise = line.case.lesson_id, line.case.reply
    with wiring.reading() as work:
        skills = work.catalogue.rubric.skills
        desk = desks.lay_out(work, viewer, cohort_id, lesson_id, [exercise])
        recent = growth.recent(work, viewer, cohort_id)
    coming = desk.number(exercise)
    asked = st.query_params.get(ATTEMPT, "")
    # An attempt that was begun here and has since been submitted is the one being looked at.
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < coming):
        tab_state.try_again(desk.place(exercise))
    if desk.is_open(exercise) and asked != str(coming):
        st.query_params[ATTEMPT] = str(coming)
    wish = practice_choice.wish(skills)
    following = practice.after(practice.fitting(offered, wish), line.case.address)
    stage = reply.stage(desk, exercise)

    def go(address: str | None) -> None:
        _go(address or (following.case.address if following else None))

    with layout.page("practise", width=WRITING if stage == "Write" else COMPARING):
        with st.container(key="back_to_choice"):
            st.page_link(
                "practise.py",
                label="What to practise",
                icon=":material/arrow_back:",
                query_params=practice_choice.query(wish),
            )
        layout.html("<h1>Practise a repair</h1>")
        with st.container(key=f"exercise_{exercise.id}", gap="small"):
            reply.draw(desk, exercise, go)
        if stage == "Compare":
            history.draw(recent, skills)
        _onward(following, compared=stage == "Compare" and not desk.waits(), go=go)


def _onward(following: Line | None, *, compared: bool, go: Go) -> None:
    if following is None:
        layout.html(f'<p class="gs-p gs-muted">{practice_choice.ONLY_ONE}</p>')
    elif st.button(
        "Another case",
        type="primary" if compared else "tertiary",
        icon=":material/refresh:",
        key="another",
    ):
        go(None)


def _go(address: str | None) -> None:
    """To a client line, from its beginning; with None back to the choice."""
    for name in (CASE, ATTEMPT):
        st.query_params.pop(name, None)
    if address is not None:
        st.query_params[CASE] = address
    st.rerun()


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    with layout.page("practise", width=WRITING):
        st.title("Not here")
        gate.say(error)
        st.page_link("practise.py", label="Back to practice", icon=":material/arrow_back:")
