"""A conference Wi-Fi is one address: strangers on it are held back, and nobody's seat is lost."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import psutil
from websockets.exceptions import InvalidStatus

from course.access import Role
from pages.routes.sockets import STRANGERS_PER_ADDRESS
from tests import rooms, world
from tests.launch_server import Server, cookie
from tests.live import served
from tests.live.crowd import Crowd
from tests.live.served import Hosted, at
from tests.protocol import Tab
from tests.soak import size

PHONES, STRANGERS, RUNS = size(20, 1_000), size(60, 500), size(5, 100)
SIGNED_IN_SECONDS = 2.0
MEMORY = 1.10
BACK_SECONDS = 30.0


def learner(server: Server) -> str:
    """The Cookie header of somebody signed in."""
    with server.opened() as installation, installation.writing() as work:
        account_id = world.account(work)
        world.join(work, account_id, world.cohort(work), Role.LEARNER)
        return cookie(installation, world.sign_in(work, account_id))


def crowd_in(server: Server, stack: ExitStack) -> int:
    """So many strangers knock; how many got in."""
    let_in = 0
    for _ in range(STRANGERS):
        try:
            stack.enter_context(Tab(server.url))
        except InvalidStatus:
            continue
        let_in += 1
    return let_in


def slowest_of_a_hundred(server: Server, header: str) -> float:
    """Seconds that a signed-in page's run takes, at the 99th of a hundred."""
    with Tab(server.url, header) as tab:
        tab.run()
        waits = sorted(tab.run().seconds for _ in range(RUNS))
    return waits[round(0.99 * (len(waits) - 1))]


def a_round(crowd: Crowd, hosted: Hosted, item: str, value: dict[str, object]) -> None:
    """A round is opened: every seat hears of it, and every answer is received."""
    hosted.command("open")
    scenes = crowd.until(at("open", item))
    assert len({scene["mine"]["seat"] for scene in scenes}) == PHONES
    assert crowd.answer([value] * PHONES) == ["received"] * PHONES


def test_strangers_are_held_to_fifty_while_every_seat_on_their_address_stays(
    tmp_path: Path,
) -> None:
    server = served.serve(tmp_path / "served")
    hosted = served.host(server, rooms.POLL, rooms.SCALE, capacity=PHONES)
    header = learner(server)
    process = psutil.Process(server.pid)
    crowd = Crowd(hosted)
    try:
        crowd.join(PHONES)
        with ExitStack() as once:  # what a first stranger and a first round load stays loaded
            assert crowd_in(server, once) == STRANGERS_PER_ADDRESS
            slowest_of_a_hundred(server, header)
            a_round(crowd, hosted, "poll/1", {"choice": "ask"})
            hosted.command("close", "next")
        time.sleep(2)
        before = process.memory_info().rss
        with ExitStack() as stack:
            assert crowd_in(server, stack) == STRANGERS_PER_ADDRESS
            assert slowest_of_a_hundred(server, header) < SIGNED_IN_SECONDS
            a_round(crowd, hosted, "scale/1", {"at": 4})
        until = time.monotonic() + BACK_SECONDS
        while process.memory_info().rss > before * MEMORY and time.monotonic() < until:
            time.sleep(0.2)
        assert process.memory_info().rss <= before * MEMORY
    finally:
        crowd.close()
        server.kill()
