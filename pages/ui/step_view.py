"""One step of a lesson: where it stands in the lesson, its text and exercises, and the way on."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import cast

import streamlit as st

from course.authoring.schema import (
    Block,
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    Lesson,
    ProseBlock,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
    Source,
    Step,
)
from pages.ui import bowl, layout, prose, said
from pages.ui.exercises import (
    check,
    demonstration,
    drill,
    evaluation,
    rating,
    reflection,
    reframe,
    reply,
    sort,
)
from pages.ui.exercises import desk as desks
from pages.ui.exercises.desk import Desk
from pages.ui.links import HOME, link

READING, COMPARING = 660, 980


def draw(
    lesson: Lesson,
    step: Step,
    desk: Desk,
    done: frozenset[str],
    sources: dict[str, Source],
    trainers_words: str = "",
) -> str | None:
    """The whole step. Returns the id of the step that was asked for next, "" to finish."""
    number = [one.id for one in lesson.steps].index(step.id) + 1
    width = COMPARING if _any_at({"Rate", "Compare"}, step, desk) else READING
    with layout.page("lesson", width=width):
        _top(lesson, step, number)
        _from_trainer(trainers_words)
        for block in step.blocks:
            _block(block, desk, wide=width == COMPARING)
        prose.sources(prose.keys_in(step), sources)
        if number == len(lesson.steps):
            _left_over(lesson, step, done)
        return _onward(lesson, step, number, desk, done)


def _any_at(stages: Collection[str], step: Step, desk: Desk) -> bool:
    return any(
        isinstance(block, Reply) and desks.stands(block) and reply.stage(desk, block) in stages
        for block in step.blocks
    )


def _top(lesson: Lesson, step: Step, number: int) -> None:
    total = len(lesson.steps)
    arrow = '<span class="gs-icon" aria-hidden="true">arrow_back</span>'
    layout.svg(
        f'<p class="gs-back">{link(HOME, f"{arrow}Course")}</p>'
        '<p class="gs-small gs-muted gs-count"><span class="gs-wide">'
        f"Lesson {lesson.number}. {escape(lesson.title)}. </span>Step {number} of {total}</p>"
        f'{bowl.progress_svg(number, total)}<h1 class="gs-title">{escape(step.title)}</h1>'
    )


def _from_trainer(words: str) -> None:
    if words:
        with st.container(key="quiet_from_trainer", gap="xsmall"):
            layout.html('<p class="gs-eyebrow">From your instructor</p>')
            said.draw(words)


def _block(block: Block, desk: Desk, *, wide: bool) -> None:
    if isinstance(block, ProseBlock):
        prose.draw(block.markdown, width=READING if wide else "stretch")
        return
    exercise = cast(Exercise, block)
    if not desks.stands(exercise):
        return
    with st.container(key=f"exercise_{exercise.id}", gap="small"):
        _exercise(desk, exercise)
        desk.leave(exercise)


def _exercise(desk: Desk, exercise: Exercise) -> None:
    match exercise:
        case Reflection() | Intention():
            reflection.draw(desk, exercise)
        case Check():
            check.draw(desk, exercise)
        case Reply():
            reply.draw(desk, exercise)
        case Sort():
            sort.draw(desk, exercise)
        case Drill():
            drill.draw(desk, exercise)
        case Demonstration():
            demonstration.draw(desk, exercise)
        case Reframe():
            reframe.draw(desk, exercise)
        case RatingExercise():
            rating.draw(desk, exercise)
        case Evaluation():
            evaluation.draw(desk, exercise)


def _left_over(lesson: Lesson, step: Step, done: frozenset[str]) -> None:
    left = [
        f"{number}. {one.title}"
        for number, one in enumerate(lesson.steps, start=1)
        if one.id not in done and one.id != step.id
    ]
    if left:
        layout.note("tip", f"Steps that are not done yet: {'; '.join(left)}.")


def _onward(
    lesson: Lesson, step: Step, number: int, desk: Desk, done: frozenset[str]
) -> str | None:
    wanted: str | None = None
    total = len(lesson.steps)
    # One primary button a screen: while something waits to be answered, it is that one.
    waits = desk.waits() or _any_at({"Rate"}, step, desk)
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute" if number > 1 else "right",
        vertical_alignment="center",
        key="lesson_nav",
    ):
        if number > 1 and st.button(
            "Back", type="tertiary", icon=":material/arrow_back:", key="back"
        ):
            wanted = lesson.steps[number - 2].id
        label = f"Continue to step {number + 1}" if number < total else "Finish the lesson"
        if st.button(
            label,
            type="secondary" if waits else "primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key="continue",
        ):
            wanted = lesson.steps[number].id if number < total else ""
    layout.html(_elsewhere(lesson, step, done))
    return wanted


def _elsewhere(lesson: Lesson, step: Step, done: frozenset[str]) -> str:
    """Every step of the lesson, folded away."""
    rows = "".join(f"<li>{_other(lesson, one, step, done)}</li>" for one in lesson.steps)
    return (
        '<details class="gs-fold gs-elsewhere"><summary>Go to a step</summary>'
        f"<ol>{rows}</ol></details>"
    )


def _other(lesson: Lesson, one: Step, here: Step, done: frozenset[str]) -> str:
    title = escape(one.title)
    mended = ' <span class="gs-muted">mended</span>' if one.id in done else ""
    if one.id == here.id:
        return f'<span aria-current="step">{title}</span>{mended}'
    return link("lesson", title, lesson=lesson.id, step=one.id) + mended
