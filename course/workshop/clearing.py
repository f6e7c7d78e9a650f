"""What goes when its time is over: takeaways of participants, and names in registers.

A place whose holder was erased is given on here too.
"""

from __future__ import annotations

from datetime import timedelta

from course.installation import Installation
from course.work import Work
from course.workshop import announced, followup, running
from course.workshop import booking as places
from db.queries import booking
from db.queries import live_own as rows
from db.tables.live import LiveRun

CARD_STAYS = timedelta(days=30)  # after the day of the workshop
REGISTER_STAYS = timedelta(days=90)  # after its planned end
_A_DAY = timedelta(days=1)


def run_due(installation: Installation) -> None:
    """Count commitments, forget cards and registers. It may be interrupted and run again."""
    followup.count_due(installation)
    with installation.reading() as work:
        cards = [run_id for run_id in rows.runs_with_takeaways(work.db) if _is_over(work, run_id)]
        registers = [
            run.id
            for run in booking.with_bookings(work.db)
            if work.now >= announced.read(run).ends + REGISTER_STAYS
        ]
        free = [run.id for run in booking.with_bookings(work.db) if _has_room(work, run)]
    for run_id in cards:
        with installation.writing() as work:
            rows.remove_takeaways(work.db, run_id)
    for run_id in registers:
        with installation.writing() as work:
            booking.remove_all(work.db, run_id)
    for run_id in free:
        with installation.writing() as work:
            booking.lock_places(work.db)
            places.fill(work, announced.find(work, run_id))


def _has_room(work: Work, run: LiveRun) -> bool:
    """Whether somebody waits although a place is free."""
    waits = booking.next_waiting(work.db, run.id) is not None
    return waits and not run.rehearsal and booking.taken(work.db, run.id) < run.capacity


def _is_over(work: Work, run_id: str) -> bool:
    """A day later than the card says, so that it is there until that day's end everywhere."""
    return work.now >= running.find(work, run_id).starts_at + CARD_STAYS + _A_DAY
