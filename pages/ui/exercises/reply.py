"""A reply: a client's line, one's own words, then the comparison; every attempt stays in sight."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.authoring.schema import Behaviour, Reply
from course.study.attempts import Attempt
from pages.ui import layout
from pages.ui.exercises import earlier, written
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

COLOURS = {
    "green": "Green: mend it now",
    "amber": "Amber: mend it at the next contact, and take it to supervision",
    "red": "Red: safety and consultation the same day come first",
}
HINT = "Two or three sentences. They do not have to be right; they have to be yours."
BEHAVIOURS = (
    ("good", "More likely to mend"),
    ("ok", "Gets part of the way"),
    ("poor", "Likely to widen it"),
)


def draw(desk: Desk, exercise: Reply) -> None:
    """Write; then compare; then, if they like, write again beside it."""
    attempts = desk.attempts(exercise)
    open_now = desk.is_open(exercise)
    layout.html(_stages("Write" if open_now else "Compare") + _case(exercise))
    if open_now:
        if attempts:
            written.versions(_versions(attempts), label="Your last attempt")
        label = "Compare" if not attempts else "Compare again"
        desk.write(exercise, [("text", exercise.prompt, HINT, "")], label)
        return
    _compare(desk, exercise, attempts)
    _behaviours(exercise)
    desk.again(exercise, "Try it again")
    earlier.draw(desk, exercise)


def _stages(now: str) -> str:
    items = ""
    for number, name in enumerate(("Write", "Compare"), start=1):
        state = "on" if name == now else "done" if number == 1 else ""
        current = ' aria-current="step"' if name == now else ""
        items += f'<li class="{state}"{current}><span class="gs-n">{number}</span>{name}</li>'
    return f'<ol class="gs-steps">{items}</ol>'


def _case(exercise: Reply) -> str:
    return (
        f'<p class="gs-touches"><b>Before you start.</b> {escape(exercise.touches)}</p>'
        f'<p class="gs-eyebrow">{escape(exercise.title)}</p>'
        f'<p class="gs-p gs-measure">{inline(exercise.scene)}</p>'
        f'<p class="gs-voice gs-big">{inline(exercise.client)}</p>'
    )


def _compare(desk: Desk, exercise: Reply, attempts: Sequence[Attempt]) -> None:
    mine, theirs = st.columns(2, gap="medium")
    kept = _versions(attempts)
    with mine.container(key=f"card_mine_{exercise.id}", height="stretch"):
        layout.html(
            '<p class="gs-eyebrow">Yours</p>'
            f'<p class="gs-voice gs-words">{layout.literal(kept[-1][1])}</p>'
        )
    with theirs.container(key=f"card_way_{exercise.id}", height="stretch"):
        layout.html(_exemplar(desk, exercise))
    if len(kept) > 1:
        with layout.section("Your attempts side by side"):
            layout.html(_side_by_side(kept))


def _exemplar(desk: Desk, exercise: Reply) -> str:
    said, shown = [], []
    for stretch in exercise.exemplar:
        text = escape(stretch.text.strip())
        said.append(text if stretch.skill is None else f'<span class="gs-mark">{text}</span>')
        if stretch.skill is not None and stretch.skill not in shown:
            shown.append(stretch.skill)
    names = {skill.id: skill.name for skill in desk.rubric.skills}
    listed = ", ".join(names.get(skill, skill) for skill in shown)
    follows = (
        f'<p class="gs-small gs-muted gs-p">And then: {inline(exercise.follows)}</p>'
        if exercise.follows
        else ""
    )
    marked = f"Gold marks, in order: {escape(listed)}. " if listed else ""
    return (
        '<p class="gs-eyebrow">One way it could go</p>'
        f'<p class="gs-voice gs-exemplar">{" ".join(said)}</p>'
        f'<p class="gs-small gs-muted gs-p">{marked}It is one good answer, not the answer.</p>'
        f"{follows}"
    )


def _side_by_side(kept: Sequence[written.Version]) -> str:
    cells = "".join(
        f'<li><p class="gs-eyebrow">Attempt {number}, {written.day(at)}</p>'
        f'<p class="gs-words">{layout.literal(text)}</p></li>'
        for number, (at, text) in enumerate(kept, start=1)
    )
    return f'<ul class="gs-attempts">{cells}</ul>'


def _behaviours(exercise: Reply) -> None:
    with layout.section("What replies can do here", f"{COLOURS[exercise.colour]}."):
        groups = "".join(
            f'<section class="gs-behaviours gs-b-{kind}"><h3 class="gs-h3">{escape(title)}</h3>'
            f"<ul>{_listed(getattr(exercise.behaviours, kind))}</ul></section>"
            for kind, title in BEHAVIOURS
        )
        layout.html(f'<div class="gs-behaviour-grid">{groups}</div>')


def _listed(behaviours: Sequence[Behaviour]) -> str:
    return "".join(
        f'<li><span>{inline(one.text)}</span> <span class="gs-muted">{inline(one.why)}</span></li>'
        for one in behaviours
    )


def _versions(attempts: Sequence[Attempt]) -> list[written.Version]:
    return [(attempt.at, str(attempt.answer["text"])) for attempt in attempts]
