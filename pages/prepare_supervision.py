"""A guide for a talk with a supervisor, filled from what the learner chose of their own writing."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.study import guide, readers
from course.study.guide import Choices
from course.study.reflections import ReflectionView
from pages.ui import gate, layout, wiring


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    with wiring.reading() as work:
        choices = guide.choices(work, viewer, cohort_id)
        who = readers.who_can_read(work, viewer, cohort_id)
    with layout.page("supervision", width=740, gap="large"):
        layout.html(
            f'<h1>{escape(guide.TITLE)}</h1><p class="gs-lead">Questions to take along, and what '
            "you choose of your own words.</p>"
            f'<p class="gs-small gs-muted gs-p">{escape(who)}</p>'
        )
        _choose(viewer, cohort_id, choices)
        _guide(choices, cohort_id)


def _choose(viewer: Viewer, cohort_id: str, choices: Choices) -> None:
    with layout.section("What comes along", f"At most {guide.MOST} pieces, the newest words."):
        if not choices.written:
            layout.note("tip", "Nothing here yet. What you submit in a lesson can be chosen here.")
            return
        with st.form("choose", border=False):
            kept = [guide.address(view) for view in choices.written if _one(view, choices)]
            if st.form_submit_button("Fill the guide", type="primary"):
                try:
                    with wiring.writing() as work:
                        guide.choose(work, viewer, cohort_id, kept)
                except GoldseamError as error:
                    gate.say(error)
                    return
                st.rerun()


def _one(view: ReflectionView, choices: Choices) -> bool:
    where = guide.address(view)
    chosen = st.checkbox(
        f"Lesson {view.lesson_number}. {view.prompt}",
        value=where in choices.chosen,
        key=f"choose.{'.'.join(where)}",
    )
    words = "\n".join(text for _, text in view.latest.texts)
    layout.html(f'<p class="gs-words gs-chosen" dir="auto">{layout.literal(words)}</p>')
    return chosen


def _guide(choices: Choices, cohort_id: str) -> None:
    parts = "".join(
        f'<h3 class="gs-h3">{escape(title)}</h3><ul class="gs-list">'
        + "".join(f"<li>{escape(one)}</li>" for one in asked)
        + "</ul>"
        for title, asked in guide.PARTS
    )
    with layout.section("The guide"), st.container(key="card_guide", gap="small"):
        layout.html(f'<p class="gs-p">{escape(guide.LEAD)}</p>{parts}')
        if choices.excerpts:
            layout.html(
                '<h3 class="gs-h3">What I wrote</h3>' + "".join(map(_excerpt, choices.excerpts))
            )
        layout.html(
            f'<p class="gs-p gs-muted">{escape(guide.CLOSING)}</p>'
            f'<p class="gs-p"><a href="/guide/{cohort_id}.pdf" download>Take it as paper (PDF)</a>'
            "</p>"
        )


def _excerpt(view: ReflectionView) -> str:
    texts = "".join(
        (f'<p class="gs-small gs-muted gs-p">{escape(label)}</p>' if label else "")
        + f'<p class="gs-words" dir="auto">{layout.literal(text)}</p>'
        for label, text in view.latest.texts
    )
    return (
        f'<div class="gs-excerpt"><p class="gs-eyebrow">{escape(guide.where(view, view.latest))}'
        f'</p><p class="gs-small gs-muted gs-p">{escape(view.prompt)}</p>{texts}</div>'
    )


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
