"""Who hosts a run, and the secret that opens its board."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from course.access import Viewer, operation, token_hash
from course.errors import BadInput, NotFound
from course.work import Work
from course.workshop import running
from db.queries import live_runs as rows


@dataclass(frozen=True)
class HostName:
    """One who hosts a run."""

    account_id: str
    name: str


@operation
def hosts(work: Work, viewer: Viewer | None, run_id: str) -> tuple[HostName, ...]:
    """Who hosts a run, by name."""
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
def new_board(work: Work, viewer: Viewer | None, run_id: str) -> str:
    """A secret that opens the board, shown once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(16)
    rows.set_board(work.db, run_id, token_hash(secret))
    return secret


@operation
def no_board(work: Work, viewer: Viewer | None, run_id: str) -> None:
    """Let no secret open the board."""
    rows.set_board(work.db, run_id, None)
