"""Leaving nothing in any file of what is gone from a run: answers, and texts taken down."""

from __future__ import annotations

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.engine import scrub
from db.queries.settle import lay_out
from db.queries.settled import Table
from db.tables.live import LiveResponse, LiveText

_PATIENCE = 0.25  # seconds: a room waits for the command that closed its round


def forget_ballots(engine: Engine) -> bool:
    """Leave nothing of a closed round's answers in any file; False when it was in use.

    On SQLite the rows are overwritten already, and only the write-ahead log is left.
    """
    return _forget(engine, LiveResponse)


def forget_texts(engine: Engine) -> bool:
    """Leave nothing of texts that hosts took down in any file; False when it was in use."""
    return _forget(engine, LiveText)


def _forget(engine: Engine, table: Table) -> bool:
    if engine.dialect.name != "postgresql":
        return scrub(engine, _PATIENCE)
    return lay_out(engine, table)


def is_untidy(db: Session) -> bool:
    """Whether answers that are gone may still lie in a file.

    PostgreSQL's file of answers holds something while there is no answer; of SQLite's write-ahead
    log this isn't asked, since emptying it costs little.
    """
    if db.get_bind().dialect.name != "postgresql":
        return True
    if db.execute(select(LiveResponse.seat_id).limit(1)).first() is not None:
        return False
    return bool(db.scalar(text("SELECT pg_relation_size('live_response')")))
