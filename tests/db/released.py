"""Databases as earlier versions left them: at any revision, with rows in every table."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    MetaData,
    Table,
    insert,
    inspect,
    text,
)

from db import migrate
from db.vault import Vault

ROWS = 3  # in every table but the installation's own
Rows = dict[str, list[dict[str, Any]]]


def revisions() -> list[str]:
    """Every revision from the first one to the newest."""
    scripts = ScriptDirectory.from_config(migrate._config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def make(engine: Engine, revision: str, vault: Vault) -> None:
    """Bring an empty database to a revision and put rows into each of its tables."""
    with migrate._open(engine) as connection, connection.begin():
        command.upgrade(migrate._config(connection), revision)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                connection.execute(insert(table), _rows(table, vault))


def _rows(table: Table, vault: Vault) -> list[dict[str, Any]]:
    if table.name == "installation":
        return [{"id": "0" * 32, "key_fingerprint": vault.lookup("installation")}]
    return [{c.name: _value(c, number) for c in table.columns} for number in range(ROWS)]


def _value(column: Column[Any], number: int) -> Any:
    """A row's value: none where it may be none in the first row, else one that only it has."""
    if column.nullable and number == 0:
        return None
    for key in column.foreign_keys:
        return _value(key.column, number)
    if isinstance(column.type, Boolean):
        return number == 1
    if isinstance(column.type, Integer):
        return number
    if isinstance(column.type, Date):
        return date(2026, 9, 1 + number)
    words = f"{number} {column.table.name} {column.name}"
    if column.type.python_type is dict:
        return {"words": words}
    return words[: getattr(column.type, "length", None)]


def rows(engine: Engine) -> Rows:
    """What every table holds."""
    with engine.connect() as connection:
        return {
            name: [
                dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()
            ]
            for name in inspect(connection).get_table_names()
            if name != "alembic_version"
        }


def lost(before: Rows, after: Rows) -> list[str]:
    """The tables that lack a row they held, whatever columns were added to it since."""
    missing = []
    for table, held in before.items():
        names = held[0].keys()
        there = {_line({name: row[name] for name in names}) for row in after.get(table, ())}
        if not {_line(row) for row in held} <= there:
            missing.append(table)
    return missing


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, default=str, sort_keys=True)


def shape(engine: Engine) -> dict[str, Any]:
    """Every table with the names and types of its columns, and with its indexes and keys."""
    with engine.connect() as connection:
        looking = inspect(connection)
        columns, indexes = looking.get_multi_columns(), looking.get_multi_indexes()
        keys = looking.get_multi_foreign_keys()
    return {
        place[1]: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in found],
            sorted(str(one["name"]) for one in indexes[place]),
            sorted(str(one["name"]) for one in keys[place]),
        )
        for place, found in columns.items()
    }
