"""What a participant sends, as something to do in one transaction: an answer, or a word beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.errors import BadInput
from course.work import Work
from course.workshop import care, dealing, responding, seats

LEAVE = "leave"
STEPS = ("pass", "observe", "gentler")
ASKS = {"moment": care.moment, "word": care.word, "never_mind": care.never_mind}
UNKNOWN = "This could not be read. Load the page again."


FELT = {"predict", "rating"}


@dataclass(frozen=True)
class Changed:
    """Whose scene is another one now: the seat's own, and perhaps its partner's."""

    seat_id: str
    others: tuple[str, ...] = ()


def answering(
    run_id: str, token: str, item: str, part: int, key: str, value: dict[str, Any]
) -> Callable[[Work], Changed]:
    """Keep an answer."""

    def keep(work: Work) -> Changed:
        ack = responding.respond(work, None, run_id, token, item, key, value, part=part)
        if not FELT & value.keys():
            return Changed(ack.seat_id)
        # Each of a pair sees both numbers once both are given.
        partner = dealing.places(work, run_id, item).partner(ack.seat_id)
        return Changed(ack.seat_id, (partner.seat_id,) if partner else ())

    return keep


def doing(run_id: str, token: str, what: str) -> Callable[[Work], str]:
    """What to do in one transaction; it returns the seat's id. Raises BadInput."""
    if what in STEPS:
        return lambda work: responding.step_down(work, None, run_id, token, what).seat_id
    if what in ASKS:
        ask = ASKS[what]
        return lambda work: ask(work, None, run_id, token).seat_id
    if what == LEAVE:
        return lambda work: seats.leave(work, None, run_id, token)
    raise BadInput(UNKNOWN)
