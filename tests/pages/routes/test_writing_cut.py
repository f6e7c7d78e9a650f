"""Connections cut at any moment: an operation is there whole or not at all, and once on retry."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.installation import Installation, open_installation
from course.settings import read
from pages.routes import writing
from pages.ui import wiring
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.study.desk import Desk

LINES = ("who", "what", "how")


@dataclass(frozen=True)
class Line:
    """A way to the server that may be cut; ``cookie`` is the learner's sign-in."""

    port: int
    cookie: str

    def send(self, path: str, body: dict[str, Any], *, whole: float = 1.0) -> socket.socket:
        """Send ``whole`` of the body (1.0: all of it) and leave the connection open."""
        content = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Cookie: {self.cookie}\r\nContent-Length: {len(content)}\r\n"
            "Connection: close\r\n\r\n"
        )
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        opened.sendall(head.encode() + content[: int(len(content) * whole)])
        return opened

    def ask(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Send all and wait for the answer."""
        heard = b""
        with self.send(path, body) as opened:
            while piece := opened.recv(65536):
                heard += piece
        head, _, content = heard.partition(b"\r\n\r\n")
        return int(head.split()[1]), json.loads(content)


@pytest.fixture
def desk(installation: Installation) -> Desk:
    wiring.use(installation)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        return Desk(installation, world.someone(work, cohort_id, Role.LEARNER), cohort_id)


@pytest.fixture
def line(desk: Desk) -> Iterator[Line]:
    """The writing routes, served on a port of their own."""
    app = Starlette(routes=writing.ROUTES)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with desk.installation.writing() as work:
        token = world.sign_in(work, desk.viewer.account_id)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Line(port, f"goldseam_{desk.installation.id[:8]}={token}")
    server.should_exit = True
    thread.join()


def test_500_cut_submissions_are_whole_or_not_there_and_one_on_retry(
    desk: Desk, line: Line
) -> None:
    times = 500
    chance = random.Random(8)
    seen: list[tuple[int, int]] = []
    for number in range(1, times + 1):
        texts = {name: f"{name} {number}" for name in LINES}
        body = {
            "cohort": desk.cohort_id,
            "lesson": "first",
            "exercise": "anew",
            "texts": texts,
            "key": f"cut-submission-{number:03}",
            "revision": number,
        }
        whole = chance.choice([0.5, 1.0, 1.0, 1.0])
        opened = line.send("/write/submit", body, whole=whole)
        time.sleep(chance.random() * 0.02)
        opened.close()
        if chance.random() < 0.5:
            time.sleep(0.02)
        seen.append(stored(desk, number))
        assert seen[-1] in {(number - 1, 0), (number, 3)}
        status, reply = line.ask("/write/submit", body)
        assert (status, reply["number"], reply["revision"]) == (200, number, number)
        assert desk.row_count() == number
    assert [one.answer["lines"]["how"] for one in desk.mine()["anew"]] == [
        f"how {number}" for number in range(1, times + 1)
    ]
    assert {boxes for _, boxes in seen} == {0, 3}  # both were met


def stored(desk: Desk, number: int) -> tuple[int, int]:
    """(attempts, boxes emptied at revision ``number``), as they stand at one moment."""
    statement = sql(
        "SELECT (SELECT count(*) FROM attempt),"
        " (SELECT count(*) FROM draft WHERE revision = :number AND sealed = '')"
    )
    with desk.installation.reading() as work:
        attempts, boxes = work.db.execute(statement, {"number": number}).one()
    return attempts, boxes


def test_a_draft_cut_off_half_way_leaves_the_one_before(desk: Desk, line: Line) -> None:
    body = {"cohort": desk.cohort_id, "box": "first/case", "text": "Before", "revision": 1}
    assert line.ask("/write/draft", body)[0] == 200
    for revision in range(2, 22):
        later = {**body, "text": "x" * 20_000, "revision": revision}
        line.send("/write/draft", later, whole=0.9).close()
    time.sleep(0.1)
    draft = desk.draft()
    assert draft is not None
    assert (draft.text, draft.revision) == ("Before", 1)


def test_a_database_that_drops_its_connections_is_asked_again(
    postgres_url: str, tmp_path: Path
) -> None:
    settings = read({"GOLDSEAM_DATA": str(tmp_path / "data"), "DATABASE_URL": postgres_url})
    installation = open_installation(settings, small_catalogue(), HandClock())
    wiring.use(installation)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        her = Desk(installation, world.someone(work, cohort_id), cohort_id)
        token = world.sign_in(work, her.viewer.account_id)
    done, dropped = threading.Event(), list[int]()
    dropper = threading.Thread(target=drop_connections, args=(postgres_url, done, dropped))
    app = Starlette(routes=writing.ROUTES)
    with TestClient(app, base_url="http://localhost:8501") as client:
        client.cookies.set(f"goldseam_{installation.id[:8]}", token)
        dropper.start()
        for number in range(1, 101):
            body: dict[str, object] = {
                "cohort": cohort_id,
                "lesson": "first",
                "exercise": "thought",
                "texts": {"text": f"Words {number}"},
                "key": f"dropped-{number:03}",
            }
            reply = client.post("/write/submit", json=body)
            assert (reply.status_code, reply.json().get("number")) == (200, number)
        done.set()
        dropper.join()
    assert sum(dropped) > 0
    assert her.texts("thought") == [f"Words {number}" for number in range(1, 101)]
    installation.close()


def drop_connections(url: str, done: threading.Event, dropped: list[int]) -> None:
    """End everybody else's connections to a database, again and again."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    statement = sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with engine.connect() as connection:
        while not done.wait(0.25):
            dropped.append(len(connection.execute(statement).all()))
    engine.dispose()
