"""What the clock starts: ending runs that nobody ended, and removing what is left of old ones.

A run that nobody may lead any more waits only where somebody can take it over: an instructor of its
cohort.
"""

from __future__ import annotations

from datetime import timedelta

from course.cohort.contribute import local_day
from course.errors import NotFound
from course.installation import Installation
from course.work import Work
from course.workshop import replanning, running, runs
from course.workshop.commands import Command
from course.workshop.running import OVERDUE, SEATS_STAY, Run
from course.workshop.stages import step
from course.workshop.state import Status, pack, unpack
from db.queries import booking, live_hosts
from db.queries import live_files as files
from db.queries import live_runs as rows
from db.queries import live_seats as seats

LATELY = timedelta(hours=1)


def run_due(installation: Installation) -> list[str]:
    """End, empty and remove the runs for which it is time; returns the ids of those that ended.

    It may be interrupted and run again, by several processes at once.
    """
    with installation.reading() as work:
        going = _opened(work, rows.not_ended(work.db))
        left = {row.id for row in rows.without_host(work.db) if _is_left(work, row)}
        due = [run.id for run in going if run.id in left or _is_overdue(work, run)]
        empty = [run.id for run in _opened(work, rows.ended(work.db)) if _seats_go(work, run)]
        goes_on = any(_was_open(work, row) for row in rows.all_rows(work.db))
        old = [row.id for row in rows.all_rows(work.db) if _is_old(work, row)]
    ended = [run_id for run_id in due if _end(installation, run_id)]
    for run_id in empty:
        with installation.writing() as work:
            seats.remove_all(work.db, run_id)
    for run_id in old:
        with installation.writing() as work:
            rows.remove(work.db, run_id)
    if goes_on:
        _forget_ballots(installation)
    return ended


def _opened(work: Work, found: list[rows.Row]) -> list[Run]:
    return [running.opened(work, row) for row in found]


def _is_overdue(work: Work, run: Run) -> bool:
    return work.now >= run.ends_at + OVERDUE


def _is_left(work: Work, row: rows.Row) -> bool:
    """Whether a run without a host has nobody who could take it over."""
    return row.cohort_id is None or not live_hosts.instructors(work.db, row.cohort_id)


def _seats_go(work: Work, run: Run) -> bool:
    ended_at = run.state.ended_at
    over = ended_at is None or work.now >= ended_at + SEATS_STAY
    return over and seats.count_all(work.db, run.id) > 0


def _is_old(work: Work, row: rows.Row) -> bool:
    return row.status == Status.ENDED and local_day(work.now, row.time_zone) >= row.kept_until


def _was_open(work: Work, row: rows.Row) -> bool:
    """Whether a round may have closed since the last look."""
    ended_at = unpack(row.status, row.state).ended_at
    lately = ended_at is not None and work.now <= ended_at + LATELY
    return row.status == Status.LIVE or lately


def _end(installation: Installation, run_id: str) -> bool:
    with installation.writing() as work:
        booking.lock_places(work.db)
        try:
            run = running.find(work, run_id, holds=True)
        except NotFound:
            return False
        if run.state.status is Status.ENDED:
            return False
        if run.state.status is Status.PLANNED and work.now < run.ends_at:
            replanning.call_off(work, run)  # whoever booked is told
            return True
        after = step(run.plan, run.state, Command.END, work.now)
        runs.end(work, run)
        return rows.move(work.db, run_id, run.revision, after.status.value, pack(after))


def _forget_ballots(installation: Installation) -> None:
    """Where a reader was in the way when a round closed, what it left goes now."""
    with installation.reading() as work:
        if not files.is_untidy(work.db):
            return
    files.forget_ballots(installation.engine)
