"""The server told to stop while fifty submissions are on their way: it ends soon, losing none."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from course.access import Role
from course.study import attempts
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Tab
from tests.soak import size

STOPS, AT_ONCE, TABS = size(3, 20), 50, 10
MOST_SECONDS = 10.0
LESSON, EXERCISE = "name-what-went-wrong", "excuse-and-punish"


@dataclass
class Writer:
    """A learner who submits one text after the other, each again until it is acknowledged."""

    server: Server
    header: str
    cohort_id: str
    go: threading.Event
    done: threading.Event
    acknowledged: list[str] = field(default_factory=list)
    waits: bool = False  # for an answer, now

    def run(self) -> None:
        while not self.done.is_set():
            self.go.wait(60)
            line = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            try:
                while self._submit(line):
                    self.go.wait(60)
            except (OSError, HTTPException):
                self.waits = False
                self.done.wait(0.02)
            finally:
                line.close()

    def _submit(self, line: HTTPConnection) -> bool:
        """Send the next text; whether it was acknowledged and another may follow."""
        number = len(self.acknowledged) + 1
        text = f"Words {number} " + "and more of them " * 20
        body = {
            "cohort": self.cohort_id,
            "lesson": LESSON,
            "exercise": EXERCISE,
            "texts": {"text": text},
            "key": f"stopped-{number:05}",
        }
        headers = {
            "Host": f"localhost:{self.server.port}",
            "Origin": self.server.url,
            "Content-Type": "application/json",
            "Cookie": self.header,
        }
        line.request("POST", "/write/submit", json.dumps(body), headers)
        self.waits = True
        answer = line.getresponse()
        said = json.loads(answer.read())
        if answer.status == 200:
            assert said["number"] == number
            self.acknowledged.append(text)
        self.waits = False
        return answer.headers.get("Connection") != "close" and not self.done.is_set()


def _until(writers: list[Writer], wanted: Callable[[Writer], bool]) -> None:
    until = time.monotonic() + 60
    while not all(wanted(one) for one in writers):
        assert time.monotonic() < until, "they never all got there at once"
        time.sleep(0.001)


def _stop(server: Server, writers: list[Writer], chance: random.Random) -> tuple[float, int]:
    """Tell it to stop while everybody waits for an answer and pages are being drawn.

    Returns the seconds that it took to end, and how many had their answer all the same.
    """
    go = writers[0].go
    begun = {one.header: len(one.acknowledged) for one in writers}
    go.set()
    _until(writers, lambda one: len(one.acknowledged) > begun[one.header])
    go.clear()
    with ExitStack() as pages:
        drawn = [pages.enter_context(Tab(server.url, one.header)) for one in writers[:TABS]]
        for tab in drawn:
            tab.ask()
        go.set()
        time.sleep(chance.uniform(0, 0.2))
        _until(writers, lambda one: one.waits)
        go.clear()
        before = {one.header: len(one.acknowledged) for one in writers}
        took = server.stop()
    _until(writers, lambda one: not one.waits)
    return took, sum(len(one.acknowledged) > before[one.header] for one in writers)


def test_nothing_acknowledged_is_lost_when_the_server_is_told_to_stop(tmp_path: Path) -> None:
    server = Server(tmp_path / "served")
    go, done = threading.Event(), threading.Event()
    with server.opened() as place, place.writing() as work:
        cohort_id = world.cohort(work)
        tokens = []
        for _ in range(AT_ONCE):
            account_id = world.account(work)
            world.join(work, account_id, cohort_id, Role.LEARNER)
            tokens.append(world.sign_in(work, account_id))
    writers = [Writer(server, cookie(place, token), cohort_id, go, done) for token in tokens]
    threads = [threading.Thread(target=one.run) for one in writers]
    for thread in threads:
        thread.start()
    chance, took, answered = random.Random(1), [], []
    try:
        for _ in range(STOPS):
            server.start()
            seconds, all_the_same = _stop(server, writers, chance)
            took.append(seconds)
            answered.append(all_the_same)
    finally:
        done.set()
        go.set()
        for thread in threads:
            thread.join()
        server.kill()
    assert max(took) < MOST_SECONDS
    # What was being done is done to its end; only what was not even read yet is sent again.
    assert min(answered) > AT_ONCE // 2
    with server.opened() as place, place.reading() as work:
        for token, one in zip(tokens, writers, strict=True):
            mine = attempts.mine(work, world.viewer(work, token), cohort_id, LESSON)
            kept = [attempt.answer["text"] for attempt in mine.get(EXERCISE, ())]
            assert kept[: len(one.acknowledged)] == one.acknowledged
            assert len(kept) - len(one.acknowledged) <= 1  # the one on its way at the end
