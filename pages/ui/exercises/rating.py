"""The skills of the rubric, each rated by a description of behaviour, all of them in sight."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.authoring.schema import RatingExercise, Skill
from pages.ui import layout
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

SEEN = "Your instructor may see averages of at least 6 people, never your rating alone."


def draw(desk: Desk, exercise: RatingExercise) -> None:
    """The rating while open; afterwards what was chosen, and a way to change it."""
    layout.html(f'<p class="gs-p gs-measure">{inline(exercise.prompt)}</p>')
    latest = desk.latest(exercise)
    if desk.is_open(exercise):
        _ask(desk, exercise, {} if latest is None else dict(latest.answer["ratings"]))
        return
    ratings = {} if latest is None else dict(latest.answer["ratings"])
    layout.html(_chosen(desk.rubric.skills, ratings))
    desk.again(exercise, "Change my rating")


def _ask(desk: Desk, exercise: RatingExercise, before: dict[str, int]) -> None:
    place = desk.place(exercise)
    layout.html(f'<p class="gs-p gs-muted gs-measure">{inline(desk.rubric.ask)}</p>')
    with st.form(f"rating.{place}", border=False):
        given: dict[str, object] = {}
        for skill in desk.rubric.skills:
            anchors = dict(enumerate(skill.anchors, start=1))
            given[skill.id] = st.radio(
                f"**{skill.name}**. {skill.short}",
                list(anchors),
                index=before[skill.id] - 1 if skill.id in before else None,
                format_func=lambda level, said=anchors: f"{level}\\. {said[level]}",
                key=f"r.{place}.{skill.id}",
            )
        layout.html(f'<p class="gs-small gs-muted gs-p">{escape(desk.who)} {SEEN}</p>')
        sent = st.form_submit_button("Keep my rating", type=desk.weight(exercise))
    if sent:
        ratings = {skill: level for skill, level in given.items() if level is not None}
        desk.submit(exercise, {"ratings": ratings})


def _chosen(skills: list[Skill], ratings: dict[str, int]) -> str:
    rows = ""
    for skill in skills:
        level = ratings.get(skill.id, 1)
        rows += (
            f'<li><span class="gs-cup l{level}" aria-hidden="true"></span>'
            f"<div><b>{escape(skill.name)}</b>"
            f'<p class="gs-p gs-muted">{level} of 5. {inline(skill.anchors[level - 1])}</p>'
            "</div></li>"
        )
    return f'<ul class="gs-ratings">{rows}</ul>'
