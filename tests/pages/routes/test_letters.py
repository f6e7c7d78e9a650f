"""What answers to links in letters and calendars, and the sheet for trainers, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from icalendar import Calendar
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Viewer
from course.authoring.schema import Activity, Trainer
from course.cohort import trainers
from course.errors import NOT_FOUND
from course.installation import Installation
from course.letters import feed, off, preferences
from course.study import attempts, progress
from db.queries import chosen
from db.tables.cohort import Cohort
from pages.routes import calendar_feed, failures, letters_off, trainer_page
from pages.ui import wiring
from tests import world
from tests.pages.routes.test_enter import cookie_of

TRAINER = Trainer(
    sticking=["One *sticks*.", "Two <b>.", "Three [R1]."],
    openings=["What first?", "What then?", "What last?"],
    activity=Activity(title="In pairs", minutes=12, text="Turn to one another."),
    caution="Nobody needs to tell a story of their own.",
)


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    yield sqlite_installation
    failures._limiter.storage.reset()


@pytest.fixture
def client(here: Installation) -> TestClient:
    routes = [*letters_off.ROUTES, *calendar_feed.ROUTES, *trainer_page.ROUTES]
    return TestClient(Starlette(routes=routes), base_url="http://localhost:8501")


def who_wants(here: Installation) -> tuple[Viewer, str]:
    """Somebody who asked for letters, and the path of their off link."""
    with here.writing() as work:
        me = world.someone(work, world.cohort(work), name="Canary Name", email="me@example.org")
        preferences.set_reminders(work, me, wanted=True)
        row = chosen.preference(work.db, me.account_id)
        assert row is not None
        token = off.token_of(work, str(row.off_hash), str(row.off_sealed))
    return me, f"/letters/off/{token}"


def wants(here: Installation, viewer: Viewer) -> bool:
    with here.reading() as work:
        return preferences.mine(work, viewer).reminders


def test_looking_at_the_off_link_changes_nothing_and_names_nobody(
    here: Installation, client: TestClient
) -> None:
    me, path = who_wants(here)
    for _ in range(20):
        seen = client.get(path)
        assert (seen.status_code, client.head(path).status_code) == (200, 200)
    assert wants(here, me)
    assert seen.headers["cache-control"] == "no-store"
    assert '<form method="post"><button>Turn letters off</button></form>' in seen.text
    assert "Canary" not in seen.text
    assert "example.org" not in seen.text


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"List-Unsubscribe": "One-Click"}},  # RFC 8058, as a mail program posts it
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {},
    ],
)
def test_one_press_turns_letters_off_without_cookie_or_origin(
    here: Installation, client: TestClient, sent: dict[str, object]
) -> None:
    me, path = who_wants(here)
    for _ in range(2):
        done = client.post(path, **sent)  # type: ignore[arg-type]
        assert done.status_code == 200
        assert "No letters come from here any more." in done.text
        assert "set-cookie" not in done.headers
    assert not wants(here, me)
    assert "Turn letters off" not in client.get(path).text


def test_unknown_links_are_not_found_and_slowed_down_and_known_ones_go_on(
    here: Installation, client: TestClient
) -> None:
    me, path = who_wants(here)
    with here.writing() as work:
        calendar = feed.make(work, me).removeprefix("http://localhost:8501")
    asked = [("GET", "/letters/off/x"), ("POST", "/letters/off/x"), ("GET", "/calendar/x.ics")]
    for number in range(failures.A_MINUTE):
        answer = client.request(*asked[number % 3])
        assert (answer.status_code, NOT_FOUND in answer.text) == (404, True)
    assert [client.request(*one).status_code for one in asked] == [429] * 3
    assert client.get(calendar).status_code == 200
    assert client.post(path).status_code == 200


def test_a_calendar_is_served_to_whoever_has_its_link_and_kept_by_nobody_on_the_way(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        cohort_id = world.cohort(work, starts_on=date(2026, 10, 19))
        work.db.execute(update(Cohort).values(unlock={"rule": "weekly"}))
        me = world.someone(work, cohort_id)
        path = feed.make(work, me).removeprefix("http://localhost:8501")
    answer = client.get(path)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    begins = [e.decoded("dtstart") for e in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert begins == [date(2026, 10, 19), date(2026, 10, 26)]
    assert client.head(path).status_code == 200
    with here.writing() as work:
        renewed = feed.make(work, me).removeprefix("http://localhost:8501")
    assert [client.get(one).status_code for one in (path, renewed)] == [404, 200]
    with here.writing() as work:
        feed.revoke(work, me)
    assert client.get(renewed).status_code == 404


def text_of(html: str) -> str:
    body = html.split("<main>")[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def sheet(here: Installation, client: TestClient, viewer: Viewer | None, path: str) -> str:
    client.cookies.clear()
    if viewer is not None:
        with here.writing() as work:
            client.cookies.set(cookie_of(here), world.sign_in(work, viewer.account_id))
    answer = client.get(path)
    if answer.status_code == 404:
        assert NOT_FOUND in answer.text
        return ""
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    return answer.text


def test_the_sheet_for_trainers_is_the_lessons_block_whatever_anybody_did(
    here: Installation, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = here.catalogue.editions["first"]
    with_block = replace(first, lesson=first.lesson.model_copy(update={"trainer": TRAINER}))
    monkeypatch.setitem(here.catalogue.editions, "first", with_block)
    with here.writing() as work:
        scene = world.scene(work)
    path = f"/for-trainers/{scene.cohort_id}/first"
    before = sheet(here, client, scene.instructor, path)
    assert text_of(before) == (
        "For trainers: lesson 1. The first lesson To be small. 10 minutes. "
        "Where people get stuck One sticks . Two <b>. Three [R1]. "
        "Questions to open with What first? What then? What last? "
        "Together: In pairs (12 minutes) Turn to one another. "
        "Take care Nobody needs to tell a story of their own. Back to the lessons"
    )
    assert "<b>" not in before.split("<main>")[1].replace("<body>", "")
    with here.writing() as work:
        me, here_id = scene.learner, scene.cohort_id
        progress.move(work, me, here_id, "first", "write")
        attempts.submit(work, me, here_id, "first", "thought", {"text": "Canary"}, "k" * 16)
        trainers.save_words(work, scene.instructor, here_id, "first", "Canary", 0)
    assert sheet(here, client, scene.instructor, path) == before


def test_nobody_but_the_cohorts_instructors_gets_the_sheet(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        scene = world.scene(work)
    path = f"/for-trainers/{scene.cohort_id}/first"
    denied = (None, scene.learner, scene.stranger, scene.other_instructor, scene.owner)
    assert [sheet(here, client, one, path) for one in denied] == [""] * 5
    assert sheet(here, client, scene.instructor, f"/for-trainers/{scene.cohort_id}/none") == ""
    assert sheet(here, client, scene.instructor, path) != ""
