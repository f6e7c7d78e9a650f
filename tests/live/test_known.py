"""Which tokens open seats: asked together, remembered where they do, and never for strangers."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from course.access import token_hash
from pages.routes import live_known
from pages.routes.live_known import Known
from pages.routes.live_writer import Busy

POSTGRES_CARRIES = 8_000  # bytes of a note, less than


class Database:
    """Seats by their tokens' hashes, and what was asked of them."""

    def __init__(self, **seats: tuple[str, str]) -> None:
        self.seats = {token_hash(token): seat for token, seat in seats.items()}
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
