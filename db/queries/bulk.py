"""Many rows at once, by the shortest way that each engine has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import DeclarativeBase, Session


Rows = Sequence[tuple[Any, ...]]


def put(db: Session, table: type[DeclarativeBase], columns: Sequence[str], rows: Rows) -> None:
    """Insert rows that all fill these columns, as the driver takes them: a date is its ISO text."""
    if db.get_bind().dialect.name != "postgresql":
        _insert(db, table, columns, rows, "")
        return
    driver: Any = db.connection().connection.driver_connection
    into = f"COPY {table.__tablename__} ({', '.join(columns)}) FROM STDIN"
    with driver.cursor().copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def put_unless_there(
    db: Session, table: type[DeclarativeBase], columns: Sequence[str], rows: Rows
) -> None:
    """The same; a row whose key is there already stays as it is."""
    _insert(db, table, columns, rows, "ON CONFLICT DO NOTHING")


def _insert(
    db: Session, table: type[DeclarativeBase], columns: Sequence[str], rows: Rows, end: str
) -> None:
    place = "?" if db.get_bind().dialect.name == "sqlite" else "%s"
    into = f"{table.__tablename__} ({', '.join(columns)})"
    values = ", ".join([place] * len(columns))
    if rows:
        db.connection().exec_driver_sql(f"INSERT INTO {into} VALUES ({values}) {end}", list(rows))
