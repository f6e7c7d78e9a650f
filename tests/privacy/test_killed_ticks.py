"""Runners killed at a hundred points: no coin is tossed twice, no label changes, stores agree."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, select, text

from course.cohort import channels
from course.installation import open_installation
from course.settings import read
from db.engine import open_engine, transaction
from db.tables.answers import Released, Roster, TickDone
from db.tables.release import ReleaseCell
from tests import soak
from tests.clock import HandClock
from tests.privacy.whole import whole_catalogue
from tests.privacy.worlds import FREEZE, LAST, LESSON, NOTICE, group

LATE = (LAST + timedelta(days=2)).isoformat() + "T12:00:00+00:00"
COLUMNS = (TickDone.cohort_id, TickDone.channel, TickDone.tick_on, TickDone.coin_waits)
PLANNED = (*COLUMNS, TickDone.seq, TickDone.label)
SAID = (ReleaseCell.cohort_id, ReleaseCell.channel, ReleaseCell.seq, ReleaseCell.label)

Rows = set[tuple[Any, ...]]


@dataclass
class Place:
    """An installation that has missed everything: two rosters to fix, and all their ticks."""

    data: Path
    url: str
    start: Path | str = field(default="")

    def asked(self, **more: Any) -> dict[str, Any]:
        return {"data": str(self.data), "url": self.url, "now": LATE, **more}

    def rows(self, columns: tuple[Any, ...], url: str | None = None) -> Rows:
        """What a table of the main database holds, or of the release store."""
        engine = open_engine(url or self.url)
        with transaction(engine, writes=False) as db:
            found = {tuple(row) for row in db.execute(select(*columns))}
        engine.dispose()
        return found

    def said(self) -> Rows:
        return self.rows(SAID, f"sqlite:///{self.data / 'release.db'}")

    def planned(self) -> Rows:
        return self.rows(PLANNED)

    def begin_again(self) -> None:
        """As it was before anything ran."""
        for file in self.data.glob("release.db*"):
            file.unlink()
        if isinstance(self.start, Path):
            for file in self.data.glob("goldseam.db*"):
                file.unlink()
            shutil.copy(self.start, self.data / "goldseam.db")
        else:
            _copy_database(self.url, str(self.start))
        open_installation(
            read({"GOLDSEAM_DATA": str(self.data), "DATABASE_URL": self.url}),
            whole_catalogue(),
            HandClock(),
        ).close()


def _copy_database(url: str, start: str) -> None:
    """Put a copy of one PostgreSQL database in the place of another."""
    admin = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        name = make_url(url).database
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {start}"))
    admin.dispose()


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Place:
    """Cohorts of 13 and 25 with something for every tick, and nobody who ran any."""
    data = tmp_path / "data"
    url = database_url if "postgresql" in database_url else f"sqlite:///{data / 'goldseam.db'}"
    clock = HandClock()
    settings = read({"GOLDSEAM_DATA": str(data), "DATABASE_URL": url})
    installation = open_installation(settings, whole_catalogue(), clock)
    question = channels.check_channel("second", "quiz", "q1")
    for size in (13, 25):
        here = group(installation, clock, size)
        half = range(size // 2 + 1)
        for channel in (LESSON, NOTICE, channels.attempts_channel("first")):
            here.give(*half, channel=channel, value=2)
        here.give(*range(size), channel=question, value=1)
        here.give(*range(size), channel=channels.evaluation_channel("useful"), value=4)
    installation.close()
    if "postgresql" in url:
        start = f"{make_url(url).database}_start"
        _copy_database(
            make_url(url).set(database=start).render_as_string(), make_url(url).database or ""
        )
        return Place(data, url, start)
    start_file = tmp_path / "start.db"
    source = open_engine(url)
    with source.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM INTO ?", (str(start_file),))
    source.dispose()
    return Place(data, url, start_file)


class Runner:
    """The program that runs ticks and lets its processes be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, *runs: dict[str, Any]) -> list[int]:
        """Start these runs at once; their exit codes, negative for the signal that killed one."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(runs) + "\n")
        self.process.stdin.flush()
        ended: list[int] = json.loads(self.process.stdout.readline())
        return ended


@pytest.fixture
def runner() -> Iterator[Runner]:
    with _running() as found:
        yield found


@contextmanager
def _running() -> Iterator[Runner]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.privacy.ticker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Runner(process)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def agrees(place: Place) -> bool:
    """Whether the release store holds every planned label and no other."""
    published = {row for row in place.planned() if row[4] is not None}
    return place.said() == {(row[0], row[1], row[4], row[5]) for row in published}


def test_a_hundred_kills_leave_one_plan_and_one_copy_of_it(place: Place, runner: Runner) -> None:
    # Each kill on PostgreSQL waits for a database to be copied; there are fewer in a short run.
    enough = soak.size(100, 400) if place.url.startswith("sqlite") else soak.size(40, 400)
    chance = random.Random("kills")
    kills = {-signal.SIGKILL: 0, -signal.SIGALRM: 0}
    rounds = 0
    while sum(kills.values()) < enough:
        place.begin_again()
        rounds += 1
        planned: Rows = set()
        said: Rows = set()
        ended = 1
        while ended != 0:
            how = (
                {"fatal": chance.randint(1, 90)}
                if chance.random() < 0.7
                else {"seconds": chance.uniform(0.01, 0.12)}
            )
            (ended,) = runner.run(place.asked(**how))
            if ended != 0:
                kills[ended] += 1
            # What was decided stands, with its coin and its label; what was said stands too.
            assert planned <= place.planned()
            assert said <= place.said()
            planned, said = place.planned(), place.said()
        assert runner.run(place.asked()) == [0]
        assert (place.planned(), place.said()) == (planned, said)
        assert agrees(place)
        _complete(place)
    assert min(kills.values()) >= enough // 10
    assert rounds >= 3


def _complete(place: Place) -> None:
    """Every tick of both calendars is decided, and both rosters are fixed once."""
    assert len(place.rows((Roster.cohort_id, Roster.pid))) == 13 + 25
    dates: dict[str, set[Any]] = {}
    for row in place.planned():
        if row[1] == LESSON:
            dates.setdefault(row[0], set()).add(row[2])
    assert sorted(map(len, dates.values())) == [2, 4]
    behind = place.rows((Released.cohort_id, Released.channel, Released.pid))
    assert len([row for row in behind if row[1] == LESSON]) == 7 + 13


def test_of_processes_that_run_at_once_each_tick_is_decided_by_one(
    place: Place, runner: Runner
) -> None:
    chance = random.Random("at once")
    for _ in range(6):
        place.begin_again()
        doomed = place.asked(fatal=chance.randint(1, 90))
        ended = runner.run(place.asked(), doomed, place.asked())
        assert ended[0] == ended[2] == 0
        assert ended[1] in {0, -signal.SIGKILL}
        assert agrees(place)
        _complete(place)
        assert min(row[2] for row in place.planned()) > FREEZE
