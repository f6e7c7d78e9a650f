"""What many phones ask for at once is written, read and told to other processes together."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from course.errors import BadInput
from course.installation import Installation
from course.work import Work
from db.tables.identity import Account
from pages.routes import live_hub
from pages.routes.event_stream import Stream
from pages.routes.live_bell import SEATS_A_NOTE, notes
from pages.routes.live_hub import Hub
from pages.routes.live_room import GATHER_SECONDS, Found, Wanted
from pages.routes.live_writer import Busy, Writer
from tests import world

POSTGRES_CARRIES = 8_000  # bytes of a note, less than


def test_a_request_that_is_alone_and_refused_leaves_nothing(installation: Installation) -> None:
    def refused(work: Work) -> None:
        world.account(work, "Half done")
        work.db.flush()
        raise BadInput("Not like this.")

    async def sent() -> None:
        writer = Writer(installation.writing)
        with pytest.raises(BadInput):
            await writer.do(refused)
        await writer.do(lambda work: world.account(work, "Whole"))
        await asyncio.to_thread(writer.stop)

    asyncio.run(sent())
    with installation.reading() as work:
        assert [row.name for row in work.db.query(Account)] == ["Whole"]


def test_the_writers_queue_has_an_end() -> None:
    writer = Writer(most=0)
    with pytest.raises(Busy):
        asyncio.run(writer.do(lambda work: None))


def test_who_comes_soon_after_another_is_read_with_all_who_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub, readings = Hub(), list[int]()

    def counted(reading: Any, run_id: str, wanted: Wanted) -> Found:
        assert wanted.seats is not None
        readings.append(len(wanted.seats))
        return Found(0, dict.fromkeys(wanted.seats, b"x"), {})

    monkeypatch.setattr(live_hub, "read", counted)

    async def lived() -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await hub.seat("run", "first", Stream())
        assert loop.time() - began < GATHER_SECONDS
        rest = [hub.seat("run", f"seat {n}", Stream()) for n in range(40)]
        assert all(await asyncio.gather(*rest))
        assert readings == [1, 40]
        # A change is read at once, whoever waits.
        waiting = asyncio.create_task(hub.seat("run", "late", Stream()))
        await asyncio.sleep(0)
        began = loop.time()
        hub.changed("run")
        assert await waiting
        assert loop.time() - began < GATHER_SECONDS

    # Of a change everybody is read anew.
    monkeypatch.setattr(live_hub, "read", _everybody(counted))
    asyncio.run(lived())


def _everybody(counted: Any) -> Any:
    def read(reading: Any, run_id: str, wanted: Wanted) -> Found:
        if wanted.seats is None:
            return Found(1, {"late": b"x"}, {})
        found: Found = counted(reading, run_id, wanted)
        return found

    return read


def test_what_was_told_meanwhile_is_one_note_of_each_run() -> None:
    told = [("a", "joined"), ("a", "joined"), ("a", "3"), ("a", "shown x"), ("b", "joined")]
    told += [("a", "shown y,x")]
    assert notes(told) == ["a joined", "a 3", "b joined", "a shown x,y"]


def test_no_note_is_longer_than_postgres_carries() -> None:
    ids = [f"{n:032x}" for n in range(1_000)]
    made = notes((f"{1:032x}", f"shown {one}") for one in ids)
    assert len(made) == 1_000 / SEATS_A_NOTE
    assert max(len(f"{'m' * 8} {note}") for note in made) < POSTGRES_CARRIES
    assert sorted(one for note in made for one in note.split(" ")[2].split(",")) == ids


def test_a_note_that_nobody_knows_is_let_be() -> None:
    Hub().heard("run", "something new")
