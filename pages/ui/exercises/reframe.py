"""A reframe: three short lines that look at a mistake anew."""

from __future__ import annotations

from html import escape

from course.authoring.schema import Reframe
from pages.ui import layout
from pages.ui.exercises import earlier, written
from pages.ui.exercises.desk import Desk


def draw(desk: Desk, exercise: Reframe) -> None:
    """The three lines to write; afterwards the lines as written, and a way to revise them."""
    written.prompt(exercise.prompt)
    latest = desk.latest(exercise)
    if desk.is_open(exercise):
        before = {} if latest is None else dict(latest.answer["lines"])
        asked = [(line.id, line.label, "", before.get(line.id, "")) for line in exercise.lines]
        desk.write(exercise, asked, "Keep these lines", rows=2)
        return
    attempts = desk.attempts(exercise)
    lines = "".join(
        f'<dt>{escape(line.label)}</dt><dd class="gs-words">'
        f"{layout.literal(str(attempts[-1].answer['lines'].get(line.id, '')))}</dd>"
        for line in exercise.lines
    )
    layout.html(f'<div class="gs-sheet"><dl class="gs-lines">{lines}</dl></div>')
    desk.again(exercise, "Revise")
    earlier.draw(desk, exercise)
