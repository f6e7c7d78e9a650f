"""The gap between how a repair felt to the client and what the therapist predicts. Pure.

The client rates, the therapist predicts, from 1 to 5. Neither can be changed once it is given, and
the pair sees the gap only when both are. The room sees how wide the gaps were, in four words, and
only if enough pairs gave both; whose they were is nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from course.errors import BadInput
from course.workshop.bands import bars
from course.workshop.roles import CLIENT, THERAPIST

if TYPE_CHECKING:
    from course.workshop.dealing import Places

PREDICT, RATING = "predict", "rating"
GIVES = {THERAPIST: PREDICT, CLIENT: RATING}
OTHER = {THERAPIST: CLIENT, CLIENT: THERAPIST}
WIDTHS = (("same", "The same"), ("one", "One apart"), ("more", "Two or more apart"))

NOT_YOURS = "In this round the therapist predicts and the client rates."
CHOOSE = "Choose a number from 1 to 5."
GIVEN = "Your number is given and stays as it is."
TAKEN_BACK = "You gave a number and passed then, so none can be given now."

Values = Mapping[str, Mapping[str, Any]]


def accept(table: Places, seat_id: str, value: Mapping[str, Any], values: Values) -> dict[str, int]:
    """A number as it may be kept; the same one again changes nothing.

    Raises:
        BadInput: it is not this seat's to give, is no number from 1 to 5, or another was given.
    """
    place = table.places.get(seat_id)
    name = None if place is None else GIVES.get(place.role)
    if name is None or set(value) != {name}:
        raise BadInput(NOT_YOURS)
    number = value[name]
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 5:
        raise BadInput(CHOOSE)
    before = values.get(seat_id, {}).get(name)
    if before is not None and before != number:
        raise BadInput(GIVEN)
    return {name: number}


def mine(table: Places, seat_id: str, values: Values) -> dict[str, int | None] | None:
    """What a seat sees of its pair's numbers: its own, then both and the gap. None for others."""
    place, partner = table.places.get(seat_id), table.partner(seat_id)
    if place is None or place.role not in GIVES:
        return None
    own = {PREDICT: None, RATING: None} | dict(values.get(seat_id, {}))
    other = {} if partner is None else dict(values.get(partner.seat_id, {}))
    if other and any(own[name] is not None for name in (PREDICT, RATING)):
        own |= other
        return {**own, "gap": abs(own[PREDICT] - own[RATING])}
    return {**own, "gap": None}


def gaps(table: Places, values: Values) -> list[int]:
    """The gap of every pair that gave both, in order of size, so that none leads to its pair."""
    found = []
    for seat_id, place in table.places.items():
        if place.role == THERAPIST:
            seen = mine(table, seat_id, values)
            if seen is not None and seen["gap"] is not None:
                found.append(seen["gap"])
    return sorted(found)


def result(found: Sequence[int]) -> list[dict[str, Any]]:
    """How wide the gaps were, as bars in four words."""
    named = [WIDTHS[min(gap, 2)][0] for gap in found]
    return bars([(one, text, named.count(one)) for one, text in WIDTHS])
