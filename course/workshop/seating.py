"""The seats of a run as groups are dealt to them."""

from __future__ import annotations

from course.work import Work
from course.workshop import sealing
from course.workshop.grouping import ONLINE, ROOM, SeatIn
from db.queries import live_seats as rows


def seats_in(work: Work, run_id: str, item: str) -> list[SeatIn]:
    """Who takes part in a round of groups: the seats taken, without those that pass."""
    found = []
    for seat in rows.present(work.db, run_id):
        own = sealing.open_own(work, seat.id, seat.own)
        if own.passed != item:
            where = ONLINE if seat.device == "online" else ROOM
            found.append(SeatIn(seat.id, where, seat.device != "none", not own.observing))
    return found
