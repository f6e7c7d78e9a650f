"""The skills of the rubric, each rated by a description of behaviour, all of them in sight."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from course.authoring.schema import RatingExercise, Skill
from course.study.answers import LOOKING_BACK
from pages.ui import bowls, layout
from pages.ui.exercises.desk import Desk, chosen
from pages.ui.prose import inline

SEEN = "Your instructor may see averages of at least 6 people, never your rating alone."
BACK = (
    "Below each skill you are also asked where you started, looking back. That may differ from "
    "what you said at the time, and it stays with you."
)

Levels = dict[str, int]


def draw(desk: Desk, exercise: RatingExercise) -> None:
    """The rating while open; afterwards what was chosen, and a way to change it."""
    layout.html(f'<p class="gs-p gs-measure">{inline(exercise.prompt)}</p>')
    latest = desk.latest(exercise)
    kept = {} if latest is None else latest.answer
    ratings, back = Levels(kept.get("ratings", {})), Levels(kept.get(LOOKING_BACK, {}))
    if desk.is_open(exercise):
        _ask(desk, exercise, ratings, back)
        return
    layout.html(_chosen(desk.rubric.skills, ratings, back))
    desk.again(exercise, "Change my rating")


def _ask(desk: Desk, exercise: RatingExercise, before: Levels, back_before: Levels) -> None:
    place, closing = desk.place(exercise), exercise.wave == "after"
    held = desk.under_way(exercise).given
    before = {**before, **held.get("ratings", {})}
    back_before = {**back_before, **held.get(LOOKING_BACK, {})}
    layout.html(f'<p class="gs-p gs-muted gs-measure">{inline(desk.rubric.ask)}</p>')
    if closing:
        layout.html(f'<p class="gs-p gs-measure">{escape(BACK)}</p>')
    with st.container(key=f"asking_{place}".replace(".", "_")):
        given: dict[str, int | None] = {}
        back: dict[str, int | None] = {}
        for skill in desk.rubric.skills:
            given[skill.id] = _now(skill, place, before.get(skill.id))
            if closing:
                back[skill.id] = _back(skill, place, back_before.get(skill.id))
        layout.html(f'<p class="gs-small gs-muted gs-p">{escape(desk.who)} {SEEN}</p>')
        looked = {LOOKING_BACK: _chosen_levels(back)} if closing else {}
        answer: dict[str, object] = {"ratings": _chosen_levels(given), **looked}
        desk.keep(exercise, given=answer)
        sent = st.button("Keep my rating", type=desk.weight(exercise), key=f"rating.{place}")
    if sent:
        desk.submit(exercise, answer)


def _now(skill: Skill, place: str, before: int | None) -> int | None:
    anchors = dict(enumerate(skill.anchors, start=1))
    return st.radio(
        f"**{skill.name}**. {skill.short}",
        list(anchors),
        index=chosen(list(anchors), before),
        format_func=lambda level: f"{level}\\. {anchors[level]}",
        key=f"r.{place}.{skill.id}",
    )


def _back(skill: Skill, place: str, before: int | None) -> int | None:
    # The stylesheet goes by the key: a container around each would cost as much again as its radio.
    levels = range(1, len(skill.anchors) + 1)
    return st.radio(
        f"{skill.name}: looking back, where did you start?",
        levels,
        index=chosen(levels, before),
        horizontal=True,
        width="stretch",
        key=f"back_rating.{place}.{skill.id}",
    )


def _chosen_levels(given: Mapping[str, int | None]) -> Levels:
    return {skill: level for skill, level in given.items() if level is not None}


def _chosen(skills: list[Skill], ratings: Levels, back: Levels) -> str:
    rows = ""
    for skill in skills:
        level = ratings.get(skill.id, 1)
        began = back.get(skill.id)
        started = "" if began is None else f" Looking back, you started at {began}."
        rows += (
            f"<li>{bowls.cup(level)}<div><b>{escape(skill.name)}</b>"
            f'<p class="gs-p gs-muted">{level} of 5. {inline(skill.anchors[level - 1])}{started}'
            "</p></div></li>"
        )
    return f'<ul class="gs-ratings">{rows}</ul>'
