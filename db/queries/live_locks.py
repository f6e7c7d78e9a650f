"""Who waits for whom in a run. On SQLite nobody: there is one writer at a time anyway.

Answers may come side by side, but none while a command is carried out: a round that is being closed
gets no answer any more. PostgreSQL's advisory locks let those who wait in as they came; with locks
on the run's row, answers that kept coming would pass by a command that waits.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engine import LOCKS

_TAKING = 7_032_141  # the lock under which seats are given out
_ANSWERING = text("SELECT pg_advisory_xact_lock_shared(:key)")
_ALONE = text("SELECT pg_advisory_xact_lock(:key)")


def answering(db: Session, run_id: str) -> None:
    """Let no command be carried out in a run until this transaction is over."""
    _lock(db, _key(run_id), alone=False)


def commanding(db: Session, run_id: str) -> None:
    """Let nobody answer or command in a run until this transaction is over."""
    _lock(db, _key(run_id), alone=True)


def taking(db: Session) -> None:
    """One at a time takes a seat, so that no two take the last one.

    The same lock for every run: several runs' seats are taken in one transaction in any order.
    """
    _lock(db, _TAKING, alone=True)


def _key(run_id: str) -> int:
    """60 bits of a run's random name, as PostgreSQL's locks are numbered."""
    try:
        return int(run_id[:15], 16)
    except ValueError:
        return 0  # there is no such run


def _lock(db: Session, key: int, *, alone: bool) -> None:
    if db.get_bind().dialect.name != "postgresql":
        return
    held: dict[tuple[int, bool], bool] = db.info.setdefault(LOCKS, {})
    if (key, alone) in held:
        return
    db.connection().execute(_ALONE if alone else _ANSWERING, {"key": key})
    held[key, alone] = True
