"""Engines and their connections: SQLite made safe for writers, PostgreSQL made patient."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from db.passes import Passes
from db.turns import Turns

BUSY_SECONDS = 30
_SCRUB = "goldseam.scrub"
_AFTER = "goldseam.after"
LOCKS = "goldseam.locks"  # those that a transaction holds already


def open_engine(url: str) -> Engine:
    """An engine for ``url``; parameters never reach a log or an error text."""
    if url.startswith("sqlite"):
        return _open_sqlite(url)
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        connect_args={"connect_timeout": 5},
        execution_options={"passes": Passes()},
    )


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS},
        pool_size=20,
        max_overflow=40,
        execution_options={"turns": Turns()},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred: two readers that both mean to write then lose one
        # another's change. We begin transactions ourselves, below.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Session]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    turns = engine.get_execution_options().get("turns") if writes else None
    with turns.turn(BUSY_SECONDS) if turns else nullcontext():
        with (
            engine.connect().execution_options(writes=writes) as connection,
            connection.begin(),
            Session(bind=connection, expire_on_commit=False) as session,
        ):
            yield session
            session.flush()
            removed_text = session.info.get(_SCRUB, False)
            jobs = session.info.get(_AFTER, ())
        if removed_text:
            scrub(engine)
        for job in jobs:
            job(engine)


@contextmanager
def part(db: Session) -> Iterator[None]:
    """A part of an open transaction: undone alone where it raises, with the locks it took."""
    savepoint = db.connection().begin_nested()
    held = dict(db.info.get(LOCKS, {}))
    try:
        yield
        db.flush()
    except BaseException:
        savepoint.rollback()
        db.expunge_all()
        db.info[LOCKS] = held
        raise
    savepoint.commit()


def scrub_after(db: Session) -> None:
    """Run :func:`scrub` once this transaction is committed, because it removes text."""
    db.info[_SCRUB] = True


def after_commit(db: Session, job: Callable[[Engine], object]) -> None:
    """Run ``job`` once this transaction is committed; the same one only once."""
    jobs = db.info.setdefault(_AFTER, [])
    if job not in jobs:
        jobs.append(job)


def scrub(engine: Engine, patience: float = BUSY_SECONDS) -> bool:
    """Leave no deleted text in the write-ahead log (SQLite; elsewhere nothing to do).

    False when readers were in the way for ``patience`` seconds; the next one then does it.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
            row = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        return bool(row[0] == 0)
