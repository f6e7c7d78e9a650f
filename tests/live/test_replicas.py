"""Two processes on one PostgreSQL: what the host does at one is seen at the other."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from db.bell import CHANNEL
from pages.rehearsal.phone import Phone, Scene
from tests import rooms
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted


@pytest.fixture
def replicas(postgres_url: str, tmp_path: Path) -> Any:
    # Nothing is found by looking: what is seen, the bell has brought.
    there: Any = {"DATABASE_URL": postgres_url, "GOLDSEAM_TEST_LOOK": "600"}
    one = served.serve(tmp_path / "one", **there)
    key = (tmp_path / "one" / "master.key").read_text()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "master.key").write_text(key)
    two = served.serve(tmp_path / "two", **there)
    yield one, two
    one.kill()
    two.kill()


async def _seated(server: Server, hosted: Hosted) -> Phone:
    phone = Phone(server.url, hosted.code, connect=("127.0.0.1", server.port))
    await phone.join()
    phone.follow()
    await phone.until(bool)
    return phone


async def _seconds(phones: list[Phone], hosted: Hosted, command: str, stage: str) -> float:
    """How long until every phone has seen what was commanded."""
    began = time.monotonic()
    await asyncio.to_thread(hosted.command, command)
    for phone in phones:
        await phone.until(lambda scene: scene["activity"]["stage"] == stage)
    return time.monotonic() - began


def _cut_listeners(postgres_url: str) -> int:
    """End every connection that listens, as a restart of the database would."""
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        cut = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        ).all()
    engine.dispose()
    return len(cut)


def test_a_command_at_one_is_seen_at_the_other_and_a_lost_note_costs_seconds(
    replicas: tuple[Server, Server], postgres_url: str
) -> None:
    one, two = replicas
    hosted = served.host(one, rooms.POLL, rooms.SCALE)

    async def lived() -> tuple[float, float, str]:
        phones = [await _seated(one, hosted), await _seated(two, hosted)]
        quick = await _seconds(phones, hosted, "open", "open")
        said = await phones[1].answer({"choice": "ask"})
        assert await asyncio.to_thread(_cut_listeners, postgres_url) == 2
        slow = await _seconds(phones, hosted, "close", "closed")
        for phone in phones:
            with suppress(asyncio.CancelledError):
                await phone.leave()
        return quick, slow, said

    quick, slow, said = asyncio.run(lived())
    assert said == "received"
    assert quick < 5
    assert slow < 20
    for server in replicas:
        assert "Traceback" not in server.log()


def _own(name: str) -> Callable[[Scene], bool]:
    return lambda scene: bool(scene["mine"][name])


@contextmanager
def _overhearing(postgres_url: str) -> Iterator[list[str]]:
    """Every note that the processes send each other."""
    heard: list[str] = []
    over = threading.Event()
    url = make_url(postgres_url).set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)

    def listen() -> None:
        with psycopg.connect(address, autocommit=True) as line:
            line.execute(f"LISTEN {CHANNEL}")
            ready.set()
            while not over.is_set():
                heard.extend(note.payload for note in line.notifies(timeout=0.2))

    ready, listening = threading.Event(), threading.Thread(target=listen)
    listening.start()
    assert ready.wait(10)
    try:
        yield heard
    finally:
        over.set()
        listening.join()


def test_a_pair_on_two_servers_sees_its_gap_and_a_seat_what_it_asked_for_elsewhere(
    replicas: tuple[Server, Server], postgres_url: str
) -> None:
    one, two = replicas
    hosted = served.host(one, rooms.PAIRS)

    async def lived() -> tuple[list[Any], list[str], int]:
        phones = [await _seated(one, hosted), await _seated(two, hosted)]
        await asyncio.to_thread(hosted.command, "open")
        for phone in phones:
            await phone.until(lambda scene: scene["activity"]["stage"] == "open")
        by_role = {phone.scene["mine"]["group"]["role"]: phone for phone in phones}
        before = phones[0].revision
        with _overhearing(postgres_url) as heard:
            assert await by_role["therapist"].answer({"predict": 2}) == "received"
            await asyncio.sleep(1)
            assert heard == []  # as long as one has given a number, nobody sees anything new
            assert await by_role["client"].answer({"rating": 5}) == "received"
            for phone in phones:
                await phone.until(lambda s: s["mine"]["group"]["felt"]["gap"] is not None)
            found = [phone.scene["mine"]["group"]["felt"] for phone in phones]
            # A balancer sends each request where it likes: the stream is at one, this goes to two.
            elsewhere = Phone(two.url, hosted.code, connect=("127.0.0.1", two.port))
            elsewhere.run_id, elsewhere.cookie = phones[0].run_id, phones[0].cookie
            for what, seen in (("gentler", "gentler"), ("pass", "passed")):
                assert await elsewhere.say(what) == 200
                await phones[0].until(_own(seen))
        after = phones[0].revision
        for phone in (*phones, elsewhere):
            await phone.leave()
        return found, heard, after - before

    found, heard, revisions = asyncio.run(lived())
    assert [felt["gap"] for felt in found] == [3, 3]
    assert revisions == 0
    ids = {seat.id for seat in hosted.seen().seats}
    shapes = [note.split(" ") for note in heard]
    # Both of the pair once, then one seat twice: of what was asked or answered not a word.
    assert [(run, what) for _, run, what, _ in shapes] == [(hosted.run_id, "shown")] * 3
    assert [set(seats.split(",")) <= ids for *_, seats in shapes] == [True] * 3
    assert [len(seats.split(",")) for *_, seats in shapes] == [2, 1, 1]
