"""Visitors who come and go, again and again: the process stays as large as it was.

Measured is what it holds once nobody is there, and after it has become warm: what a first visit of
each kind loads stays loaded, and Streamlit keeps the last 128 tabs for a while.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import psutil

from tests import rooms
from tests.bench.prepare import Prepared, fill
from tests.launch_server import Server
from tests.protocol import Tab, page_hash
from tests.soak import size

VISITORS = size(6, 100)
WARM, WINDOWS = size(1, 3), size(2, 12)  # until it is warm, and after that
VISITS, SECONDS = size(100, 1_000), size(0, 600)  # of a window, at least
PAUSE = size(0, 4)  # seconds between two visits of one visitor, on average
MORE = 1.05
# The event loop starts the threads of its own pool one by one, as it happens to need them.
POOL = min(32, (os.cpu_count() or 1) + 4)
REST_SECONDS, QUIET_SECONDS = size(2, 15), 40.0


@dataclass
class Crowd:
    """Everybody who comes, and what they find."""

    server: Server
    prepared: Prepared
    run_id: str
    seats: list[str]
    visits: int = 0
    ends: float = 0.0
    trouble: list[str] = field(default_factory=list)
    _revisions: Iterator[int] = field(default_factory=partial(itertools.count, 1))
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def window(self) -> None:
        """Let all of them come and go until the window is over."""
        self.visits, self.ends = 0, time.monotonic() + SECONDS
        everybody = [
            threading.Thread(target=self._come_and_go, args=(number,)) for number in range(VISITORS)
        ]
        for one in everybody:
            one.start()
        for one in everybody:
            one.join()
        assert self.trouble == []

    def _come_and_go(self, number: int) -> None:
        chance = random.Random(number)
        kinds: list[Callable[[int], None]] = [self._learn, self._learn, self._look, self._follow]
        try:
            while self._goes_on():
                chance.choice(kinds)(number)
                time.sleep(chance.uniform(0, 2 * PAUSE))
        except Exception as error:
            self.trouble.append(repr(error))

    def _goes_on(self) -> bool:
        with self._guard:
            self.visits += 1
            return self.visits <= VISITS or time.monotonic() < self.ends

    def _learn(self, number: int) -> None:
        """Home, a step of a lesson, a few words; and away in the middle of a run."""
        cookie = self.prepared.cookies[number]
        with Tab(self.server.url, cookie) as tab:
            assert "Course" in tab.run().texts()
            query = f"lesson={self.prepared.lesson_id}&step={self.prepared.step_id}"
            tab.run(query=query, page_hash=page_hash("lesson"))
            body = {
                "cohort": self.prepared.cohort_id,
                "box": f"{self.prepared.lesson_id}/{self.prepared.exercise_id}",
                "text": "Half a thought.",
                "revision": next(self._revisions),
            }
            assert self._ask("POST", "/write/draft", cookie, body) == 200
            tab.ask()

    def _look(self, number: int) -> None:
        """Somebody who is not signed in."""
        with Tab(self.server.url) as tab:
            tab.run()
        assert self._ask("GET", "/", "") == 200

    def _follow(self, number: int) -> None:
        """A phone that follows a workshop for a moment."""
        path = f"/live/{self.run_id}/events"
        assert self._ask("GET", path, self.seats[number]) == 200

    def _ask(self, method: str, path: str, cookie: str, body: object = None) -> int:
        """The status of a request; its answer is not waited for to its end."""
        headers = {"Host": self.server.url.split("//")[1], "Origin": self.server.url}
        headers |= {"Cookie": cookie, "Content-Type": "application/json"}
        line = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            line.request(method, path, json.dumps(body) if body else None, headers)
            answer = line.getresponse()
            answer.read(1)
            return answer.status
        finally:
            line.close()


def at_rest(server: Server, threads: float) -> tuple[int, int]:
    """Bytes and threads of the process when it has no more threads than that, or never will."""
    process, began = psutil.Process(server.pid), time.monotonic()
    while (waited := time.monotonic() - began) < QUIET_SECONDS:
        if waited > REST_SECONDS and process.num_threads() <= threads:
            break
        # Threads that had nothing to do for ten seconds are let go when another is asked for.
        assert server.get_status("/readyz") == 200
        time.sleep(0.5)
    return process.memory_info().rss, process.num_threads()


def test_visitors_who_come_and_go_leave_nothing_behind_in_the_process(tmp_path: Path) -> None:
    server = Server(tmp_path / "served")
    prepared = fill(server, VISITORS)
    with server.opened() as installation:
        room = rooms.room(installation, rooms.POLL, people=VISITORS, capacity=100)
        room.do("start", "open")
        name = f"goldseam_seat_{installation.id[:8]}"
        seats = [f"{name}={token}" for token in room.tokens]
    server.start()
    try:
        crowd = Crowd(server, prepared, room.run_id, seats)
        for _ in range(WARM):
            crowd.window()
        memory, threads = at_rest(server, math.inf)
        for _ in range(WINDOWS):
            crowd.window()
            found = at_rest(server, threads * MORE + POOL)
            assert found[0] <= memory * MORE
            assert found[1] <= threads * MORE + POOL
    finally:
        server.kill()
