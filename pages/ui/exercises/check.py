"""A check: questions with reasons for each choice, which may be taken as often as one likes."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.authoring.schema import Check, Question
from course.study import answers
from pages.ui import layout
from pages.ui.exercises.desk import Desk, chosen
from pages.ui.prose import inline


def draw(desk: Desk, exercise: Check) -> None:
    """The questions while open; afterwards each choice with its reason, and a way to retake."""
    layout.html(f'<h2 class="gs-sec">{escape(exercise.title)}</h2>')
    if desk.is_open(exercise):
        _ask(desk, exercise)
        return
    latest = desk.latest(exercise)
    choices = {} if latest is None else dict(latest.answer["choices"])
    fitting = answers.right(exercise, {"choices": choices})
    enough = answers.passes(exercise, {"choices": choices})
    number = len(exercise.questions)
    said = f"{fitting} of {number} choices fit best."
    share = f"{round(exercise.pass_share * 100)}%"
    said += " That is enough to go on." if enough else f" Not yet: the step asks for {share}."
    layout.note("tip" if enough else "gold", said)
    layout.html(
        "".join(_reasons(question, choices.get(question.id)) for question in exercise.questions)
    )
    desk.again(exercise, "Take it again")


def _ask(desk: Desk, exercise: Check) -> None:
    place = desk.place(exercise)
    before = desk.under_way(exercise).given
    with st.container(key=f"asking_{place}".replace(".", "_")):
        picked: dict[str, str | None] = {}
        for number, question in enumerate(exercise.questions, start=1):
            texts = {choice.id: choice.text for choice in question.choices}
            with st.container(key=f"q_{place}_{question.id}".replace(".", "_")):
                picked[question.id] = st.radio(
                    f"{number}\\. {question.ask}",
                    list(texts),
                    index=chosen(list(texts), before.get(question.id)),
                    format_func=texts.__getitem__,
                    key=f"q.{place}.{question.id}",
                )
        given = {question: choice for question, choice in picked.items() if choice is not None}
        desk.keep(exercise, given=given)
        sent = st.button("See the reasons", type=desk.weight(exercise), key=f"check.{place}")
    if sent:
        desk.submit(exercise, {"choices": given})


def _reasons(question: Question, chosen: str | None) -> str:
    rows = ""
    for choice in question.choices:
        if not choice.right and choice.id != chosen:
            continue
        tags = ["Fits best"] if choice.right else []
        if choice.id == chosen:
            tags.insert(0, "You chose this")
        rows += (
            f'<li class="{"gs-fits" if choice.right else ""}">'
            f'<p class="gs-tag">{escape(". ".join(tags))}</p>'
            f'<p class="gs-p">{inline(choice.text)}</p>'
            f'<p class="gs-p gs-muted">{inline(choice.why)}</p></li>'
        )
    return (
        f'<section class="gs-question"><h3 class="gs-h3">{inline(question.ask)}</h3>'
        f"<ul>{rows}</ul></section>"
    )
