"""A certificate's own page, its badge, what verifiers fetch, and the paper: who gets which."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import RSAKey
from openbadgeslib.verify import verify_badge
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course import erasing
from course.access import Role
from course.clock import SystemClock
from course.installation import Installation, open_installation
from course.settings import read
from pages.routes import badges, end_papers, failures, verified
from pages.ui import wiring
from tests import world
from tests.content import small_catalogue
from tests.course.study.desk import Desk
from tests.course.study.finishing import finish, finished
from tests.course.study.test_badge import part
from tests.course.study.test_certificate import HOSTILE, public, turn_off, turn_on

URL = "https://course.example.org"
FILES = ("", "/badge.jwt", "/badge.svg")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    environ = {"GOLDSEAM_DATA": str(tmp_path), "GOLDSEAM_URL": URL, "GOLDSEAM_PROVIDER": "River"}
    opened = open_installation(read(environ), small_catalogue(), SystemClock())
    wiring.use(opened)
    failures._limiter.storage.reset()
    yield opened
    failures._limiter.storage.reset()
    opened.close()


@pytest.fixture
def client(here: Installation) -> TestClient:
    routes = [*verified.ROUTES, *badges.ROUTES, *end_papers.ROUTES]
    return TestClient(Starlette(routes=routes), base_url=URL)


@pytest.fixture
def her(here: Installation) -> Desk:
    return finished(here)


def as_somebody(client: TestClient, her: Desk, account_id: str) -> None:
    with her.installation.writing() as work:
        token = world.sign_in(work, account_id)
    client.cookies.set(f"goldseam_{her.installation.id[:8]}", token)


def test_there_is_no_page_until_it_is_turned_on_nor_once_it_is_off(
    her: Desk, client: TestClient
) -> None:
    turn_on(her)
    at = f"/verified/{public(her).code}"
    assert [client.get(at + file).status_code for file in FILES] == [200, 200, 200]
    turn_off(her)
    assert [client.get(at + file).status_code for file in FILES] == [404, 404, 404]
    unknown = client.get("/verified/nobody-made-this")
    assert (unknown.status_code, unknown.text) == (404, client.get(at).text)


def test_there_is_no_page_once_its_learner_is_erased(her: Desk, client: TestClient) -> None:
    turn_on(her)
    at = f"/verified/{public(her).code}"
    with her.installation.writing() as work:
        erasing.erase(work, her.viewer.account_id)
    assert [client.get(at + file).status_code for file in FILES] == [404, 404, 404]


def test_the_page_says_what_the_certificate_says_and_what_it_means(
    her: Desk, client: TestClient
) -> None:
    turn_on(her)
    seen = client.get(f"/verified/{public(her).code}")
    for words in (
        "<dt>Name</dt><dd><bdi>Invented Person</bdi></dd>",
        "<dt>Course</dt><dd><bdi>A tiny course</bdi></dd>",
        "<dt>Given by</dt><dd><bdi>River</bdi></dd>",
        "<dt>Practice, as designed</dt><dd><bdi>20 minutes</bdi></dd>",
        "Completion means practice done, not competence certified.",
    ):
        assert words in seen.text, words
    assert seen.headers["cache-control"] == "no-store"
    assert seen.headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in seen.headers


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stands_on_the_page_as_it_is_written(
    her: Desk, client: TestClient, name: str
) -> None:
    turn_on(Desk(her.installation, replace(her.viewer, name=name), her.cohort_id))
    seen = client.get(f"/verified/{public(her).code}").text
    assert f"<dt>Name</dt><dd><bdi>{escape(name)}</bdi></dd>" in seen


def _pem(client: TestClient, token: str) -> bytes:
    jwk = RSAKey.import_key(client.get(part(token, 0)["kid"]).json())
    return jwk.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_the_picture_is_verified_by_another_library_over_our_own_addresses(
    her: Desk, client: TestClient
) -> None:
    turn_on(her)
    at = f"/verified/{public(her).code}"
    picture, token = client.get(f"{at}/badge.svg"), client.get(f"{at}/badge.jwt")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert token.headers["content-type"] == "application/vc+jwt"
    pem = _pem(client, token.text)

    def judged(data: bytes) -> tuple[bool, bool, str | None]:
        found = verify_badge(
            data,
            pubkey_pem=pem,
            check_status=True,
            download=lambda url: client.get(url).content,
        )
        return found.valid, found.trusted, found.reason

    assert judged(picture.content) == (True, True, None)
    assert not judged(picture.content.replace(token.content[-8:], b"AAAAAAAA"))[0]
    turn_off(her)
    assert judged(picture.content)[0] is False


def test_what_verifiers_fetch_is_plain_json_may_be_kept_and_names_nobody(
    her: Desk, client: TestClient
) -> None:
    turn_on(her)
    token = client.get(f"/verified/{public(her).code}/badge.jwt").text
    as_json = {"accept": "application/json"}
    for path, seconds in (
        ("/badge/issuer", 86400),
        ("/badge/course", 86400),
        (part(token, 0)["kid"].removeprefix(URL), 86400),
        ("/badge/status", 300),
    ):
        answer = client.get(path, headers=as_json)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == f"public, max-age={seconds}"
        assert "Invented" not in json.dumps(answer.json(), ensure_ascii=False)
        assert client.get(path, headers=as_json).content == answer.content
    signed = client.get("/badge/status")
    assert signed.headers["content-type"] == "application/vc+jwt"
    assert signed.headers["vary"] == "Accept"
    assert client.get("/badge/keys/unknown").status_code == 404


def test_the_status_list_does_not_tell_whether_a_badge_was_ever_made(
    her: Desk, client: TestClient
) -> None:
    before = client.get("/badge/status")
    assert before.status_code == 200
    turn_on(her)
    after = client.get("/badge/status")
    assert (after.content, after.headers) == (before.content, before.headers)


def test_guessing_codes_is_slowed_down(
    her: Desk, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    codes = [client.get(f"/verified/guess-{n}").status_code for n in range(31)]
    assert codes == [404] * 30 + [429]
    said = [r.getMessage() for r in caplog.records if r.name == "goldseam.verified"]
    assert said == ["a code of a certificate opened nothing"] * 30


def test_the_paper_is_its_learners_alone(her: Desk, client: TestClient) -> None:
    at = f"/certificate/{her.cohort_id}.pdf"
    as_somebody(client, her, her.viewer.account_id)
    own = client.get(at)
    assert (own.status_code, own.headers["content-type"]) == (200, "application/pdf")
    assert own.headers["cache-control"] == "no-store"
    assert own.headers["content-disposition"] == 'attachment; filename="certificate.pdf"'
    assert own.content.startswith(b"%PDF-1.7")
    assert client.get(f"/guide/{her.cohort_id}.pdf").content.startswith(b"%PDF-1.7")
    for who in _others(her):
        client.cookies.clear()
        if who is not None:
            as_somebody(client, her, who)
        for path in (at, f"/guide/{her.cohort_id}.pdf"):
            answer = client.get(path)
            fellow_guide = path.startswith("/guide") and who == _fellow(her)
            assert answer.status_code == (200 if fellow_guide else 404), (who, path)
    assert client.get("/certificate/unknown.pdf").status_code == 404


def _others(her: Desk) -> list[str | None]:
    """Nobody, an instructor here, the owner, a fellow who has not completed, a stranger who has."""
    with her.installation.writing() as work:
        ira = world.account(work, "Ira")
        world.join(work, ira, her.cohort_id, Role.INSTRUCTOR)
        fellow = world.account(work, "Fellow", email="fellow@example.org")
        world.join(work, fellow, her.cohort_id, Role.LEARNER)
        elsewhere = world.cohort(work, "Elsewhere")
        stranger = world.account(work, "Stranger")
        world.join(work, stranger, elsewhere, Role.LEARNER)
        finish(work, stranger, elsewhere)
        owner = world.account(work, "Olga", is_owner=True)
    return [None, ira, owner, fellow, stranger]


def _fellow(her: Desk) -> str:
    with her.installation.reading() as work:
        [found] = erasing.find(work, "fellow@example.org")
    return found
