"""Consoles and boards: how many may be open, and that they end once their reason has."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from course.access import Role
from course.workshop import hosting
from db.tables.identity import Membership, SignIn
from pages.rehearsal.wire import Line, LineLost, Refused
from pages.routes import live_room
from pages.routes.event_stream import WATCHING_PER_ADDRESS
from tests import rooms, world
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted, until

CHECK = 0.5  # seconds; in a real process a check comes with every beat


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("watched") / "served"
    started = served.serve(folder, GOLDSEAM_TEST_CHECK=str(CHECK))
    yield started
    started.kill()


class Watcher:
    """Somebody who follows a board's or a console's events, once: it doesn't come back."""

    def __init__(self, server: Server, path: str, cookie: str = "") -> None:
        self.kinds: list[str] = []
        self.status = 200
        self._line = Line(server.url, ("127.0.0.1", server.port))
        self._task = asyncio.create_task(self._follow(path, cookie))

    async def _follow(self, path: str, cookie: str) -> None:
        try:
            async for event in self._line.events(path, cookie=cookie):
                self.kinds.append(event.kind)
        except Refused as refused:
            self.status = refused.answer.status
        except LineLost:
            self.kinds.append("lost")

    @property
    def over(self) -> bool:
        return self._task.done()

    async def close(self) -> None:
        self._task.cancel()
        await self._line.close()


def another_host(server: Server, hosted: Hosted, name: str) -> tuple[str, str]:
    """An instructor who leads the run too: the account and the sign-in's token."""
    with server.opened() as installation, installation.writing() as work:
        cohort_id = world.cohort(work, f"Of {name}")
        email = f"{name.lower()}@example.org"
        account_id = world.account(work, name, email=email)
        world.join(work, account_id, cohort_id, Role.INSTRUCTOR)
        hosting.invite_host(work, hosted.host, hosted.run_id, email)
        return account_id, world.sign_in(work, account_id)


def test_who_is_a_host_no_more_hears_nothing_more(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)
    path = f"/live/{hosted.run_id}/nudges"
    people = {name: another_host(server, hosted, name) for name in ("Ada", "Ben", "Cleo")}
    with server.opened() as installation:
        cookie = f"goldseam_{installation.id[:8]}"

    async def lived() -> dict[str, list[str]]:
        tokens = {"stays": hosted.token} | {name: one[1] for name, one in people.items()}
        open_ = {who: Watcher(server, path, f"{cookie}={one}") for who, one in tokens.items()}
        await asyncio.to_thread(hosted.command, "open")
        await until(lambda: all("nudge" in one.kinds for one in open_.values()))
        await asyncio.to_thread(_revoked, server, hosted, people)
        await until(lambda: all(open_[name].over for name in people))
        assert not open_["stays"].over
        for one in open_.values():
            one.kinds.clear()
        await asyncio.to_thread(hosted.command, "close")
        await until(lambda: bool(open_["stays"].kinds))
        again = [Watcher(server, path, f"{cookie}={tokens[name]}") for name in people]
        await until(lambda: all(one.over for one in again))
        assert [one.status for one in again] == [404] * 3
        found = {who: one.kinds for who, one in open_.items()}
        await open_["stays"].close()
        return found

    heard = asyncio.run(asyncio.wait_for(lived(), 60))
    assert heard.pop("stays")[0] == "nudge"
    assert heard == {"Ada": [], "Ben": [], "Cleo": []}


def _revoked(server: Server, hosted: Hosted, people: dict[str, tuple[str, str]]) -> None:
    """By another process, which rings no bell: one leads no more, one is signed out, one teaches
    nobody any more."""
    with server.opened() as installation, installation.writing() as work:
        hosting.remove_host(work, hosted.host, hosted.run_id, people["Ada"][0])
        work.db.execute(delete(SignIn).where(SignIn.account_id == people["Ben"][0]))
        work.db.execute(delete(Membership).where(Membership.account_id == people["Cleo"][0]))


def test_a_board_whose_address_was_taken_back_ends_though_nothing_else_happens(
    server: Server,
) -> None:
    hosted = served.host(server, rooms.POLL)

    async def lived() -> Watcher:
        board = Watcher(server, f"{hosted.board}/events")
        await until(lambda: "scene" in board.kinds)
        await asyncio.sleep(3 * CHECK)
        assert not board.over
        with server.opened() as installation, installation.writing() as work:
            hosting.no_board(work, hosted.host, hosted.run_id)
        await until(lambda: board.over)
        return board

    assert "lost" not in asyncio.run(asyncio.wait_for(lived(), 60)).kinds


def test_of_too_many_boards_and_consoles_the_first_ones_end(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)
    with server.opened() as installation:
        cookie = f"goldseam_{installation.id[:8]}={hosted.token}"

    async def opened(count: int, path: str, cookie: str = "") -> list[Watcher]:
        found: list[Watcher] = []
        for _ in range(count):
            found.append(Watcher(server, path, cookie))
            await asyncio.sleep(0.1)
        return found

    async def lived() -> list[Any]:
        boards = await opened(live_room.BOARDS_PER_RUN + 2, f"{hosted.board}/events")
        path = f"/live/{hosted.run_id}/nudges"
        consoles = await opened(live_room.CONSOLES_PER_SIGN_IN + 1, path, cookie)
        first = [*boards[:2], consoles[0]]
        await until(lambda: all(one.over for one in first))
        rest = [*boards[2:], *consoles[1:]]
        still = [one.over for one in rest]
        for one in rest:
            await one.close()
        return [[one.kinds[-1] for one in first], any(still)]

    assert asyncio.run(asyncio.wait_for(lived(), 60)) == [["elsewhere"] * 3, False]


def test_one_address_has_only_so_many_boards_and_consoles_open(server: Server) -> None:
    most = WATCHING_PER_ADDRESS
    runs = [served.host(server, rooms.POLL) for _ in range(9)]

    async def lived() -> list[int]:
        open_ = [
            Watcher(server, f"{hosted.board}/events")
            for hosted in runs
            for _ in range(live_room.BOARDS_PER_RUN)
        ]
        await until(lambda: sum(one.over for one in open_) == len(open_) - most)
        statuses = [one.status for one in open_ if one.over]
        await until(lambda: sum("scene" in one.kinds for one in open_) == most)
        assert not any("elsewhere" in one.kinds for one in open_)
        for one in open_:
            await one.close()
        return statuses

    assert asyncio.run(asyncio.wait_for(lived(), 90)) == [429] * 8
    # A phone is never counted so.
    with httpx.Client(base_url=server.url) as client:
        assert client.get(f"/join/{runs[0].code}").status_code == 200
