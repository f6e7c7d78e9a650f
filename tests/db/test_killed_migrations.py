"""Every earlier schema brought to the newest by a start that is killed: nothing is lost by it."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from db import migrate
from db.engine import open_engine
from db.vault import Vault
from tests.db import migrator, released
from tests.soak import size

*EARLIER, NEWEST = released.revisions()
SCHEMAS = (EARLIER[0], *EARLIER[: 0 : -size(4, 1)])  # the first, and from the last one back
KILLS_FIRST, KILLS_LATER = size(6, 20), size(2, 20)
KEY = bytes(range(32))


@dataclass
class Place:
    """A database of an earlier version, which can be had anew."""

    url: str
    old: str
    data: Path

    @classmethod
    def of(cls, request: pytest.FixtureRequest, folder: Path) -> Place:
        """An empty one, to be filled, on the engine that was asked for."""
        data = folder / "data"
        data.mkdir()
        (data / "master.key").write_text(KEY.hex() + "\n")
        if request.param == "sqlite":
            return cls(f"sqlite:///{data / 'goldseam.db'}", str(folder / "old.db"), data)
        url = request.getfixturevalue("postgres_url")
        return cls(url, f"{make_url(url).database}_old", data)

    @property
    def engine(self) -> str:
        return "sqlite" if self.url.startswith("sqlite") else "postgresql"

    def fill(self, revision: str) -> None:
        """Make the earlier version's database anew."""
        if self.engine == "sqlite":
            Path(self.old).unlink(missing_ok=True)
            made = f"sqlite:///{self.old}"
        else:
            _replace(self.url, self.old, "template0")
            made = make_url(self.url).set(database=self.old).render_as_string(False)
        engine = open_engine(made)
        released.make(engine, revision, Vault(KEY))
        engine.dispose()

    def put_back(self) -> None:
        """The earlier version's database, as if nothing had been started on it."""
        for file in self.data.glob("*.db*"):
            file.unlink()
        if self.engine == "sqlite":
            shutil.copy(self.old, self.data / "goldseam.db")
        else:
            _replace(self.url, str(make_url(self.url).database), self.old)

    def drop(self) -> None:
        """Leave nothing of the earlier version on the server."""
        with _admin(self.url) as connection:
            connection.execute(text(f"DROP DATABASE {self.old}"))

    @contextmanager
    def opened(self) -> Iterator[Engine]:
        """The database, as it stands."""
        engine = open_engine(self.url)
        try:
            yield engine
        finally:
            engine.dispose()

    def asked(self, fatal: int = 0) -> dict[str, object]:
        """A start of the newest version on it."""
        return {"data": str(self.data), "url": self.url, "fatal": fatal}


@contextmanager
def _admin(url: str) -> Iterator[Connection]:
    admin = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        yield connection
    admin.dispose()


def _replace(url: str, name: str, template: str) -> None:
    with _admin(url) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        copied = f"TEMPLATE {template} STRATEGY FILE_COPY"
        connection.execute(text(f"CREATE DATABASE {name} {copied}"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    yield (made := Place.of(request, tmp_path))
    if made.engine == "postgresql":
        made.drop()


@pytest.fixture
def starts() -> Iterator[subprocess.Popen[str]]:
    """The program whose starts are killed."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.db.migrator"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        yield running


def kill(starts: subprocess.Popen[str], place: Place, moment: int) -> None:
    assert starts.stdin is not None
    assert starts.stdout is not None
    starts.stdin.write(json.dumps(place.asked(moment)) + "\n")
    starts.stdin.flush()
    assert int(starts.stdout.readline()) == -signal.SIGKILL


def test_a_killed_migration_leaves_the_old_schema_or_the_new_and_every_row(
    place: Place, starts: subprocess.Popen[str]
) -> None:
    chance, found = random.Random("migrations"), set()
    for revision in SCHEMAS:
        place.fill(revision)
        place.put_back()
        with place.opened() as engine:
            rows, old = released.rows(engine), released.shape(engine)
        last = migrator.moments(place.asked())
        with place.opened() as engine:
            assert migrate.differences(engine) == []
            new = released.shape(engine)
        first = revision == EARLIER[0]
        moments = {1, last} if first else set()
        while len(moments) < (KILLS_FIRST if first else KILLS_LATER):
            moments.add(chance.randint(1, last))
        for moment in sorted(moments):
            place.put_back()
            kill(starts, place, moment)
            with place.opened() as engine:
                stands = migrate.current(engine)
                assert released.shape(engine) == {revision: old, NEWEST: new}[str(stands)]
                assert released.lost(rows, released.rows(engine)) == []
            found.add(stands)
            migrator.start(place.asked())
            with place.opened() as engine:
                assert migrate.at_head(engine)
                assert released.shape(engine) == new
                assert released.lost(rows, released.rows(engine)) == []
    assert {EARLIER[0], NEWEST} <= found  # some were killed before it was done, some after


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_what_is_compared_here_would_show_a_loss(place: Place) -> None:
    place.fill(EARLIER[0])
    place.put_back()
    with place.opened() as engine:
        rows, old = released.rows(engine), released.shape(engine)
        assert {name: len(held) for name, held in rows.items()} == {
            name: 1 if name == "installation" else released.ROWS for name in old if name in rows
        }
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM draft WHERE revision = 2"))
            connection.execute(text("UPDATE account SET name = 'Other' WHERE joined = 1"))
            connection.execute(text("DROP INDEX ix_attempt_pid"))
        assert released.lost(rows, released.rows(engine)) == ["account", "draft"]
        assert released.shape(engine) != old
