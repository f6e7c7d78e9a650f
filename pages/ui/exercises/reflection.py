"""A reflection or an intention: private words in answer to a prompt, every version kept."""

from __future__ import annotations

from course.authoring.schema import Intention, Reflection
from pages.ui.exercises import earlier, written
from pages.ui.exercises.desk import Desk

HINT = "A few honest words are enough. Leave out anything that could identify somebody real."


def draw(desk: Desk, exercise: Reflection | Intention) -> None:
    """The box while it is open; otherwise the words, and a way to revise them."""
    latest = desk.latest(exercise)
    if desk.is_open(exercise):
        start = "" if latest is None else str(latest.answer["text"])
        hint = exercise.hint or HINT
        name = "intention" if isinstance(exercise, Intention) else "reflection"
        label = f"Keep this {name}" if latest is None else "Keep this version"
        desk.write(exercise, [("text", exercise.prompt, hint, start)], label, rows=6)
        return
    written.prompt(exercise.prompt)
    written.versions(
        [(attempt.at, str(attempt.answer["text"])) for attempt in desk.attempts(exercise)]
    )
    desk.again(exercise, "Revise")
    earlier.draw(desk, exercise)
