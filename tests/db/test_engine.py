"""How connections are opened: what SQLite is told, when a write locks, who cannot write."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from course.installation import Installation
from db.engine import open_engine, transaction


def test_every_sqlite_connection_is_told_the_same(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'here.db'}")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            told = {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted}
            assert told == wanted
    engine.dispose()


def test_a_write_takes_its_lock_when_it_begins_and_a_reading_takes_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'here.db'}"
    engine, other = open_engine(url), open_engine(url)
    with other.connect() as waiting:
        waiting.exec_driver_sql("PRAGMA busy_timeout=0")
        waiting.rollback()
        impatient = waiting.execution_options(writes=True)
        with transaction(engine, writes=False):
            impatient.execute(text("SELECT 1"))
            impatient.rollback()
        with transaction(engine, writes=True), pytest.raises(DBAPIError, match="locked"):
            impatient.execute(text("SELECT 1"))
    engine.dispose()
    other.dispose()


def test_what_is_asked_of_the_database_is_not_in_its_errors(installation: Installation) -> None:
    with (
        pytest.raises(DBAPIError) as raised,
        transaction(installation.engine, writes=True) as db,
    ):
        db.execute(text("SELECT :words FROM nowhere"), {"words": "Marigold"})
    assert "Marigold" not in str(raised.value)
