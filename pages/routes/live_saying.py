"""What a participant may say beside an answer: stepping back, asking for a word, leaving."""

from __future__ import annotations

from collections.abc import Callable

from course.errors import BadInput
from course.work import Work
from course.workshop import care, responding, seats

LEAVE = "leave"
STEPS = ("pass", "observe", "gentler")
UNKNOWN = "This could not be read. Load the page again."


def doing(run_id: str, token: str, what: str) -> Callable[[Work], str]:
    """What to do in one transaction; it returns the seat's id. Raises BadInput."""
    if what in STEPS:
        return lambda work: responding.step_down(work, None, run_id, token, what)
    if what == "word":
        return lambda work: care.word(work, None, run_id, token)
    if what == "never_mind":
        return lambda work: care.never_mind(work, None, run_id, token)
    if what == LEAVE:
        return lambda work: seats.leave(work, None, run_id, token)
    raise BadInput(UNKNOWN)
