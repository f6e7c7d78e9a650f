"""What many phones ask for at once is asked of the database once; what strangers ask, seldom."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.errors import BadInput
from course.installation import Installation
from course.work import Work
from course.workshop import seats
from course.workshop.seats import Joining
from db.tables.identity import Account
from pages.routes import failures, join, live_hub, live_known, open_pages
from pages.routes.event_stream import Stream
from pages.routes.live_bell import SEATS_A_NOTE, notes
from pages.routes.live_hub import Hub
from pages.routes.live_known import Known
from pages.routes.live_room import GATHER_SECONDS, Found, Wanted
from pages.routes.live_writer import Busy, Writer
from pages.routes.open_pages import OpenPages
from pages.ui import wiring
from tests import rooms, world
from tests.clock import HandClock
from tests.counting import statements

POSTGRES_CARRIES = 8_000  # bytes of a note, less than


# ---- tokens


class Database:
    """Seats by their tokens' hashes, and what was asked of them."""

    def __init__(self, **seats: tuple[str, str]) -> None:
        self.seats = {live_known.token_hash(token): seat for token, seat in seats.items()}
        self.asked: list[int] = []
        self.away = False

    def __call__(self, hashes: Collection[str]) -> dict[str, tuple[str, str]]:
        self.asked.append(len(hashes))
        if self.away:
            raise OperationalError("select", None, Exception("away"))
        return {one: self.seats[one] for one in hashes if one in self.seats}


def test_a_thousand_tokens_are_looked_up_some_hundreds_at_a_time() -> None:
    database = Database(good=("run", "seat"))
    known = Known(database)

    async def lived() -> list[str | None]:
        tokens = [*(f"made up {n}" for n in range(999)), "good"]
        return await asyncio.gather(*(known.find("run", token) for token in tokens))

    found = asyncio.run(lived())
    assert found == [None] * 999 + ["seat"]
    assert database.asked == [live_known.AT_ONCE] * 5


def test_a_seat_is_known_once_it_was_found_and_in_its_own_run_alone() -> None:
    known = Known(Database(good=("run", "seat")))

    async def lived() -> list[str | None]:
        return [
            known.has("run", "good"),
            await known.find("another run", "good"),
            await known.find("run", "good"),
            known.has("run", "good"),
            known.has("another run", "good"),
        ]

    assert asyncio.run(lived()) == [None, None, "seat", "seat", None]
    known.forget("good")
    assert known.has("run", "good") is None


def test_strangers_fill_nothing_and_the_oldest_seat_is_forgotten_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_known, "REMEMBERED", 2)
    known = Known(Database())
    for number in range(3):
        known.remember("run", f"token {number}", f"seat {number}")
    asyncio.run(known.find("run", "made up"))
    assert [known.has("run", f"token {n}") for n in range(3)] == [None, "seat 1", "seat 2"]


def test_the_same_token_from_many_is_asked_once_and_each_is_told() -> None:
    database = Database(good=("run", "seat"))
    known = Known(database)

    async def lived() -> list[Any]:
        asking = [asyncio.create_task(known.find("run", "good")) for _ in range(5)]
        await asyncio.sleep(0)
        asking[0].cancel()
        return await asyncio.gather(*asking[1:])

    assert asyncio.run(lived()) == ["seat"] * 4
    assert database.asked == [1]


def test_all_that_ask_slowly_are_answered_by_one_reading_of_the_next_second() -> None:
    database = Database(good=("run", "seat"))
    known = Known(database)

    async def lived() -> list[str | None]:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(1.05 - loop.time() % 1)  # a second has just begun
        began = loop.time()
        tokens = [*(f"made up {n}" for n in range(50)), "good"]
        found = await asyncio.gather(*(known.find("run", one, slowly=True) for one in tokens))
        assert 0.5 < loop.time() - began < 2
        return found

    assert asyncio.run(lived())[-1] == "seat"
    assert sum(database.asked) == 51
    assert len(database.asked) <= 2


def test_too_many_at_once_are_told_to_come_again_and_so_are_all_where_nothing_answers() -> None:
    database = Database()
    database.away = True
    known = Known(database, most=3)

    async def lived() -> list[Any]:
        asking = [known.find("run", f"made up {n}") for n in range(5)]
        return await asyncio.gather(*asking, return_exceptions=True)

    assert [type(one) for one in asyncio.run(lived())] == [OperationalError] * 3 + [Busy] * 2


# ---- the writer


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


# ---- arrivals


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


# ---- the page that a code opens


@pytest.fixture
def room(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> rooms.Room:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    monkeypatch.setattr(join, "opened", OpenPages(lambda: 0.0))
    return rooms.room(sqlite_installation, rooms.POLL, capacity=3)


def test_a_good_codes_page_is_looked_up_once_a_second(room: rooms.Room) -> None:
    client = TestClient(Starlette(routes=join.ROUTES), base_url="http://localhost:8501")
    code = room.code
    with statements(room.installation) as asked:
        pages = [client.get(f"/join/{code}").text for _ in range(20)]
    assert pages == [pages[0]] * 20
    assert [one.split(" ")[0] for one in asked] == ["BEGIN", "SELECT", "SELECT"]
    with statements(room.installation) as asked:
        assert {client.get("/join/ABC346").status_code for _ in range(3)} == {404}
    assert [one.split(" ")[0] for one in asked] == ["BEGIN", "SELECT"] * 3


def test_the_page_comes_as_small_as_the_browser_takes_it(room: rooms.Room) -> None:
    client = TestClient(Starlette(routes=join.ROUTES), base_url="http://localhost:8501")
    sizes = {}
    for coding in ("br", "gzip", "identity"):
        with client.stream(
            "GET", f"/join/{room.code}", headers={"Accept-Encoding": coding}
        ) as answer:
            assert answer.headers.get("content-encoding", "identity") == coding
            assert answer.headers["vary"] == "Accept-Encoding"
            sizes[coding] = len(b"".join(answer.iter_raw()))
    assert sizes["br"] < sizes["gzip"] < sizes["identity"]


def _joining(left: int = 2, *, for_guests: bool = True) -> Joining:
    now = HandClock().now()
    return Joining("run", "A title", now, "UTC", False, for_guests, left)


def test_a_page_holds_for_a_second_until_the_run_changes_or_the_last_seat_is_taken() -> None:
    at = [100.0]
    kept = OpenPages(lambda: at[0])
    kept.keep("ABC234", _joining(), "<p>In</p>")
    assert kept.page("ABC234") is not None
    assert kept.run("ABC234") == "run"
    at[0] += open_pages.SECONDS
    assert kept.page("ABC234") is None
    kept.keep("ABC234", _joining(), "<p>In</p>")
    kept.taken("run")
    kept.taken("another run")
    assert kept.page("ABC234") is not None
    kept.taken("run")
    assert kept.page("ABC234") is None
    kept.keep("ABC234", _joining(), "<p>In</p>")
    kept.changed("run")
    assert (kept.page("ABC234"), kept.run("ABC234")) == (None, None)


def test_what_only_a_cohort_may_see_is_not_kept_and_pages_have_an_end() -> None:
    kept = OpenPages(lambda: 0.0)
    kept.keep("ABC234", _joining(for_guests=False), "<p>In</p>")
    assert kept.page("ABC234") is None
    for number in range(open_pages.MOST + 1):
        kept.keep(f"CODE{number}", _joining(), "<p>In</p>")
    assert [kept.page("CODE0"), kept.run(f"CODE{open_pages.MOST}")] == [None, "run"]


def test_a_page_is_compressed_again_only_where_it_reads_otherwise() -> None:
    kept = OpenPages(lambda: 0.0)
    first = kept.keep("ABC234", _joining(), "<p>In</p>")
    assert kept.keep("ABC234", _joining(), "<p>In</p>") is first
    assert kept.keep("ABC234", _joining(), "<p>Other</p>") is not first


def test_a_seat_takes_three_statements(room: rooms.Room) -> None:
    code = room.code
    with room.installation.writing() as work, statements(room.installation) as asked:
        seats.take(work, None, room.run_id, code, "room")
    assert len(asked) == 3  # the run, how many there are, the seat


# ---- what other processes are told


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
