"""What a sign-in costs where many have accounts, on both engines: 5,000 beside 50.

``python -m tests.bench.coming_in`` prints these rows alone.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import select, text

from course.installation import Installation, open_installation
from course.settings import read
from course.signing import sign_ins
from db.tables.identity import Account
from tests import world
from tests.bench.both_engines import postgres
from tests.bench.measure import cpu
from tests.content import small_catalogue
from tests.workload import Size, fill

FEW = Size(cohorts=2, learners=25, attempts=0)
MANY = Size(cohorts=200, learners=25, attempts=0)
ACCOUNTS = MANY.cohorts * MANY.learners
TIMES, AT_ONCE = 30, 50

Row = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Costs:
    """CPU milliseconds of a sign-in beside few accounts and many, here and in the database.

    And the seconds that the slowest of many at once waits, beside many accounts; None on SQLite,
    where each waits for the disk alone.
    """

    few: float
    many: float
    slowest: float | None


def rows(folder: Path) -> Iterator[Row]:
    """The rows of both engines."""
    folder.mkdir(exist_ok=True)
    yield from _rows("SQLite", _measure(folder / "sqlite", {}))
    with postgres(folder) as urls:
        yield from _rows("PostgreSQL", _measure(folder / "postgresql", urls))


def _rows(name: str, found: Costs) -> Iterator[Row]:
    ratio = found.many / found.few
    beside = f"{name}: CPU of a sign-in, {ACCOUNTS:,} accounts"
    yield beside, f"{found.many:.1f} ms", "", True
    yield f"{beside} / {FEW.cohorts * FEW.learners}", f"{ratio:.2f}", "<= 10", ratio <= 10
    if found.slowest is not None:
        yield f"{name}: {AT_ONCE} sign-ins at once, slowest", f"{found.slowest:.2f} s", "", True


def _measure(folder: Path, urls: dict[str, str]) -> Costs:
    """One sign-in beside few and one beside many in turn, so that both meet the same machine."""
    with ExitStack() as stack:
        few, many = (
            stack.enter_context(closing(_filled(folder / name, urls.get(name), size)))
            for name, size in (("small", FEW), ("large", MANY))
        )
        accounts = zip(_accounts(few, TIMES), _accounts(many, TIMES), strict=True)
        costs = [(_cost(few, one), _cost(many, other)) for one, other in accounts]
        return Costs(
            statistics.median(one for one, _ in costs),
            statistics.median(one for _, one in costs),
            _at_once(many) if urls else None,
        )


def _filled(data: Path, url: str | None, size: Size) -> Installation:
    """Everybody is signed in in one browser."""
    environ = {"GOLDSEAM_DATA": str(data), **({"DATABASE_URL": url} if url else {})}
    installation = open_installation(read(environ), small_catalogue())
    fill(installation, size)
    with installation.writing() as work:
        for account_id in work.db.scalars(select(Account.id)).all():
            world.sign_in(work, account_id)
    if url:
        with installation.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            one.execute(text("VACUUM ANALYZE"))
    return installation


def _accounts(installation: Installation, number: int) -> list[str]:
    with installation.reading() as work:
        return list(work.db.scalars(select(Account.id).order_by(Account.id).limit(number)))


def _cost(installation: Installation, account_id: str) -> float:
    """CPU milliseconds of a sign-in: of this process, and of the database's that serve it."""
    there = [psutil.Process(pid) for pid in (os.getpid(), *_backends(installation))]
    before = sum(cpu(one) for one in there)
    _sign_in(installation, account_id)
    return (sum(cpu(one) for one in there) - before) * 1000


def _backends(installation: Installation) -> list[int]:
    if installation.settings.on_sqlite:
        return []
    asked = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with installation.engine.connect() as connection:
        return list(connection.scalars(asked))


def _sign_in(installation: Installation, account_id: str) -> float:
    """Seconds that it takes whoever waits for it."""
    began = time.perf_counter()
    with installation.writing() as work:
        sign_ins.begin(work, account_id, "link")
    return time.perf_counter() - began


def _at_once(installation: Installation) -> float:
    accounts = _accounts(installation, AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return max(pool.map(lambda one: _sign_in(installation, one), accounts))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as scratch:
        for row in rows(Path(scratch)):
            print(*row, sep="  ", flush=True)
    sys.exit(0)
