"""A lesson, one step at a time. Where the learner is stands in the database, not in this tab."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.authoring.schema import Lesson
from course.cohort import trainers
from course.errors import GoldseamError, NotFound
from course.study import progress
from course.study.learner import course_here
from pages.ui import gate, layout, step_view, wiring
from pages.ui.exercises import desk as desks

ASKED_LESSON, ASKED_STEP = "lesson", "step"


def draw(viewer: Viewer, cohort_id: str, lesson_id: str) -> None:
    """The step that was asked for, or the one the learner was at."""
    with wiring.reading() as work:
        here = course_here(work, cohort_id)
        lesson = here.lesson(lesson_id)
        state = progress.lesson(work, viewer, cohort_id, lesson_id)
        if not state.is_open:
            raise NotFound
        asked = st.query_params.get(ASKED_STEP, "")
        step_id = asked if asked in {step.id for step in lesson.steps} else state.position
        elsewhere = step_id != state.position
        step = here.step(lesson_id, step_id)
        desk = desks.lay(work, viewer, cohort_id, lesson_id, step)
        sources = work.catalogue.sources
        is_first = step_id == lesson.steps[0].id
        words = trainers.words(work, viewer, cohort_id, lesson_id).text if is_first else ""
    if asked != step_id:
        # Until somebody moves, their position is the first step not done: without its own address
        # this step would give way to the next one as soon as it is, before its answer is seen.
        st.query_params[ASKED_STEP] = step_id
    if elsewhere:
        with wiring.writing() as work:
            progress.move(work, viewer, cohort_id, lesson_id, step_id)
    wanted = step_view.draw(lesson, step, desk, state.done, sources, words)
    if wanted is not None:
        move(viewer, cohort_id, lesson, wanted)


def move(viewer: Viewer, cohort_id: str, lesson: Lesson, step_id: str) -> None:
    """Remember the new step and go there; past the last one, go home."""
    last = lesson.steps[-1].id
    with wiring.writing() as work:
        progress.move(work, viewer, cohort_id, lesson.id, step_id or last)
    if not step_id:
        st.switch_page("learn.py")
    st.query_params[ASKED_STEP] = step_id
    st.rerun()


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER), st.query_params.get(ASKED_LESSON, ""))
except GoldseamError as error:
    with layout.page("lesson", width=step_view.READING):
        st.title("Not here")
        gate.say(error)
        st.page_link("learn.py", label="Back to the course", icon=":material/arrow_back:")
