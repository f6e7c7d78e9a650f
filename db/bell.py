"""PostgreSQL's LISTEN and NOTIFY: how replicas of one process hear of one another's changes.

A note that is lost is nothing lost: what it says stands in the tables. So it is sent in a
transaction of its own, after the one it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, text

CHANNEL = "goldseam_live"
CONNECT_SECONDS = 5


class BellBroken(Exception):
    """The line to the database is gone; listen anew."""


def ring(engine: Engine, note: str) -> None:
    """Tell every listener, this process's own included."""
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_notify(:channel, :note)"), {"channel": CHANNEL, "note": note}
        )


class Listener:
    """One open connection that listens."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self._connection = connection

    def notes(self, seconds: float) -> list[str]:
        """What came within ``seconds``, or as soon as anything came. Raises BellBroken."""
        try:
            found = self._connection.notifies(timeout=seconds, stop_after=1)
            return [note.payload for note in found]
        except psycopg.Error:
            raise BellBroken from None


@contextmanager
def listening(engine: Engine) -> Iterator[Listener]:
    """A connection that listens, apart from the engine's pool. Raises BellBroken."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=CONNECT_SECONDS)
    except psycopg.Error:
        raise BellBroken from None
    with connection:
        try:
            connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error:
            raise BellBroken from None
        yield Listener(connection)
