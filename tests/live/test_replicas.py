"""Two processes on one PostgreSQL: what the host does at one is seen at the other."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from pages.rehearsal.phone import Phone
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
