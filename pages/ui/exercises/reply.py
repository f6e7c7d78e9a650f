"""A reply: write, rate, compare. Every attempt stays in sight, and any case may be stepped down."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from course.authoring.schema import Reply
from course.study.attempts import Attempt
from course.study.reply_ratings import Moment
from pages.ui import layout, tab_state
from pages.ui.exercises import compare, earlier, rate_reply, step_down, written
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

HINT = "Two or three sentences. They do not have to be right; they have to be yours."
STAGES = ("Write", "Rate", "Compare")
PASSED = "You passed this one by. It counts as done, and it is here whenever you want it."

Stage = Literal["Write", "Passed", "Rate", "Compare"]


def draw(desk: Desk, exercise: Reply) -> None:
    """The stage the learner is at."""
    match stage(desk, exercise):
        case "Write":
            _write(desk, exercise)
        case "Passed":
            layout.html(head(exercise))
            layout.note("tip", PASSED)
            desk.again(exercise, "Take it after all")
        case "Rate":
            latest = desk.attempts(exercise)[-1]
            layout.html(stages("Rate") + head(_answered(desk, exercise, latest)))
            rate_reply.draw(desk, exercise, latest, Moment.FIRST)
        case "Compare":
            latest = desk.attempts(exercise)[-1]
            layout.html(stages("Compare") + head(_answered(desk, exercise, latest)))
            compare.draw(desk, exercise, latest)
            desk.again(exercise, "Try it again")
            earlier.draw(desk, exercise)


def stage(desk: Desk, exercise: Reply) -> Stage:
    """Where the learner is with a reply."""
    latest = desk.latest(exercise)
    if latest is None or desk.is_open(exercise):
        return "Write"
    if "text" not in latest.answer:
        return "Passed"
    table = desk.replies[exercise.id]
    rated = table.rating(latest, Moment.FIRST) is not None
    if not rated and not tab_state.unrated(desk.place(exercise)):
        return "Rate"
    return "Compare"


def _answered(desk: Desk, exercise: Reply, attempt: Attempt) -> Reply:
    return desk.replies[exercise.id].answered.get(attempt.number, exercise)


def _write(desk: Desk, exercise: Reply) -> None:
    taken = step_down.taken(desk, exercise)
    case = step_down.case(desk, exercise, taken)
    layout.html(stages("Write") + head(case))
    step_down.draw(desk, exercise, taken)
    kept = compare.versions(desk.attempts(exercise))
    if kept:
        written.versions(kept, label="Your last attempt")
    if taken.seen_first:
        with st.container(key=f"card_seen_{exercise.id}"):
            layout.html(compare.exemplar(desk, case, seen_first=True))
    desk.write(exercise, [("text", case.prompt, HINT, "")], "Rate yourself", taken=taken.stored())
    step_down.stuck(desk, exercise, taken)


def stages(now: str) -> str:
    """Where a learner is among the three stages."""
    items = ""
    for number, name in enumerate(STAGES, start=1):
        state = "on" if name == now else "done" if number <= STAGES.index(now) else ""
        current = ' aria-current="step"' if name == now else ""
        items += f'<li class="{state}"{current}><span class="gs-n">{number}</span>{name}</li>'
    return f'<ol class="gs-steps">{items}</ol>'


def head(case: Reply) -> str:
    """The case: what it touches, the scene, the client's line."""
    return (
        f'<p class="gs-touches"><b>Before you start.</b> {escape(case.touches)}</p>'
        f'<p class="gs-eyebrow">{escape(case.title)}</p>'
        f'<p class="gs-p gs-measure">{inline(case.scene)}</p>'
        f'<p class="gs-voice gs-big">{inline(case.client)}</p>'
    )
