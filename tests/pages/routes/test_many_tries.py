"""Many phrases tried at once: counted one by one, and nobody's writing waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.installation import Installation
from course.signing import phrase
from pages.routes import come_back, failures
from pages.ui import wiring


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    yield sqlite_installation
    failures._limiter.storage.reset()


def test_tries_that_arrive_together_are_counted_like_others(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(come_back, "FLOOR", 0.0)
    app = Starlette(routes=come_back.ROUTES)
    given = {"email": "nobody@example.org", "phrase": "six words that are not it"}
    with (
        TestClient(app, base_url="http://localhost:8501") as client,
        ThreadPoolExecutor(60) as pool,
    ):
        sent = [pool.submit(client.post, "/return", data=given) for _ in range(60)]
        seen = Counter(answer.result().status_code for answer in sent)
    # As many as are tried at once may pass together with the last that counts.
    most = failures.A_MINUTE + come_back.TRIES_AT_ONCE - 1
    assert failures.A_MINUTE <= seen[422] <= most
    assert seen[422] + seen[429] == 60


def test_a_try_that_does_not_fit_never_writes(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bool] = []
    wrote: list[bool] = []
    matches = phrase.matches

    @event.listens_for(here.engine, "begin")
    def begun(connection: object) -> None:
        options = connection.get_execution_options()  # type: ignore[attr-defined]
        wrote.append(bool(options.get("writes")))

    def watched(typed: str, stored: str | None) -> bool:
        tried.append(True)
        return matches(typed, stored)

    monkeypatch.setattr(phrase, "matches", watched)
    client = TestClient(Starlette(routes=come_back.ROUTES), base_url="http://localhost:8501")
    answer = client.post("/return", data={"email": "nobody@example.org", "phrase": "not it"})
    assert (answer.status_code, tried) == (422, [True])
    assert not any(wrote)
