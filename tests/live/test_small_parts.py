"""What stands between a phone and the database, part by part."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from course.errors import BadInput
from course.installation import Installation
from course.work import Work
from db.tables.identity import Account
from pages.routes import live_hub, scene_files
from pages.routes.event_stream import ELSEWHERE, Stream, retry
from pages.routes.live_beat import BEAT_SECONDS, STUCK_SECONDS, Beat
from pages.routes.live_hub import Hub
from pages.routes.live_room import Found
from pages.routes.live_writer import Writer
from pages.routes.paces import Paces
from pages.ui import wiring
from tests import world

MOST_BYTES = 60 * 1024


def test_all_of_the_phone_page_before_fonts_is_small() -> None:
    logo = (scene_files.FOLDER.parent / "static" / "logo.svg").read_bytes()
    packed = sum(len(one.codings["gzip"]) for one in scene_files.FILES.values())
    assert packed + len(gzip.compress(scene_files.PHONE.encode())) + len(logo) < MOST_BYTES


def test_a_seat_may_send_five_times_a_second_and_no_other_seat_is_held_up() -> None:
    paces = Paces()
    assert [paces.may("a", 10.0) for _ in range(7)] == [True] * 5 + [False] * 2
    assert paces.may("b", 10.0)
    assert [paces.may("a", 10.21) for _ in range(2)] == [True, False]
    assert [paces.may("a", 20.0) for _ in range(6)] == [True] * 5 + [False]


def test_coming_back_is_spread_over_one_to_five_seconds() -> None:
    waits = {int(retry().split(b" ")[1]) for _ in range(500)}
    assert min(waits) >= 1000
    assert max(waits) <= 5000
    assert len(waits) > 400


async def _heard(stream: Stream, acts: list[Any]) -> list[bytes]:
    """The bodies sent while ``acts`` are done, one after the other."""
    bodies: list[bytes] = []
    gone = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            bodies.append(message["body"])

    running = asyncio.create_task(stream.run(receive, send))
    for act in acts:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        act(gone)
    await asyncio.wait_for(running, 5)
    return bodies


def test_a_stream_sends_the_newest_and_ends_with_its_last_words() -> None:
    async def lived() -> list[bytes]:
        stream = Stream()

        def two(_: object) -> None:
            stream.offer(b"one\n\n")
            stream.offer(b"two\n\n")
            stream.beat(b"beat\n\n")

        acts = [two, lambda _: stream.beat(b"beat\n\n"), lambda _: stream.end(ELSEWHERE)]
        return await _heard(stream, acts)

    assert asyncio.run(lived()) == [b"two\n\n", b"beat\n\n", ELSEWHERE, b""]


def test_a_stream_whose_phone_has_gone_ends() -> None:
    async def lived() -> tuple[list[bytes], bool]:
        stream = Stream()
        stream.offer(b"one\n\n")
        bodies = await _heard(stream, [lambda _: None, lambda gone: gone.set()])
        return bodies, stream.ended

    assert asyncio.run(lived()) == ([b"one\n\n"], True)


def test_a_stream_that_takes_nothing_in_is_dropped_and_the_others_hear_a_beat(
    sqlite_installation: Installation,
) -> None:
    wiring.use(sqlite_installation)

    async def lived() -> tuple[bool, bool, list[bytes]]:
        hub = Hub()
        beat = Beat(hub)
        stuck, fine = Stream(), Stream()
        for stream in (stuck, fine):
            hub.host("run", "a host", stream)
        stuck.sending_since = asyncio.get_running_loop().time() - STUCK_SECONDS - 1
        for _ in range(BEAT_SECONDS):
            beat.beat_once()
        bodies = await _heard(fine, [lambda _: None, lambda _: fine.end()])
        return stuck.ended, fine.ended, bodies

    stuck, fine, bodies = asyncio.run(lived())
    assert (stuck, fine) == (True, True)
    assert bodies[0].startswith(b"event: beat\ndata: ")


def _add(name: str) -> Any:
    def job(work: Work) -> str:
        return world.account(work, name)

    return job


def _refused(work: Work) -> None:
    world.account(work, "Half done")
    raise BadInput("Not like this.")


def test_many_requests_share_a_commit_and_a_refusal_undoes_only_its_own(
    installation: Installation,
) -> None:
    commits = 0
    entered = threading.Event()
    go_on = threading.Event()

    @contextmanager
    def counted() -> Iterator[Work]:
        nonlocal commits
        commits += 1
        entered.set()
        go_on.wait(10)
        with installation.writing() as work:
            yield work

    async def sent() -> list[Any]:
        writer = Writer(counted)
        first = asyncio.create_task(writer.do(_add("First")))
        await asyncio.to_thread(entered.wait, 10)
        jobs = [_add(f"Person {n}") for n in range(20)] + [_refused]
        rest = [asyncio.create_task(writer.do(job)) for job in jobs]
        await asyncio.sleep(0.05)
        go_on.set()
        found = await asyncio.gather(first, *rest, return_exceptions=True)
        await asyncio.to_thread(writer.stop)
        return found

    found = asyncio.run(sent())
    assert commits == 2
    assert isinstance(found[-1], BadInput)
    with installation.reading() as work:
        names = {row.name for row in work.db.query(Account)}
        ids = {row.id for row in work.db.query(Account)}
    assert names == {"First", *(f"Person {n}" for n in range(20))}
    assert ids == set(found[:-1])


def test_nobody_is_told_received_when_the_commit_fails(installation: Installation) -> None:
    @contextmanager
    def broken() -> Iterator[Work]:
        with installation.writing() as work:
            yield work
            raise OperationalError("commit", None, Exception("disk"))

    async def sent() -> list[Any]:
        writer = Writer(broken)
        found = await asyncio.gather(
            *(writer.do(_add(f"Person {n}")) for n in range(3)), return_exceptions=True
        )
        await asyncio.to_thread(writer.stop)
        return found

    assert [type(one) for one in asyncio.run(sent())] == [OperationalError] * 3
    with installation.reading() as work:
        assert work.db.query(Account).count() == 0


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_every_file_of_the_scene_is_packed(coding: str) -> None:
    assert {"scene.js", "scene.css", "start.js"} <= set(scene_files.FILES)
    for one in scene_files.FILES.values():
        assert len(one.codings[coding]) < len(one.plain)


def test_a_phone_that_comes_as_the_last_one_leaves_hears_what_happens_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub, go_on = Hub(), threading.Event()

    def slowly(reading: Any, run_id: str, wanted: Any) -> Found:
        go_on.wait(5)
        return Found(0, dict.fromkeys(wanted.seats, b"x"), {})

    monkeypatch.setattr(live_hub, "read", slowly)

    async def lived() -> bool:
        console, phone = Stream(), Stream()
        hub.host("run", "a host", console)
        comes = asyncio.create_task(hub.seat("run", "seat", phone))
        await asyncio.sleep(0.05)  # the reading has begun
        hub.left("run", console)
        hub.host("run", "a host", Stream())
        go_on.set()
        assert await asyncio.wait_for(comes, 5)
        return phone in list(hub.rooms["run"].streams())

    assert asyncio.run(lived())


def test_a_phone_is_told_to_come_again_where_reading_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub = Hub()

    def broken(reading: Any, run_id: str, wanted: Any) -> Found:
        raise ValueError("no number")

    monkeypatch.setattr(live_hub, "read", broken)

    async def lived() -> None:
        with pytest.raises(ValueError, match="no number"):
            await asyncio.wait_for(hub.seat("run", "seat", Stream()), 5)
        assert hub.rooms == {}

    asyncio.run(lived())
