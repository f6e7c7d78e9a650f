"""The whole server killed while answers are acknowledged: none is lost, doubled or cut."""

from __future__ import annotations

import json
import random
import threading
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from course.access import Role
from course.study import attempts
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Run, Tab
from tests.soak import size

KILLS, LEAST = size(20, 200), size(200, 2_000)
LESSON, EXERCISE, CASE = "name-what-went-wrong", "excuse-and-punish", "another-name"


@dataclass
class Writer:
    """Submits one text after the other, each until it is acknowledged."""

    server: Server
    header: str
    cohort_id: str
    acknowledged: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        number = 0
        while not self.done.is_set():
            number += 1
            text = f"Words {number} " + "and more of them " * 20
            while not self._submit(text, f"killed-server-{number:05}"):
                time.sleep(0.02)
            self.acknowledged.append(text)

    def _submit(self, text: str, key: str) -> bool:
        body = {
            "cohort": self.cohort_id,
            "lesson": LESSON,
            "exercise": EXERCISE,
            "texts": {"text": text},
            "key": key,
        }
        headers = {"Content-Type": "application/json", "Cookie": self.header}
        headers["Origin"] = self.server.url
        address = f"{self.server.url}/write/submit"
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return bool(answer.status == 200)
        except (OSError, ValueError):
            return self.done.is_set()


@dataclass(frozen=True)
class Passer:
    """A learner who passes a case by with a button of its page, while the server is killed."""

    token: str
    header: str

    def press(self, server: Server, chance: random.Random) -> bool:
        """Press it, kill the server at any moment; whether the page had said that it is done."""
        heard: list[ForwardMsg] = []
        query = f"lesson={LESSON}&step=first-repair"
        with suppress(ConnectionClosed), Tab(server.url, self.header) as tab:
            passing = WidgetState(
                id=tab.run(path="lesson", query=query).widget_id("pass."), trigger_value=True
            )
            tab.ask(path="lesson", query=query, widgets=[passing])
            if chance.random() < 0.4:
                heard += tab.collect()  # killed as soon as the page has said so
            else:
                time.sleep(chance.uniform(0, 0.12))
            server.kill()
            while True:
                data = tab.socket.recv(timeout=10)
                assert isinstance(data, bytes)
                heard.append(ForwardMsg.FromString(data))
        return "You passed this one by" in Run(tuple(heard), 0.0).texts()


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    server = Server(tmp_path / "served").start()
    with server.opened() as place, place.writing() as work:
        cohort_id = world.cohort(work)
        tokens = []
        for _ in range(KILLS + 1):
            account = world.account(work)
            world.join(work, account, cohort_id, Role.LEARNER)
            tokens.append(world.sign_in(work, account))
        headers = [cookie(place, token) for token in tokens]
    token, *others = tokens
    writer = Writer(server, headers[0], cohort_id)
    thread = threading.Thread(target=writer.run)
    thread.start()
    chance, passed = random.Random(1), {}
    try:
        for kill, other in enumerate(others, start=1):
            while len(writer.acknowledged) < kill * LEAST // KILLS:
                time.sleep(chance.uniform(0.001, 0.02))
            passed[other] = Passer(other, headers[kill]).press(server, chance)
            server.start()
    finally:
        writer.done.set()
        thread.join()
    assert len(writer.acknowledged) >= LEAST
    with server.opened() as place, place.reading() as work:
        mine = attempts.mine(work, world.viewer(work, token), cohort_id, LESSON)
        for other, said in passed.items():
            theirs = attempts.mine(work, world.viewer(work, other), cohort_id, LESSON)
            answers = [one.answer for one in theirs.get(CASE, ())]
            assert answers in (([{"passed": True}],) if said else ([], [{"passed": True}]))
    server.kill()
    assert any(passed.values())
    kept = [(one.number, one.answer["text"]) for one in mine[EXERCISE]]
    assert [number for number, _ in kept] == list(range(1, len(kept) + 1))
    texts = [text for _, text in kept]
    assert max(Counter(texts).values()) == 1
    assert texts[: len(writer.acknowledged)] == writer.acknowledged
    assert len(texts) - len(writer.acknowledged) <= 1  # the one on its way at the end
