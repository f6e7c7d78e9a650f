"""Bring a database to the newest schema, or say that it is behind."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, String, inspect

from db import tables  # noqa: F401  (fills the metadata)
from db.base import Base, ReleaseBase


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def _open(engine: Engine) -> Connection:
    return engine.connect().execution_options(writes=True)


def upgrade(engine: Engine) -> None:
    """Run every migration that has not run yet, in one transaction.

    On SQLite foreign keys are off meanwhile: a table rebuilt in batch mode would otherwise take its
    children's rows with it.
    """
    if at_head(engine):
        return
    with _open(engine) as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, "OFF")
        with connection.begin():
            command.upgrade(_config(connection), "head")
        if sqlite:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    # Straight to the driver: inside a transaction SQLite ignores this pragma.
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")  # type: ignore[union-attr]


@cache
def head() -> str:
    """The newest revision this code knows; to find it means to run every migration's file."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def at_head(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    return current(engine) == head()


def differences(engine: Engine) -> list[object]:
    """What the migrated schema lacks of the tables' definitions; empty when all is well."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def new_migration(engine: Engine, message: str, today: date) -> None:
    """Write the next migration file from the difference between tables and schema."""
    slug = "_".join(message.lower().split())
    with _open(engine) as connection, connection.begin():
        config = _config(connection)
        command.revision(config, message, autogenerate=True, rev_id=f"{today:%Y%m%d}_{slug}")
    head.cache_clear()


def make_release_store(engine: Engine) -> None:
    """Create the release store's tables where they are missing, and widen what was narrower."""
    ReleaseBase.metadata.create_all(engine)
    if engine.dialect.name == "sqlite":
        return  # SQLite keeps texts of any length, whatever a column says
    with engine.begin() as connection:
        for table in ReleaseBase.metadata.sorted_tables:
            for there in inspect(connection).get_columns(table.name):
                wanted, length = table.columns[there["name"]].type, there["type"]
                if isinstance(wanted, String) and getattr(length, "length", None) != wanted.length:
                    _widen(connection, table.name, there["name"], wanted)


def _widen(connection: Connection, table: str, column: str, wanted: String) -> None:
    Operations(MigrationContext.configure(connection)).alter_column(table, column, type_=wanted)
