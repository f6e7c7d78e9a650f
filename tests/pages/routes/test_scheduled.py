"""Work that the clock starts, and starts again after something went amiss."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import anyio
import pytest

from course.cohort import ticking
from course.installation import Installation
from course.own import retention
from pages.routes import scheduled
from tests.clock import HandClock
from tests.course.study.shower import shower


def _run_until(installation: Installation, enough: Callable[[], bool]) -> None:
    async def run() -> None:
        going = asyncio.create_task(scheduled.keep_going(installation))
        async with asyncio.timeout(20):
            while not enough():
                await asyncio.sleep(0.01)
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)

    anyio.run(run)


def test_due_work_is_tried_again_after_an_error(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def run_due(_installation: Installation) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("away")
        return 0

    monkeypatch.setattr(ticking, "run_due", run_due)
    _run_until(sqlite_installation, lambda: len(tries) >= 3)
    assert len(tries) >= 3


def test_the_end_of_keeping_is_looked_after_whatever_becomes_of_other_work(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def run_due(_installation: Installation) -> int:
        raise RuntimeError("away")

    def look(_installation: Installation) -> int:
        done.append("looked")
        return 0

    def write(_installation: Installation) -> int:
        done.append("wrote")
        return 0

    monkeypatch.setattr(ticking, "run_due", run_due)
    monkeypatch.setattr(retention, "run_due", look)
    monkeypatch.setattr(retention, "write_letters", write)
    _run_until(sqlite_installation, lambda: min(map(done.count, ("looked", "wrote"))) >= 2)
    assert min(map(done.count, ("looked", "wrote"))) >= 2


def test_settling_is_done_once_a_day_and_not_before_three(
    sqlite_installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[str] = []
    rounds: list[int] = []

    def settle(installation: Installation) -> None:
        settled.append(f"{installation.clock.now():%d %H}")

    def run_due(_installation: Installation) -> int:
        rounds.append(1)
        if len(rounds) % 3 == 0:
            clock.move(hours=1)
        return 0

    monkeypatch.setattr(ticking, "settle", settle)
    monkeypatch.setattr(ticking, "run_due", run_due)
    clock.set(clock.now().replace(hour=1))
    _run_until(sqlite_installation, lambda: len(rounds) >= 3 * 28)
    assert [hour for hour in settled if hour[-2:] != "03"] == []
    assert len(settled) == 2


def test_what_levelling_had_to_leave_is_done_every_minute(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught_up: list[Installation] = []

    def catch_up(here: Installation) -> None:
        caught_up.append(here)

    monkeypatch.setattr(Installation, "catch_up", catch_up)
    _run_until(sqlite_installation, lambda: len(caught_up) >= 3)
    assert set(map(id, caught_up)) == {id(sqlite_installation)}


def test_links_that_are_over_end_once_a_day(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    her = shower(sqlite_installation)
    her.show()
    clock.move(days=14)
    _run_until(sqlite_installation, lambda: her.mine() == ())
    assert her.mine() == ()
