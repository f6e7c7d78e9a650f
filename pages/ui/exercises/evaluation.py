"""A few statements about the course, each answered on a scale of five."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.authoring.schema import Evaluation
from pages.ui import layout
from pages.ui.exercises.desk import Desk, chosen
from pages.ui.prose import inline

SEEN = "Your instructor may see averages of at least 6 people, never your answers alone."
SCALE = (1, 2, 3, 4, 5)


def draw(desk: Desk, exercise: Evaluation) -> None:
    """The statements while open; afterwards what was answered, and a way to change it."""
    scale = f"1 means {exercise.low}, {SCALE[-1]} means {exercise.high}."
    layout.html(f'<p class="gs-p gs-measure">{inline(exercise.prompt)} {escape(scale)}</p>')
    latest = desk.latest(exercise)
    given = {} if latest is None else dict(latest.answer["answers"])
    if desk.is_open(exercise):
        _ask(desk, exercise, given)
        return
    layout.html(_answered(exercise, given))
    desk.again(exercise, "Change my answers")


def _ask(desk: Desk, exercise: Evaluation, before: dict[str, int]) -> None:
    place = desk.place(exercise)
    before = {**before, **desk.under_way(exercise).given}
    with st.container(key=f"asking_{place}".replace(".", "_")):
        given = {
            one.id: st.radio(
                f"**{one.text}**",
                SCALE,
                index=chosen(SCALE, before.get(one.id)),
                horizontal=True,
                key=f"e.{place}.{one.id}",
            )
            for one in exercise.statements
        }
        layout.html(f'<p class="gs-small gs-muted gs-p">{escape(desk.who)} {SEEN}</p>')
        answers = {one: number for one, number in given.items() if number is not None}
        desk.keep(exercise, given=answers)
        sent = st.button("Keep my answers", type=desk.weight(exercise), key=f"kept.{place}")
    if sent:
        desk.submit(exercise, {"answers": answers})


def _answered(exercise: Evaluation, given: dict[str, int]) -> str:
    rows = "".join(
        f"<li><b>{escape(one.text)}</b>"
        f'<p class="gs-p gs-muted">{given[one.id]} of {SCALE[-1]}</p></li>'
        for one in exercise.statements
        if one.id in given
    )
    return f'<ul class="gs-list">{rows}</ul>'
