"""One thing that has come back and was taken up: what stands beside it, and the exercise itself."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from course.access import Viewer
from course.authoring.schema import Check, Intention, Reply, Step
from course.study import returning
from course.study.offers import Return
from course.study.returning import Begun
from course.study.schedule import What
from pages.ui import layout, tab_state, wiring
from pages.ui.exercises import check, reply
from pages.ui.exercises import desk as desks
from pages.ui.exercises.desk import Desk
from pages.ui.exercises.written import day
from pages.ui.prose import inline

WRITING, COMPARING = 740, 980
ANOTHER = "It comes with another case of its kind."
LONGEST = 120  # of an intention in a list


def draw(viewer: Viewer, cohort_id: str, item: str) -> None:
    """The whole page of one return. Raises NotFound when it was not taken up."""
    with wiring.reading() as work:
        begun = returning.begun(work, viewer, cohort_id, item)
        exercise = _exercise(begun)
        step = Step(id="again", title="Again", blocks=[exercise])
        desk = desks.lay(work, viewer, cohort_id, begun.case_lesson_id, step)
    if not begun.is_answered:
        # What was taken up is open, also where the same case was answered before.
        tab_state.try_again(desk.place(exercise))
    with layout.page("return", width=_width(desk, exercise)):
        st.page_link("practise_again.py", label="Practise again", icon=":material/arrow_back:")
        layout.html(f'<h1 class="gs-title">{escape(heading(begun.back))}</h1>')
        _beside(begun)
        with st.container(key=f"exercise_{exercise.id}", gap="small"):
            if isinstance(exercise, Check):
                check.draw(desk, exercise)
            else:
                layout.html(f'<p class="gs-p gs-muted gs-measure">{escape(met(begun))}</p>')
                reply.draw(desk, exercise)
        if begun.is_answered:
            layout.note("tip", _next(begun.comes_again))


def _exercise(begun: Begun) -> Check | Reply:
    exercise = begun.back.exercise if begun.case is None else begun.case
    assert isinstance(exercise, Check | Reply)
    return exercise


def _width(desk: Desk, exercise: Check | Reply) -> int:
    wide = isinstance(exercise, Reply) and reply.stage(desk, exercise) == "Compare"
    return COMPARING if wide else WRITING


def heading(back: Return) -> str:
    """What is practised again."""
    if back.what is What.INTENTION:
        return "Your intention, with a case"
    if back.what is What.REPLY:
        return "A reply of the same kind"
    return f"Once more: {title(back)}"


def title(back: Return) -> str:
    """A thing that comes back, in its own words."""
    if isinstance(back.exercise, Intention):
        return back.words if len(back.words) <= LONGEST else f"{back.words[:LONGEST].rstrip()}…"
    # A check is called no more than that: its lesson says which one it is.
    return back.lesson.title if isinstance(back.exercise, Check) else back.exercise.title


def named(back: Return) -> str:
    """The same as markup: an intention as it was written, a reply with what comes of it."""
    if back.what is What.INTENTION:
        return f'<p class="gs-voice gs-words">{layout.literal(back.words)}</p>'
    comes = f'<p class="gs-p gs-muted">{ANOTHER}</p>' if back.what is What.REPLY else ""
    return f'<h2 class="gs-h3">{escape(title(back))}</h2>{comes}'


def met(begun: Begun) -> str:
    """Whether this case is new, said honestly."""
    if begun.met is None:
        return "You have not met this case before."
    return (
        f"You met this case on {day(begun.met)}. None of its kind is left that you have not met, "
        "so the one met longest ago comes again."
    )


def _beside(begun: Begun) -> None:
    cards = []
    if begun.back.what is What.INTENTION:
        cards.append(
            ("Your intention", f'<p class="gs-words">{layout.literal(begun.back.words)}</p>')
        )
    if begun.first is not None:
        first = begun.first
        cards.append(
            (
                f"Your first attempt, {day(first.at)}",
                f'<p class="gs-p gs-small gs-muted">{escape(first.case.title)}: '
                f"{inline(first.case.client)}</p>"
                f'<p class="gs-words">{layout.literal(first.text)}</p>',
            )
        )
    if cards:
        items = "".join(
            f'<li><p class="gs-eyebrow">{escape(label)}</p>{body}</li>' for label, body in cards
        )
        layout.html(f'<ul class="gs-attempts">{items}</ul>')


def _next(comes_again: datetime | None) -> str:
    if comes_again is None:
        return "This does not come back any more. What you wrote stays among your reflections."
    return f"It comes back on {day(comes_again)}. There is nothing to remember until then."
