"""Tokens that somebody made up: refused without a turn at writing, and nobody else is held up."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from course.workshop import seats
from db.engine import transaction
from pages.rehearsal.phone import Phone
from pages.rehearsal.wire import Answer, Line, Refused
from pages.routes import failures
from pages.routes.json_body import AGAIN_SECONDS
from pages.routes.live_writer import BUSY
from tests import rooms
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted

MADE_UP = 60
AT_ONCE = 2.0  # seconds; a turn at writing would take as long as the lock is held
ANSWER = {"item": "poll/1", "part": 0, "key": "0" * 32, "value": {"choice": "ask"}}
SENT = (
    ("answers", ANSWER),
    ("say", {"what": "pass"}),
    ("takeaway", {"commitment": "x", "notes": ""}),
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One of its own: these tests use up the failures of the one address there is."""
    started = served.serve(tmp_path / "served", GOLDSEAM_TEST_WAITING="4")
    yield started
    started.kill()


@contextmanager
def nobody_writes(server: Server) -> Iterator[None]:
    """Hold the database as another process that writes would."""
    with server.opened() as installation, transaction(installation.engine, writes=True):
        yield


def _name(server: Server) -> str:
    with server.opened() as installation:
        return f"goldseam_seat_{installation.id[:8]}"


async def _send(hosted: Hosted, name: str, what: str, content: Any, token: str = "") -> Answer:
    """One request of a stranger, on a line of its own."""
    line = Line(hosted.server.url, ("127.0.0.1", hosted.server.port))
    made_up = f"{name}={token or secrets.token_urlsafe(32)}"
    path = f"/live/{hosted.run_id}/{what}"
    try:
        return await line.request("POST", path, content, cookie=made_up, patience=AT_ONCE)
    finally:
        await line.close()


async def _listen(hosted: Hosted, name: str, token: str = "") -> Answer | None:
    """What a stranger who asks for events is told; None for a stream."""
    line = Line(hosted.server.url, ("127.0.0.1", hosted.server.port))
    made_up = f"{name}={token or secrets.token_urlsafe(32)}"
    try:
        async for _ in line.events(f"/live/{hosted.run_id}/events", cookie=made_up):
            return None
    except Refused as refused:
        return refused.answer
    finally:
        await line.close()
    raise AssertionError("the stream ended")


def test_a_made_up_token_takes_no_turn_at_writing(server: Server) -> None:
    hosted, name = served.host(server, rooms.POLL), _name(server)

    async def lived() -> list[int]:
        found = [await _send(hosted, name, what, content) for what, content in SENT]
        heard = await _listen(hosted, name)
        assert heard is not None
        return [answer.status for answer in (*found, heard)]

    with nobody_writes(server):
        assert asyncio.run(lived()) == [404, 404, 404, 401]
        wrong = {"code": "ABC346", "device": "room"}
        assert asyncio.run(_send(hosted, name, "seat", wrong)).status == 404


def _without_the_server(hosted: Hosted, count: int) -> list[str]:
    """Seats that this process of the server has never heard of."""
    with hosted.server.opened() as installation, installation.writing() as work:
        return [
            seats.take(work, None, hosted.run_id, hosted.code, "room").token for _ in range(count)
        ]


def test_strangers_are_counted_and_no_phone_on_their_address_is_locked_out(server: Server) -> None:
    hosted, name = served.host(server, rooms.POLL), _name(server)
    hosted.command("open")
    tokens = _without_the_server(hosted, 20)

    async def flooded() -> Counter[int]:
        sent = [_send(hosted, name, "answers", ANSWER) for _ in range(MADE_UP)]
        return Counter(answer.status for answer in await asyncio.gather(*sent))

    async def lived() -> tuple[Counter[int], Answer, list[str]]:
        told = await flooded()
        late = await _send(hosted, name, "say", {"what": "pass"})
        phones = [_phone(hosted, name, token) for token in tokens]
        for phone in phones:
            phone.follow()
        flood = asyncio.gather(*(flooded() for _ in range(3)))
        for phone in phones:
            await phone.until(bool, seconds=10)
        said = await asyncio.gather(*(phone.answer({"choice": "ask"}) for phone in phones))
        assert await _of(hosted, name, tokens[0]) == 200
        assert await _of(hosted, name, "made up") == 404
        await flood
        for phone in phones:
            await phone.leave()
        return told, late, said

    told, late, said = asyncio.run(lived())
    assert said == ["received"] * len(tokens)
    assert set(told) <= {404, 429}
    assert told[404] >= failures.A_MINUTE
    assert (late.status, late.json()["sentence"]) == (429, failures.SENTENCE)
    # Whoever signs in or joins by a code there has used up nothing.
    assert asyncio.run(_timed_join(hosted)) < AT_ONCE


def _phone(hosted: Hosted, name: str, token: str) -> Phone:
    phone = hosted.phone()
    phone.run_id, phone.cookie = hosted.run_id, f"{name}={token}"
    return phone


async def _of(hosted: Hosted, name: str, token: str) -> int:
    """What a phone is told that asks whether its seat is there."""
    line = Line(hosted.server.url, ("127.0.0.1", hosted.server.port))
    path = f"/live/{hosted.run_id}/seat"
    answer = await line.request("GET", path, cookie=f"{name}={token}")
    await line.close()
    return answer.status


async def _timed_join(hosted: Hosted) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await hosted.joined()
    return loop.time() - began


def test_where_too_many_wait_for_the_writer_the_rest_come_again_and_none_is_lost(
    server: Server,
) -> None:
    hosted = served.host(server, rooms.POLL)
    hosted.command("open")
    refused: list[Answer] = []

    async def lived() -> list[str]:
        phones = await hosted.seated(12)
        sending: list[Any] = []
        with nobody_writes(server):
            sending = [asyncio.create_task(phone.answer({"choice": "ask"})) for phone in phones]
            await asyncio.sleep(1)
            name, _, token = phones[0].cookie.partition("=")
            refused.append(await _send(hosted, name, "say", {"what": "pass"}, token))
        said = await asyncio.gather(*sending)
        for phone in phones:
            await phone.leave()
        return said

    assert asyncio.run(lived()) == ["received"] * 12
    (answer,) = refused
    assert (answer.status, answer.json()) == (503, {"sentence": BUSY})
    assert answer.headers["retry-after"] == str(AGAIN_SECONDS)
    hosted.command("close", "reveal")
    assert hosted.seen().room["activity"]["result"]["bars"][1]["share"] == "most"
