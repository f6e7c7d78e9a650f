"""The door to the release store: what everything that an instructor can reach reads through.

On SQLite it is one file, opened to be read, by a connection that refuses every statement but a
SELECT on the one table. On PostgreSQL it is a database of its own with a login of its own, made by
``deploy/release-database.sql``; :func:`faults` says what that login can do that it must not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from db.engine import BUSY_SECONDS, open_engine
from db.tables.release import ReleaseCell

TABLE = ReleaseCell.__tablename__
_READABLE = {TABLE, "sqlite_master", "sqlite_schema"}
_FUNCTIONS = {"count", "max", "min"}


def open_reader(url: str) -> Engine:
    """An engine that reads published figures and nothing else."""
    if not url.startswith("sqlite"):
        return _open_postgresql(url)
    path = Path(make_url(url).database or "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{path}?mode=ro", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
        )
        connection.set_authorizer(_authorize)
        return connection

    return create_engine("sqlite://", creator=connect, hide_parameters=True)


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _view: str | None
) -> int:
    """What SQLite asks before each thing that a statement would do."""
    allowed = (
        action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION}
        or (action == sqlite3.SQLITE_READ and first in _READABLE)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
        # SQLAlchemy asks for it once, without setting it.
        or (action == sqlite3.SQLITE_PRAGMA and first == "read_uncommitted" and second is None)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _open_postgresql(url: str) -> Engine:
    engine = open_engine(url)

    @event.listens_for(engine, "begin")
    def read_only(connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


def writer_url(release_url: str, main_url: str) -> str:
    """The address under which figures are written: on PostgreSQL with the main database's login."""
    if release_url.startswith("sqlite"):
        return release_url
    main = make_url(main_url)
    release = make_url(release_url).set(username=main.username, password=main.password)
    return release.render_as_string(hide_password=False)


_TABLES = """FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
             AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"""
# Each asks one thing of the login, which must be false.
_MUST_NOT = {
    "has rights over the whole server": """
        SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
        FROM pg_roles WHERE rolname = current_user""",
    "can take on another role": """
        SELECT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
                       WHERE r.rolname = current_user)""",
    "can write": f"""
        SELECT has_database_privilege(current_database(), 'CREATE, TEMPORARY')
            OR EXISTS (SELECT FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE'))
            OR EXISTS (SELECT {_TABLES}
                       AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                            OR has_any_column_privilege(c.oid, 'INSERT, UPDATE')))""",  # noqa: S608
    "can see more than published figures": f"""
        SELECT EXISTS (SELECT {_TABLES}
                       AND c.relname <> :table AND has_any_column_privilege(c.oid, 'SELECT'))""",
    "can't read the published figures": "SELECT NOT has_table_privilege(:table, 'SELECT')",
}


def faults(reader: Engine, main_url: str) -> list[str]:
    """What the release store's login can do that it must not, in words; nothing on SQLite."""
    return [] if reader.dialect.name == "sqlite" else list(_faults(reader, main_url))


def _faults(reader: Engine, main_url: str) -> Iterator[str]:
    with reader.connect() as connection:
        for fault, question in _MUST_NOT.items():
            if connection.scalar(text(question), {"table": TABLE}):
                yield fault
    if _opens(reader, main_url):
        yield "can connect to the main database"


def _opens(reader: Engine, main_url: str) -> bool:
    """Whether the login gets into the main database, where counters of every table are open."""
    main = make_url(main_url).set(username=reader.url.username, password=reader.url.password)
    engine = open_engine(main.render_as_string(hide_password=False))
    try:
        with engine.connect():
            return True
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()
