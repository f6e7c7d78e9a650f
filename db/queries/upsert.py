"""Inserts that may meet a row that is there already, alike on both engines."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session


def insert_into(db: Session, table: type[DeclarativeBase]) -> Any:
    """An insert for this session's engine that knows ``on_conflict_do_...``."""
    on_sqlite = db.get_bind().dialect.name == "sqlite"
    return sqlite_insert(table) if on_sqlite else postgresql_insert(table)


def insert_of(table: type[DeclarativeBase]) -> dict[str, Any]:
    """The same for each engine by its name, into the table itself: to be made once, and kept."""
    core = table.__table__
    return {"sqlite": sqlite_insert(core), "postgresql": postgresql_insert(core)}  # type: ignore[arg-type]
