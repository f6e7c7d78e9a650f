"""Backups made while people write: whatever was acknowledged before one is in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from course.access import Role
from course.backup import make_backup
from course.cohort import enrolment
from course.installation import Installation, open_installation
from course.restoring import restore
from db.queries import study
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.test_backup import postgres_programs
from tests.soak import size

WRITERS = 4
BACKUPS = size(2, 20)


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    postgres_programs(monkeypatch)


def _write(installation: Installation, pid: str, stop: Event, acknowledged: list[str]) -> None:
    for number in count():
        if stop.is_set():
            return
        box = f"first/{pid[:6]}-{number}"
        with installation.writing() as work:
            study.put_draft(work.db, pid, box, 1, "sealed")
        acknowledged.append(box)


def _pids(installation: Installation) -> Iterator[str]:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        for n in range(WRITERS):
            account_id = world.account(work, f"Writer {n}")
            world.join(work, account_id, cohort_id, Role.LEARNER)
            yield enrolment.pid_of(work, account_id, cohort_id)


def test_nothing_acknowledged_before_a_backup_is_missing_from_it(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    pids = list(_pids(installation))
    acknowledged: list[str] = []
    made: list[tuple[Path, set[str]]] = []
    stop = Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(_write, installation, pid, stop, acknowledged) for pid in pids]
        try:
            for n in range(BACKUPS):
                while len(acknowledged) < 20 * (n + 1):
                    stop.wait(0.01)
                before = set(acknowledged)
                clock.move(minutes=1)
                made.append((make_backup(installation, tmp_path / "backups"), before))
        finally:
            stop.set()
        for one in writing:
            one.result()
    installation.close()
    for file, before in made:
        restore(installation.settings, small_catalogue(), file, clock)
        again = open_installation(installation.settings, small_catalogue(), clock)
        with closing(again), again.reading() as work:
            there = {box for pid in pids for box, _, _ in study.drafts(work.db, pid)}
        assert before <= there
        assert len(before) >= 20
