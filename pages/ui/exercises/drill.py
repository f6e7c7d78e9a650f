"""A drill: with a clock for those who like one, and just as complete without."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.authoring.schema import Drill
from pages.ui import layout, parts
from pages.ui.exercises import earlier, written
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

_CLOCK = parts.component("gs_clock")
HINT = "Optional. The drill counts as done with or without a note."


def draw(desk: Desk, exercise: Drill) -> None:
    """What to do, a clock that may be left alone, and the note or the button that ends it."""
    moves = "".join(f"<li>{inline(move)}</li>" for move in exercise.moves)
    layout.html(
        f'<h2 class="gs-sec">{escape(exercise.title)}</h2><p class="gs-p">{inline(exercise.intro)}'
        f'</p><ol class="gs-moves">{moves}</ol>'
    )
    latest = desk.latest(exercise)
    if desk.is_open(exercise):
        if desk.viewer.look.hide_clocks:
            layout.html(f'<p class="gs-p">{inline(exercise.untimed)}</p>')
        else:
            _clock(desk, exercise)
        _end(desk, exercise, "" if latest is None else str(latest.answer.get("note", "")))
        return
    notes = [(one.at, str(one.answer.get("note", ""))) for one in desk.attempts(exercise)]
    if notes[-1][1]:
        written.versions(notes, label="Your note")
    layout.note("tip", f"Done on {written.day(notes[-1][0])}.")
    desk.again(exercise, "Do it again")
    earlier.draw(desk, exercise)


def _clock(desk: Desk, exercise: Drill) -> None:
    with st.container(key=f"quiet_clock_{exercise.id}"):
        _CLOCK(key=f"clock.{desk.place(exercise)}", data={"minutes": exercise.minutes})
        layout.html(f'<p class="gs-p gs-small">Without the clock: {inline(exercise.untimed)}</p>')


def _end(desk: Desk, exercise: Drill, start: str) -> None:
    if exercise.write is not None:
        asked = [("note", exercise.write, HINT, start)]
        desk.write(exercise, asked, "I have done this", rows=3, blank=True)
    elif st.button(
        "I have done this", type=desk.weight(exercise), key=f"did.{desk.place(exercise)}"
    ):
        desk.submit(exercise, {"note": ""})
