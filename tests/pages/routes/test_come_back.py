"""Coming back and signing out over HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course import mail
from course.access import recognise
from course.installation import Installation
from course.settings import Settings
from course.signing import coming_back
from pages.routes import come_back, failures
from pages.ui import wiring
from tests.pages.routes.test_enter import cookie_of
from tests.world import sign_in, someone


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    mailed = replace(sqlite_installation.settings, smtp_url="smtp://127.0.0.1:1")
    opened = replace(sqlite_installation, settings=mailed)
    wiring.use(opened)
    failures._limiter.storage.reset()
    yield opened
    failures._limiter.storage.reset()


@pytest.fixture
def client(here: Installation) -> TestClient:
    app = Starlette(routes=come_back.ROUTES)
    return TestClient(app, base_url="http://localhost:8501", follow_redirects=False)


def test_the_phrase_signs_in(here: Installation, client: TestClient) -> None:
    with here.writing() as work:
        me = someone(work, email="me@example.org", mail_links=True)
        words = coming_back.new_phrase(work, me)
    back = client.post("/return", data={"email": "me@example.org", "phrase": words.upper()})
    assert (back.status_code, back.headers["location"]) == (303, "/")
    with here.reading() as work:
        found = recognise(work, back.cookies[cookie_of(here)])
    assert found is not None
    assert found.account_id == me.account_id
    odd = client.post("/return", data={"email": "me@example.org", "phrase": "no such words"})
    assert odd.status_code == 422
    assert "don&#x27;t belong together" in odd.text
    assert 'value="me@example.org"' in odd.text
    assert "no such words" not in odd.text


def test_every_address_gets_the_same_reply_and_waits_for_the_same_floor(
    here: Installation, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def keep(settings: Settings, to: str, subject: str, body: str) -> None:
        sent.append(body)

    monkeypatch.setattr(mail, "send", keep)
    with here.writing() as work:
        coming_back.new_phrase(work, someone(work, email="me@example.org", mail_links=True))
    took: dict[str, list[float]] = {"me@example.org": [], "nobody@example.org": []}
    replies = set()
    for _ in range(3):
        for address, times in took.items():
            began = time.perf_counter()
            answer = client.post("/return/mail", data={"email": address})
            times.append(time.perf_counter() - began)
            replies.add((answer.status_code, answer.text))
    assert len(replies) == 1
    assert len(sent) == 3
    assert not any(body.split("/enter/")[1][:43] in text for body in sent for _, text in replies)
    # Both wait for the same floor, which is far above what the work itself takes.
    assert all(time_taken >= 0.6 for times in took.values() for time_taken in times)


def test_a_mail_server_that_is_away_changes_nothing_in_the_reply(
    here: Installation, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with here.writing() as work:
        someone(work, email="me@example.org", mail_links=True)
    answer = client.post("/return/mail", data={"email": "me@example.org"})
    assert (answer.status_code, "on its way" in answer.text) == (200, True)
    assert "a letter was not sent" in caplog.text
    assert "me@example.org" not in caplog.text


def test_without_mail_nothing_is_offered(here: Installation, client: TestClient) -> None:
    assert "Send me a link" in client.get("/return").text
    wiring.use(replace(here, settings=replace(here.settings, smtp_url=None)))
    assert "Send me a link" not in client.get("/return").text
    assert client.post("/return/mail", data={"email": "a@b.org"}).status_code == 404


def test_signing_out_takes_the_row_and_the_cookie(here: Installation, client: TestClient) -> None:
    with here.writing() as work:
        me = someone(work, name="Signed In")
        mine, other = (sign_in(work, me.account_id) for _ in range(2))
    client.cookies.set(cookie_of(here), mine)
    assert "Signed In" in client.get("/sign-out").text
    out = client.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/")
    assert "Max-Age=0" in out.headers["set-cookie"]
    with here.reading() as work:
        assert recognise(work, mine) is None
        assert recognise(work, other) is not None
    client.cookies.clear()
    client.cookies.set(cookie_of(here), other)
    client.post("/sign-out", data={"where": "everywhere"})
    with here.reading() as work:
        assert recognise(work, other) is None


def test_a_get_signs_nobody_out(here: Installation, client: TestClient) -> None:
    with here.writing() as work:
        mine = sign_in(work, someone(work).account_id)
    client.cookies.set(cookie_of(here), mine)
    for _ in range(5):
        client.get("/sign-out")
    with here.reading() as work:
        assert recognise(work, mine) is not None
