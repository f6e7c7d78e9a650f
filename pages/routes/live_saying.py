"""What a participant sends, as something to do in one transaction: an answer, or a word beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.errors import BadInput
from course.work import Work
from course.workshop import care, dealing, responding, seats
from course.workshop.responding import Ack

LEAVE = "leave"
# All else is private: that hosts and boards are told of something would tell that it was said.
SEEN_BY_HOSTS = frozenset({"word", "never_mind", LEAVE})
STEPS = ("pass", "observe", "gentler")
ASKS = {"word": care.word, "never_mind": care.never_mind}
UNKNOWN = "This could not be read. Load the page again."


def answering(
    run_id: str, token: str, item: str, part: int, key: str, value: dict[str, Any]
) -> Callable[[Work], Ack]:
    """Keep an answer."""
    return lambda work: responding.respond(work, None, run_id, token, item, key, value, part=part)


def doing(run_id: str, token: str, what: str) -> Callable[[Work], tuple[str, ...]]:
    """What to do in one transaction; it returns the ids of the seats that see something new by it,
    the seat's own first. Raises BadInput."""
    if what in STEPS:
        return lambda work: (responding.step_down(work, None, run_id, token, what),)
    if what in ASKS:
        ask = ASKS[what]
        return lambda work: (ask(work, None, run_id, token),)
    if what == LEAVE:
        return lambda work: _leave(work, run_id, token)
    raise BadInput(UNKNOWN)


def _leave(work: Work, run_id: str, token: str) -> tuple[str, ...]:
    """Whoever sat in the same group is told that they are fewer."""
    seat_id = seats.leave(work, None, run_id, token)
    return (seat_id, *dealing.beside(work, run_id, seat_id))
