"""Who hosts a run, and the secret that opens its board."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from course.access import Role, Viewer, operation, present, token_hash
from course.errors import BadInput, NotFound
from course.work import Work
from course.workshop import running
from course.workshop.running import Run
from db.queries import live_hosts as rows
from db.queries import live_runs


@dataclass(frozen=True)
class HostName:
    """One who hosts a run."""

    account_id: str
    name: str


@operation
def hosts(work: Work, viewer: Viewer | None, run_id: str) -> tuple[HostName, ...]:
    """Who may lead a run now, by name; who teaches no more is not among them."""
    return tuple(HostName(*row) for row in rows.hosts(work.db, run_id))


@operation
def invite_host(work: Work, viewer: Viewer | None, run_id: str, email: str) -> None:
    """Let another instructor host a run.

    Raises:
        BadInput: nobody with that address may.
    """
    run = running.find(work, run_id)
    account_id = rows.who_could_host(work.db, email, run.cohort_id)
    if account_id is None:
        where = "of this cohort" if run.cohort_id else "here"
        raise BadInput(f"No instructor {where} has that address in their account.")
    rows.add_host(work.db, run_id, account_id)


@operation
def remove_host(work: Work, viewer: Viewer | None, run_id: str, account_id: str) -> None:
    """Let somebody host a run no more.

    Raises:
        BadInput: nobody would be left.
        NotFound: they don't host it.
    """
    running.find(work, run_id, holds=True)
    if [one for one, _ in rows.hosts(work.db, run_id)] == [account_id]:
        raise BadInput("Somebody has to host it. Invite another host first.")
    if not rows.remove_host(work.db, run_id, account_id):
        raise NotFound


@operation
def without_host(work: Work, viewer: Viewer | None) -> tuple[Run, ...]:
    """The runs of cohorts that the viewer teaches which nobody leads any more, first to begin
    first."""
    taught = {one.cohort_id for one in present(work, viewer).cohorts_as(Role.INSTRUCTOR)}
    found = live_runs.without_host(work.db)
    return tuple(running.opened(work, row) for row in found if row.cohort_id in taught)


@operation
def take_over(work: Work, viewer: Viewer | None, cohort_id: str, run_id: str) -> None:
    """Lead a run of one's cohort that nobody leads any more.

    Raises:
        NotFound: it is none of the cohort's, is over, or somebody leads it.
    """
    run = running.find(work, run_id, holds=True)
    left = {row.id for row in live_runs.without_host(work.db)}
    if run.cohort_id != cohort_id or run_id not in left:
        raise NotFound
    rows.add_host(work.db, run_id, present(work, viewer).account_id)


@operation
def new_board(work: Work, viewer: Viewer | None, run_id: str) -> str:
    """A secret that opens the board, shown once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(16)
    live_runs.set_board(work.db, run_id, token_hash(secret))
    return secret


@operation
def no_board(work: Work, viewer: Viewer | None, run_id: str) -> None:
    """Let no secret open the board."""
    live_runs.set_board(work.db, run_id, None)
