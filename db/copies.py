"""Whole copies of a database: made while it is in use, and put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, make_url

from db import postgres_tools
from db.engine import open_engine

# Answers of rounds that are open just now: they are to be gone once the round closes, and a copy
# would keep them.
LEFT_OUT = "live_response"


def copy_out(engine: Engine, target: Path) -> None:
    """Write a copy of the database to ``target``, as it stands at one moment, without ``LEFT_OUT``.

    Raises:
        postgres_tools.ToolMissing, postgres_tools.ToolFailed: PostgreSQL's programs did not.
    """
    if engine.dialect.name != "sqlite":
        postgres_tools.dump(engine, target, without=LEFT_OUT)
        return
    with engine.connect() as connection:
        # Straight to the driver: VACUUM cannot run inside a transaction.
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM INTO ?", (str(target),))
    _leave_out(target)


def _leave_out(target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("PRAGMA journal_mode=MEMORY")
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (LEFT_OUT,)).fetchone():
            copy.execute(f"DELETE FROM {LEFT_OUT}")  # noqa: S608
            copy.commit()
    finally:
        copy.close()


def copy_in(url: str, source: Path) -> None:
    """Replace everything in the database at ``url`` by a copy, whole or not at all.

    Raises:
        postgres_tools.ToolMissing, postgres_tools.ToolFailed: PostgreSQL's programs did not.
    """
    engine = open_engine(url)
    try:
        if engine.dialect.name != "sqlite":
            postgres_tools.put_back(engine, source)
            return
        _copy_pages(Path(make_url(url).database or ""), source)
    finally:
        engine.dispose()


def _copy_pages(target: Path, source: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    given = sqlite3.connect(source)
    ours = sqlite3.connect(target, timeout=30)
    try:
        ours.execute("PRAGMA secure_delete=ON")
        ours.execute("PRAGMA synchronous=FULL")
        given.backup(ours)
        # Nothing of what stood here before is left in free pages or in the write-ahead log.
        ours.execute("VACUUM")
        ours.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        ours.close()
        given.close()
