"""For trainers: a lesson's own page for those who teach it, and a few words at its head."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.cohort import trainers
from course.cohort.trainers import WORDS_MOST, Words
from course.errors import GoldseamError
from pages.ui import gate, layout, said, tab_state, trainer_view, wiring

ASKED = "lesson"


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("for_trainers", width=740, gap="large"):
        layout.html(
            '<h1>For trainers</h1><p class="gs-lead">What to have ready for a lesson. It is the '
            "same whoever your learners are and whatever they have done.</p>"
        )
        cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        lesson_id = _lesson()
        with wiring.reading() as work:
            page = trainers.page(work, viewer, cohort_id, lesson_id)
            words = trainers.words(work, viewer, cohort_id, lesson_id)
        with st.container(key="card_for_trainers", gap="small"):
            title = f"Lesson {page.number}. {page.title}"
            layout.html(
                f'<h2 class="gs-sec">{layout.literal(title)}</h2>'
                f"{trainer_view.html(page, level=3)}"
                f'<p class="gs-p"><a href="/for-trainers/{cohort_id}/{page.lesson_id}">'
                "Open it as a page to print</a></p>"
            )
        _words(viewer, cohort_id, lesson_id, words)


def _lesson() -> str:
    lessons = {
        edition.lesson.id: f"{edition.lesson.number}. {edition.lesson.title}"
        for edition in wiring.installation().catalogue.editions.values()
    }
    asked = st.query_params.get(ASKED, "")
    ids = list(lessons)
    chosen = st.selectbox(
        "Lesson",
        ids,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lessons.__getitem__,
        key="for_trainers.lesson",
    )
    st.query_params[ASKED] = chosen
    return chosen


def _words(viewer: Viewer, cohort_id: str, lesson_id: str, words: Words) -> None:
    sub = "A few words of yours at the head of this lesson, for every learner of this cohort."
    with layout.section("From your instructor", sub):
        kept = tab_state.take("trainers.said")
        if isinstance(kept, str):
            layout.note("tip", kept)
        place = f"{cohort_id}.{lesson_id}.{words.revision}"
        with st.form("words", border=False):
            text = st.text_area(
                "Your words",
                words.text,
                height=140,
                max_chars=WORDS_MOST,
                help=said.HINT,
                key=f"words.{place}",
            )
            with st.container(horizontal=True, gap="small"):
                looked = st.form_submit_button("Look at it first")
                saved = st.form_submit_button("Save", type="primary")
        if saved:
            _save(viewer, cohort_id, lesson_id, text, words.revision)
        shown = text if looked else words.text
        if shown.strip():
            title = "As learners would see it, not saved" if looked else "As learners see it"
            layout.html(f'<h3 class="gs-h3">{title}</h3>')
            with st.container(key="quiet_words_preview"):
                said.draw(shown)


def _save(viewer: Viewer, cohort_id: str, lesson_id: str, text: str, revision: int) -> None:
    try:
        with wiring.writing() as work:
            trainers.save_words(work, viewer, cohort_id, lesson_id, text, revision)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.leave("trainers.said", "Saved." if text.strip() else "Nothing stands there now.")
    st.rerun()


try:
    draw()
except GoldseamError as error_found:
    gate.say(error_found)
