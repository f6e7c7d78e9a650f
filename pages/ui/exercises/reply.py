"""A reply: write, rate, compare. Every attempt stays in sight, and any case may be stepped down."""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st

from course.authoring.schema import Reply
from course.study.attempts import Attempt
from course.study.reply_ratings import Moment
from pages.ui import layout, speaker
from pages.ui.exercises import compare, earlier, rate_reply, step_down, written
from pages.ui.exercises.desk import Desk
from pages.ui.exercises.step_down import Go
from pages.ui.prose import inline

HINT = "Two or three sentences. They do not have to be right; they have to be yours."
STAGES = ("Write", "Rate", "Compare")
PASSED = "You passed this one by. It counts as done, and it is here whenever you want it."

Stage = Literal["Write", "Passed", "Rate", "Compare"]


def draw(desk: Desk, exercise: Reply, go: Go | None = None) -> None:
    """The stage the learner is at; ``go`` leads to another case in free practice."""
    now = stage(desk, exercise)
    taken = step_down.taken(desk, exercise)
    layout.say_stage(exercise.id, f"{now} {taken.case} {taken.gentler}")
    match now:
        case "Write":
            _write(desk, exercise, go)
        case "Passed":
            layout.html(head(exercise))
            layout.note("tip", PASSED)
            desk.again(exercise, "Take it after all")
        case "Rate":
            latest = desk.attempts(exercise)[-1]
            layout.html(stages(exercise, "Rate") + _case(_answered(desk, exercise, latest)))
            rate_reply.draw(desk, exercise, latest, Moment.FIRST)
        case "Compare":
            latest = desk.attempts(exercise)[-1]
            layout.html(stages(exercise, "Compare") + _case(_answered(desk, exercise, latest)))
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
    if not rated and not desk.under_way(exercise).unrated:
        return "Rate"
    return "Compare"


def _answered(desk: Desk, exercise: Reply, attempt: Attempt) -> Reply:
    return desk.replies[exercise.id].answered.get(attempt.number, exercise)


def _write(desk: Desk, exercise: Reply, go: Go | None) -> None:
    taken = step_down.taken(desk, exercise)
    case = step_down.case(desk, exercise, taken)
    layout.html(stages(exercise, "Write") + head(case))
    step_down.draw(desk, exercise, taken, go)
    kept = compare.versions(desk.attempts(exercise), taken.case)
    if kept and go is None:
        written.versions(kept, label="Your last attempt")
    if taken.seen_first:
        with st.container(key=f"card_seen_{exercise.id}"):
            layout.html(compare.exemplar(desk, case, seen_first=True))
    asked = [("text", case.prompt, HINT, "")]
    desk.write(exercise, asked, "Rate yourself", taken=taken.stored(), spelling=False)
    speaker.draw(desk.place(exercise), clock=not desk.viewer.look.hide_clocks)
    step_down.stuck(desk, exercise, taken)


def stages(exercise: Reply, now: str) -> str:
    """Where a learner is among the three stages."""
    items = ""
    for number, name in enumerate(STAGES, start=1):
        state = "on" if name == now else "done" if number <= STAGES.index(now) else ""
        current = ' aria-current="step"' if name == now else ""
        items += f'<li class="{state}"{current}><span class="gs-n">{number}</span>{name}</li>'
    return f'<ol class="gs-steps" id="stage-{exercise.id}">{items}</ol>'


def head(case: Reply) -> str:
    """The case before it is begun: what it touches, the scene, the client's line."""
    touches = f"<b>Before you start.</b> {escape(case.touches)}"
    return f'<p class="gs-touches">{touches}</p>{_case(case)}'


def _case(case: Reply) -> str:
    return (
        f'<p class="gs-eyebrow gs-case">{escape(case.title)}</p>'
        f'<p class="gs-p gs-measure">{inline(case.scene)}</p>'
        f'<p class="gs-voice gs-big">{inline(case.client)}</p>'
    )
