"""What the writing box is told over HTTP: saved only when it is, and why when it is not."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.errors import NOT_FOUND
from course.installation import Installation
from course.study import compact, reflections
from course.study.drafts import STALE, DraftText
from course.study.texts import UNREADABLE
from db.engine import open_engine
from pages.routes import writing
from pages.ui import wiring
from tests import world
from tests.course.study.desk import Desk


@pytest.fixture
def client(installation: Installation) -> Iterator[TestClient]:
    app = Starlette(routes=writing.ROUTES)
    with TestClient(app, base_url="http://localhost:8501") as opened:
        yield opened


@pytest.fixture
def desk(installation: Installation, client: TestClient) -> Desk:
    """A learner, and the client signed in as them."""
    wiring.use(installation)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        account_id = world.account(work)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
    client.cookies.set(f"goldseam_{installation.id[:8]}", token)
    return Desk(installation, viewer, cohort_id)


def draft(desk: Desk, text: str, revision: int, **more: Any) -> dict[str, Any]:
    return {
        "cohort": desk.cohort_id,
        "box": "first/thought",
        "text": text,
        "revision": revision,
        **more,
    }


def submission(desk: Desk, text: str, key: str, **more: Any) -> dict[str, Any]:
    return {
        "cohort": desk.cohort_id,
        "lesson": "first",
        "exercise": "thought",
        "texts": {"text": text},
        "key": key,
        **more,
    }


def packed(client: TestClient, inserted: str, **header: Any) -> Any:
    body = json.dumps(header).encode() + b"\n" + compact.pack(inserted)
    return client.post("/write/patch", content=body, headers={"Content-Type": compact.MIME})


def test_a_draft_is_said_to_be_saved_with_the_cohorts_time(desk: Desk, client: TestClient) -> None:
    reply = client.post("/write/draft", json=draft(desk, "I was late.", 1))
    assert reply.status_code == 200
    assert reply.json() == {"revision": 1, "saved": "10:00", "notices": [], "care": False}
    assert reply.headers["cache-control"] == "no-store"
    assert desk.draft("first/thought") == DraftText("I was late.", 1)


def test_a_draft_is_warned_about_and_cared_for_and_saved(desk: Desk, client: TestClient) -> None:
    text = "My client John said he wants to die."
    reply = client.post("/write/draft", json=draft(desk, text, 1)).json()
    assert reply["notices"] == [
        "This may identify someone: it seems to hold a name. "
        "If it is about a real person, leave that out. It is saved either way."
    ]
    assert reply["care"] is True
    case = client.post("/write/draft", json=draft(desk, text, 1, box="first/case")).json()
    assert case["care"] is False  # the clients of a reply are invented
    assert desk.draft("first/thought") == DraftText(text, 1)


def test_a_change_is_saved_from_json_and_from_few_bytes(desk: Desk, client: TestClient) -> None:
    where = {"cohort": desk.cohort_id, "box": "first/thought", "tab": "t"}
    change = {"base": 0, "start": 0, "removed": 0, "revision": 1, "length": 0}
    first = client.post("/write/patch", json={**where, **change, "inserted": "I was"})
    assert (first.status_code, first.json()) == (200, {"revision": 1, "saved": "10:00"})
    change = {"base": 1, "start": 5, "removed": 0, "revision": 2, "length": 5}
    second = packed(client, " late \U0001f926", **where, **change)
    assert (second.status_code, second.json()) == (200, {"revision": 2, "saved": "10:00"})
    assert desk.draft("first/thought") == DraftText("I was late \U0001f926", 2)
    assert packed(client, "x", **where, **change).status_code == 409


def test_a_submission_is_stored_once_however_often_it_comes(desk: Desk, client: TestClient) -> None:
    sent = submission(desk, "I was late.", "the-first-key", revision=4)
    for _ in range(3):
        reply = client.post("/write/submit", json=sent)
        assert reply.status_code == 200
        assert reply.json() == {"number": 1, "saved": "10:00", "revision": 4}
    assert desk.texts("thought") == ["I was late."]


def test_three_lines_and_an_empty_note_are_submitted(desk: Desk, client: TestClient) -> None:
    lines = {"who": "Ana", "what": "Slower", "how": "Kindly"}
    sent = submission(desk, "", "the-lines-key", exercise="anew", texts=lines)
    assert client.post("/write/submit", json=sent).json()["number"] == 1
    sent = submission(desk, "", "the-note-key", exercise="count", texts={"note": ""})
    assert client.post("/write/submit", json=sent).json()["number"] == 1
    kept = desk.mine()
    assert [one.answer for one in kept["anew"]] == [{"lines": lines}]
    assert [one.answer for one in kept["count"]] == [{"note": ""}]


def test_words_from_a_second_tab_are_kept_as_a_draft(desk: Desk, client: TestClient) -> None:
    client.post("/write/submit", json=submission(desk, "From a", "one-key-of-two", revision=1))
    reply = client.post(
        "/write/submit", json=submission(desk, "From b", "one-key-of-two", revision=2)
    )
    assert reply.status_code == 409
    assert reply.json() == {
        "number": 1,
        "revision": 3,
        "saved": "10:00",
        "sentence": "This was already submitted from another tab. Your words from here are kept "
        "as a draft; reload to see both.",
    }
    assert desk.draft("first/thought") == DraftText("From b", 3)


def test_each_refusal_has_its_number_and_its_sentence(desk: Desk, client: TestClient) -> None:
    client.post("/write/draft", json=draft(desk, "newer", 5))
    long = (
        "This is 20,001 characters long and the box holds 20,000. "
        "Nothing was cut or stored: shorten it and it will be saved."
    )
    empty = "There is nothing in the box yet. A few words are enough."
    for path, body, status, sentence in (
        ("draft", draft(desk, "older", 4), 409, STALE),
        ("draft", draft(desk, "x" * 20_001, 6), 413, long),
        ("submit", submission(desk, "x" * 20_001, "a-long-key"), 413, long),
        ("submit", submission(desk, "  ", "an-empty-key"), 400, empty),
        ("draft", draft(desk, "x", 6, box="first/none"), 404, NOT_FOUND),
        ("draft", draft(desk, "x", 6, cohort="none"), 404, NOT_FOUND),
        ("submit", submission(desk, "x", "some-key-1", lesson="none"), 404, NOT_FOUND),
        ("draft", {"cohort": desk.cohort_id}, 400, UNREADABLE),
        ("draft", draft(desk, "x", "6"), 400, UNREADABLE),  # type: ignore[arg-type]
        ("draft", [], 400, UNREADABLE),
    ):
        reply = client.post(f"/write/{path}", json=body)
        assert (reply.status_code, reply.json()) == (status, {"sentence": sentence})
    assert desk.draft("first/thought") == DraftText("newer", 5)
    assert desk.row_count() == 0


def test_what_is_not_json_or_too_much_is_refused(desk: Desk, client: TestClient) -> None:
    body = json.dumps(draft(desk, "x", 1))
    for mime in ("text/plain", "application/x-www-form-urlencoded", compact.MIME, ""):
        reply = client.post("/write/draft", content=body, headers={"Content-Type": mime})
        assert reply.status_code == 415
    more = client.post("/write/draft", json=draft(desk, "x" * 1_100_000, 1))
    assert more.status_code == 413
    for broken in (b"", b"{", b'{"cohort": "\\ud800"}', b"\xff"):
        reply = client.post(
            "/write/draft", content=broken, headers={"Content-Type": "application/json"}
        )
        assert (reply.status_code, reply.json()) == (400, {"sentence": UNREADABLE})
    assert client.get("/write/draft").status_code == 405
    assert desk.draft("first/thought") is None


def test_somebody_signed_out_reads_the_words_for_not_found(desk: Desk, client: TestClient) -> None:
    client.cookies.clear()
    for path, body in (
        ("draft", draft(desk, "x", 1)),
        ("submit", submission(desk, "x", "a-key-1")),
    ):
        reply = client.post(f"/write/{path}", json=body)
        assert (reply.status_code, reply.json()) == (404, {"sentence": NOT_FOUND})
    assert desk.row_count() == 0


def test_a_database_that_is_away_is_said_quickly(desk: Desk, client: TestClient) -> None:
    gone = open_engine("postgresql+psycopg://goldseam@127.0.0.1:1/none")
    wiring.use(replace(desk.installation, engine=gone))
    start = time.perf_counter()
    reply = client.post("/write/draft", json=draft(desk, "x", 1))
    assert reply.status_code == 503
    assert reply.json() == {"sentence": writing.AWAY}
    assert time.perf_counter() - start < 4
    wiring.use(desk.installation)
    assert client.post("/write/draft", json=draft(desk, "x", 1)).status_code == 200


def test_200_canaries_reach_no_log_no_address_and_no_error(
    desk: Desk, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    times = 200 if desk.installation.settings.on_sqlite else 20
    for number in range(times):
        canary = f"Canary{number}Marigold"
        revision = 3 * number + 1
        replies: list[Any] = [
            client.post("/write/draft", json=draft(desk, f"a {canary}", revision)),
            client.post("/write/draft", json=draft(desk, canary, 1, box=f"first/{canary}")),
            client.post("/write/draft", content=canary),
            packed(client, canary, cohort=desk.cohort_id, box="first/thought", base=canary),
            client.post(
                "/write/submit",
                json=submission(desk, f"c {canary}", f"canary-{number:03}", revision=revision),
            ),
            client.post("/write/submit", json=submission(desk, canary * 2000, "canary-long")),
        ]
        told += [reply.text + str(reply.url) + repr(reply.headers) for reply in replies]
    with desk.installation.reading() as work:
        found = reflections.mine(work, desk.viewer, desk.cohort_id, "canary")
    assert len(found[0].versions) == times
    assert not any("Marigold" in text for text in told)
    assert "Marigold" not in caplog.text
    assert "Marigold" not in repr(found)
