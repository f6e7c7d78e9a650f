"""The ways in over HTTP: looking spends nothing, failures are slowed down, forms are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.installation import Installation
from course.signing import coming_back, devices, links
from db.tables.identity import Account, EntryLink, SignIn
from pages.routes import come_back, enter, failures
from pages.ui import wiring
from tests.clock import HandClock
from tests.course.signing.test_door import invite
from tests.world import cohort, sign_in, someone


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    yield sqlite_installation
    failures._limiter.storage.reset()


@pytest.fixture
def client(here: Installation) -> TestClient:
    app = Starlette(routes=[*enter.ROUTES, *come_back.ROUTES])
    return TestClient(app, base_url="http://localhost:8501", follow_redirects=False)


def cookie_of(here: Installation) -> str:
    return f"goldseam_{here.id[:8]}"


def invitation(here: Installation) -> str:
    with here.writing() as work:
        return invite(work, cohort(work, "Autumn <cohort>"))


def test_twenty_gets_and_heads_spend_nothing(here: Installation, client: TestClient) -> None:
    path = f"/enter/{invitation(here)}"
    for _ in range(20):
        seen = client.get(path)
        assert seen.status_code == 200
        assert client.head(path).status_code == 200
        assert "set-cookie" not in seen.headers
    assert seen.headers["cache-control"] == "no-store"
    assert "Autumn &lt;cohort&gt;" in seen.text
    assert "Invented Learner" in seen.text
    assert "7 September 2027" in seen.text
    pressed = client.post(path, data={"name": "Invented Learner"})
    assert pressed.status_code == 200
    assert cookie_of(here) in pressed.cookies


def test_before_joining_a_learner_reads_what_will_be_seen_of_them(
    here: Installation, client: TestClient
) -> None:
    page = client.get(f"/enter/{invitation(here)}").text
    fold = html.unescape(page.split("<details>")[1].split("</details>")[0])
    for sentence in (
        "<summary>What your instructor will see</summary>",
        "<strong>8 learners:</strong> who completed a lesson is never said; a skill’s average "
        "lies between 1.5 and 4.5, and 6+ people stand behind it; once, at the end.",
        "<strong>12 learners:</strong> a lesson was completed by “at least 6”; a skill’s "
        "average lies between 1.5 and 4.5, and 6+ people stand behind it; twice at most.",
        "<strong>60 learners:</strong> a lesson was completed by “at least 50”; a skill’s "
        "average lies between 1.5 and 4.5, and 50+ people stand behind it; weekly.",
        "there are at least 5 people whom your instructor knows nothing about, even if they know "
        "what 1 of the counted learners answered.",
        "An instructor who invents learners knows what those answered.",
        "Where that is also the instructor, confidentiality can't be promised.",
    ):
        assert sentence in fold, sentence


def test_an_instructor_who_is_invited_reads_no_such_thing(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        path = f"/enter/{invite(work, cohort(work), Role.INSTRUCTOR)}"
    assert "<details>" not in client.get(path).text


def test_the_cookie_is_http_only_lax_and_lasts_thirty_days(
    here: Installation, client: TestClient
) -> None:
    pressed = client.post(f"/enter/{invitation(here)}", data={})
    header = pressed.headers["set-cookie"]
    assert header.startswith(f"{cookie_of(here)}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=2592000"} <= set(header.split("; "))
    assert "Secure" not in header


def test_the_phrase_is_shown_once_and_is_the_right_one(
    here: Installation, client: TestClient
) -> None:
    path = f"/enter/{invitation(here)}"
    shown = client.post(path, data={})
    words = re.findall(r'id="phrase"[^>]*>([a-z ]+)<', shown.text)[0]
    assert len(words.split()) == 6
    with here.writing() as work:
        email = work.db.scalars(select(Account.email)).one()
        assert coming_back.by_phrase(work, None, email or "", words)
    again = client.post(path, data={})
    assert again.status_code == 404
    assert words not in again.text
    assert "You are signed in here as" in again.text
    assert "Make new ones on your account page" in again.text


def test_an_unknown_link_says_how_to_get_a_new_one(here: Installation, client: TestClient) -> None:
    gone = client.get("/enter/unknown")
    assert gone.status_code == 404
    assert "Ask whoever invited you" in gone.text
    assert "account page" not in gone.text
    assert 'href="/return"' in gone.text


def test_a_link_whose_time_is_over_answers_410(
    here: Installation, client: TestClient, clock: HandClock
) -> None:
    with here.writing() as work:
        path = devices.make_link(work, someone(work)).url.removeprefix(here.settings.url)
    assert "Invented Person" in client.get(path).text
    clock.move(minutes=11)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_only_failures_are_counted_and_thirty_a_minute_are_enough(
    here: Installation, client: TestClient
) -> None:
    path = f"/enter/{invitation(here)}"
    for _ in range(60):
        assert client.get(path).status_code == 200
    answers = [client.get(f"/enter/unknown-{n}").status_code for n in range(40)]
    assert answers == [404] * 30 + [429] * 10
    slow = client.get("/enter/unknown")
    assert "Wait a minute" in slow.text
    assert slow.headers["retry-after"] == "60"
    assert client.get(path).status_code == 200  # a good link opens all the same
    assert client.post("/return", data={"email": "a@b.org", "phrase": "x"}).status_code == 429


def test_who_is_signed_in_here_is_said_before_going_on(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        me = someone(work, cohort(work), name="Already Here")
        client.cookies.set(cookie_of(here), sign_in(work, me.account_id))
    path = f"/enter/{invitation(here)}"
    shown = client.get(path)
    assert "Signed in here now: <strong>Already Here</strong>" in shown.text
    joined = client.post(path, data={"as": "me"})
    assert (joined.status_code, joined.headers["location"]) == (303, "/")
    with here.reading() as work:
        assert work.db.scalar(select(func.count()).select_from(Account)) == 1


def test_signing_in_as_somebody_else_replaces_and_revokes(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        client.cookies.set(cookie_of(here), sign_in(work, someone(work).account_id))
        path = devices.make_link(work, someone(work)).url.removeprefix(here.settings.url)
        before = work.db.scalar(select(func.count()).select_from(SignIn))
    assert client.post(path).status_code == 303
    with here.reading() as work:
        assert work.db.scalar(select(func.count()).select_from(SignIn)) == before
        assert work.db.scalar(select(func.count()).select_from(EntryLink)) == 0


def test_the_owner_is_asked_for_a_name_and_what_was_typed_is_kept(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        path = (links.owner_link(work) or "").removeprefix(here.settings.url)
    odd = client.post(path, data={"name": 'A "quoted" <name>', "email": "not an address"})
    assert odd.status_code == 422
    assert 'value="A &quot;quoted&quot; &lt;name&gt;"' in odd.text
    assert "does not look like an email address" in odd.text
    assert client.post(path, data={"name": "Owner", "email": ""}).status_code == 200
    assert client.get(path).status_code == 404


def test_over_plain_http_beyond_this_machine_nobody_signs_in(
    here: Installation, client: TestClient
) -> None:
    path = f"/enter/{invitation(here)}"
    wiring.use(replace(here, settings=replace(here.settings, url="http://course.example.org")))
    for answer in (
        client.get(path),
        client.post(path),
        client.get("/return"),
        client.post("/return", data={"email": "a@b.org", "phrase": "x"}),
    ):
        assert answer.status_code == 403
        assert "GOLDSEAM_URL to an https address" in answer.text
        assert "set-cookie" not in answer.headers


def test_behind_tls_the_cookie_is_secure(here: Installation, client: TestClient) -> None:
    path = f"/enter/{invitation(here)}"
    wiring.use(replace(here, settings=replace(here.settings, url="https://course.example.org")))
    assert "Secure" in client.post(path).headers["set-cookie"].split("; ")


def test_a_giant_form_is_not_read(here: Installation, client: TestClient) -> None:
    path = f"/enter/{invitation(here)}"
    assert client.post(path, data={"name": "x" * 100_000}).status_code == 200
    with here.reading() as work:
        assert work.db.scalars(select(Account.name)).one() == "Invented Learner"


def test_instructors_are_told_what_joining_means_for_them(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        token = invite(work, cohort(work), Role.INSTRUCTOR)
    assert "an instructor" in client.get(f"/enter/{token}").text


def test_learners_are_told_who_reads_along_and_how_long_their_words_are_kept(
    here: Installation, client: TestClient
) -> None:
    said = client.get(f"/enter/{invitation(here)}").text
    assert "<li>What you write is kept until 7 September 2027.</li>" in said
    assert "other learners can&#x27;t read this. Whoever runs this server could." in said


def test_a_link_into_an_account_warns_whoever_did_not_make_it(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        made = devices.make_link(work, someone(work, name="Not Mine")).url
    assert "only if you made this account yourself" in client.get(made).text
    assert (
        "only if you made this account yourself"
        not in client.get(f"/enter/{invitation(here)}").text
    )
