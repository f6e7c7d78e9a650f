"""Ticks and the overview of a large installation, on both engines: 5,000 learners in 200 cohorts.

``python -m tests.bench.releases`` prints these rows alone.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, text

from course.access import Role
from course.authoring.load import load_course
from course.clock import SystemClock
from course.cohort import ticking
from course.installation import Installation, open_installation
from course.settings import read
from pages.ui import registry
from tests import world
from tests.bench import diligent, measure
from tests.bench.both_engines import postgres
from tests.bench.measure import Visit
from tests.clock import HandClock
from tests.launch_server import Server, cookie
from tests.workload import WEEKS, Size, fill

LARGE = Size(cohorts=200, learners=25, attempts=1_000_000)
SMALL = Size(cohorts=1, learners=25, attempts=1_000)
PAGE = next(entry.path for entry in registry.PAGES if entry.file == "watch_cohort.py")
_SERVED = ("large", "empty")

Row = tuple[str, str, str, bool]

_FROM = """FROM contribution c JOIN roster r ON r.cohort_id = c.cohort_id AND r.pid = c.pid
    WHERE c.cohort_id = :cohort"""
# What figures come to without any of this: keep the counts of what everybody gave, and note whom
# one counted in figures that may grow.
_MAKE = (
    """CREATE TABLE plain_count (cohort_id varchar(32), channel varchar(200), value integer,
    people integer, PRIMARY KEY (cohort_id, channel, value))""",
    """CREATE TABLE plain_note (cohort_id varchar(32), channel varchar(200), pid varchar(32),
    value integer, PRIMARY KEY (cohort_id, channel, pid))""",
)
_PLAIN = (
    f"""INSERT INTO plain_count SELECT c.cohort_id, c.channel, c.value, count(*) {_FROM}
    GROUP BY c.cohort_id, c.channel, c.value""",
    f"""INSERT INTO plain_note SELECT c.cohort_id, c.channel, c.pid, c.value {_FROM}
    AND (c.channel LIKE '%/completion/%' OR c.channel LIKE '%/returns/%'
         OR c.channel LIKE '%/rating/%' OR c.channel LIKE '%/evaluation/%')""",
)
_ATTEMPTS = (
    """SELECT a.lesson_id, a.exercise_id, count(*), count(DISTINCT a.pid)
    FROM attempt a JOIN enrolment e ON e.pid = a.pid WHERE e.cohort_id = :cohort
    GROUP BY a.lesson_id, a.exercise_id""",
)


@dataclass(frozen=True)
class Ticks:
    """Seconds: the slowest cohort's tick, all of them; what plain SQL takes; bytes at the peak.

    Plain SQL runs for each cohort right before its tick, so that a machine with other things to do
    slows both. The first tick is only asked for its memory.
    """

    slowest: float
    all: float
    plain: float
    attempts: float
    peak: int


def rows(folder: Path) -> Iterator[Row]:
    """The rows of both engines."""
    yield from _rows("SQLite", folder / "sqlite", {})
    with postgres(folder) as urls:
        yield from _rows("PostgreSQL", folder / "postgresql", urls)


def _rows(name: str, folder: Path, urls: dict[str, str]) -> Iterator[Row]:
    small, _ = _ticks(folder / "small", urls.get("small"), SMALL)
    server, empty = (Server(folder / one, pace=1, environ=_at(urls, one)) for one in _SERVED)
    large, there = _ticks(server.data, urls.get("large"), LARGE)
    yield _seconds(f"{name}: a tick of one cohort, slowest of {LARGE.cohorts}", large.slowest, 0.5)
    yield _seconds(f"{name}: a tick of all {LARGE.cohorts}", large.all, 30)
    yield _ratio(
        f"{name}: ticks / plain SQL that counts and notes the same contributions",
        large.all / large.plain,
        1.5,
    )
    yield _ratio(
        f"{name}: ticks / plain SQL that counts the same cohorts' attempts",
        large.all / large.attempts,
        None,
    )
    yield _ratio(
        f"{name}: memory of a tick, {LARGE.attempts:,} attempts / {SMALL.attempts:,}",
        large.peak / small.peak,
        1.1,
    )
    its_cookie = _empty_cohort(empty)
    cost, least, times = _pages(Visit(server, there, PAGE), Visit(empty, its_cookie, PAGE))
    yield _ratio(f"{name}: CPU per run, overview / that of one empty cohort", cost / least, 2)
    yield f"{name}: opening the overview, p95", f"{times:.0f} ms", "<= 300 ms", times <= 300


def _at(urls: dict[str, str], name: str) -> dict[str, str]:
    return {"DATABASE_URL": urls[name]} if urls else {}


def _ticks(data: Path, url: str | None, size: Size) -> tuple[Ticks, str]:
    """Fill an installation and run its closing ticks; and a cookie of a cohort's instructor."""
    environ = {"GOLDSEAM_DATA": str(data), **({"DATABASE_URL": url} if url else {})}
    today = SystemClock().now()
    clock = HandClock(today - timedelta(days=7 * WEEKS + 1))
    installation = open_installation(read(environ), load_course().catalogue, clock)
    try:
        there = fill(installation, size)
        for day in (there.freeze_on, there.closes_on - timedelta(days=1)):
            clock.set(_noon(day))
            ticking.run_due(installation)
        _analyze(installation.engine)  # as PostgreSQL does by itself, within minutes of weeks
        _alone(installation.engine, _MAKE)
        clock.set(_noon(there.closes_on))
        gc.freeze()  # as a server does at its start, in which ticks are done
        measured = _close(installation, there.cohort_ids)
        gc.unfreeze()
        _alone(installation.engine, ("DROP TABLE plain_count", "DROP TABLE plain_note"))
        clock.set(today)
        return measured, _instructor(installation, there.cohort_ids[0])
    finally:
        installation.close()


def _noon(day: date) -> datetime:
    return datetime.combine(day, day_time(12), UTC)


def _analyze(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _plain(engine: Engine, cohort_id: str, statements: tuple[str, ...]) -> float:
    """Seconds of some statements for a cohort, in a transaction."""
    began = time.perf_counter()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            found = connection.execute(text(statement), {"cohort": cohort_id})
            if found.returns_rows:
                found.all()
    return time.perf_counter() - began


def _alone(engine: Engine, statements: tuple[str, ...]) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def _close(installation: Installation, cohort_ids: Sequence[str]) -> Ticks:
    """Run the closing ticks, each after plain SQL for the same cohort."""
    took: list[float] = []
    plain: list[float] = []
    peaks: list[int] = []
    tick = ticking._tick

    def timed(*given: Any) -> int:
        plain.append(_plain(installation.engine, given[1].id, _PLAIN))
        if not peaks:
            tracemalloc.start()
        began = time.perf_counter()
        done = tick(*given)
        took.append(time.perf_counter() - began)
        if tracemalloc.is_tracing():
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        return done

    # Apart from the others, so that a tick and what it is held against come by turns.
    attempts = [_plain(installation.engine, one, _ATTEMPTS) for one in cohort_ids]
    with patch.object(ticking, "_tick", timed):
        began = time.perf_counter()
        ticking.run_due(installation)
        whole = time.perf_counter() - began
    rest = whole - sum(plain) - took[0]
    return Ticks(max(took[1:], default=took[0]), rest, sum(plain[1:]), sum(attempts[1:]), peaks[0])


def _instructor(installation: Installation, cohort_id: str) -> str:
    with installation.writing() as work:
        account_id = world.account(work, "Bench instructor")
        world.join(work, account_id, cohort_id, Role.INSTRUCTOR)
        return cookie(installation, world.sign_in(work, account_id))


def _empty_cohort(server: Server) -> str:
    installation = open_installation(read(server.environ()), load_course().catalogue)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
    found = _instructor(installation, cohort_id)
    installation.close()
    return found


def _pages(full: Visit, empty: Visit) -> tuple[float, float, float]:
    """CPU milliseconds of a run of each, and the p95 of opening the full one from another page."""
    full.server.start()
    empty.server.start()
    try:
        cost, least = measure.cpu_per_run([full, empty])
        times = diligent.openings(full.server, str(full.cookie), PAGE)
    finally:
        full.server.stop()
        empty.server.stop()
    return cost, least, times[round(0.95 * (len(times) - 1))]


def _seconds(name: str, seconds: float, most: float) -> Row:
    return name, f"{seconds:.2f} s", f"<= {most:g} s", seconds <= most


def _ratio(name: str, ratio: float, most: float | None) -> Row:
    bar = "" if most is None else f"<= {most:g}"
    return name, f"{ratio:.2f}", bar, most is None or ratio <= most


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as scratch:
        for row in rows(Path(scratch)):
            print(*row, sep="  ", flush=True)
    sys.exit(0)
