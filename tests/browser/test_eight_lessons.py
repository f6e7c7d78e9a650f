"""One learner, in a real browser, from the first step of the first lesson to their own erasure."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import RSAKey
from openbadgeslib.verify import verify_badge
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from course.authoring.schema import Exercise, Intention, Lesson, Reply
from course.installation import open_installation
from course.settings import read
from db.base import Base
from tests import world
from tests.browser import learning as served
from tests.browser import walking
from tests.browser.learning import Learning, Person, open_page
from tests.browser.walking import SLOW, heading, place, settle
from tests.content import our_course
from tests.launch import clock
from tests.launch_server import Server
from tests.paper_text import letters_of

CANARY = "marigold-canary"
WAITED = 8  # days; an intention comes back after seven
# As they read where the cohort is: no place was chosen for it.
LESSONS = [edition.lesson for edition in our_course().in_place(None).editions.values()]


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """A server of its own, whose clock begins in the past: no badge holds before it is made."""
    server = Server(tmp_path_factory.mktemp("whole") / "served")
    server.move_clock(days=-WAITED)
    environ = server.environ()
    opened = open_installation(read(environ), our_course(), clock(environ))
    with opened.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
    begun = Learning(server.start(), opened, cohort_id)
    yield begun
    served.end(begun)


def test_from_the_first_lesson_to_a_badge_a_copy_and_erasure(
    here: Learning, context: BrowserContext, page: Page
) -> None:
    ana = here.learner("Ana Marigold")
    here.sign_in(context, ana)
    open_page(page, here.server.url)
    for number, lesson in enumerate(LESSONS, start=1):
        page.get_by_role("button", name=f"Begin lesson {number}").click()
        walking.walk(page, lesson, {"next-time": _intend})
    heading(page, f"Welcome back, {ana.viewer.name}")
    expect(page.get_by_text("Eight seams of your bowl are mended.")).to_be_visible()
    here.server.move_clock(days=WAITED)
    _an_intention_comes_back(here, page)
    _a_certificate_and_its_badge(here, page)
    _a_copy_of_everything(here, page)
    _papers(here, ana, page)
    _then_nothing(here, ana, page)


def _intend(page: Page, exercise: Exercise) -> None:
    box = place(page, exercise)
    walking.write(box, exercise, _meant)
    walking.submit(box)


def _meant(exercise: Exercise, _part: str) -> str:
    return f"Next time I stop and ask. {CANARY} {exercise.id}"


def _words(exercise: Exercise) -> walking.Words:
    return _meant if isinstance(exercise, Intention) else walking.written


def _an_intention_comes_back(here: Learning, page: Page) -> None:
    """Its own words and the first attempt stand beside a case that was not met."""
    open_page(page, f"{here.server.url}/again")
    page.get_by_role("button", name="Show the others").click()
    card = page.locator('[class*="st-key-card_back_"]').filter(has_text=CANARY).first
    card.get_by_role("button", name="Begin").click()
    heading(page, "Your intention, with a case")
    expect(page.locator(".gs-attempts .gs-words").first).to_contain_text(CANARY)
    expect(page.get_by_text("You have not met this case before.")).to_be_visible()


def _a_certificate_and_its_badge(here: Learning, page: Page) -> None:
    open_page(page, here.server.url)
    page.get_by_role("button", name="To the end of the course").click()
    heading(page, "The end of the course")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the certificate (PDF)").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-1.7")
    page.get_by_role("button", name="Let others check it", exact=True).click()
    settle(page)
    link = page.locator("code").first.inner_text()
    assert httpx.get(link).status_code == 200
    token = httpx.get(f"{link}/badge.jwt").text
    head = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    jwk: Any = httpx.get(head["kid"]).json()
    pem = RSAKey.import_key(jwk).public_key.public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    found = verify_badge(
        httpx.get(f"{link}/badge.svg").content,
        pubkey_pem=pem,
        check_status=True,
        download=lambda url: httpx.get(url).content,
    )
    assert (found.valid, found.trusted, found.reason) == (True, True, None)


def _a_copy_of_everything(here: Learning, page: Page) -> None:
    """Every answer to every exercise of every lesson is in it, to the letter; and every rating."""
    copy = page.request.get(f"{here.server.url}/my-data/copy.json").json()
    tables = copy["cohorts"][0]["answers"]
    skills = [skill.id for skill in here.installation.catalogue.rubric.skills]
    assert _answers(tables["attempt"]["rows"]) == [
        (lesson.id, one.id, walking.left(one, skills, _words(one))) for lesson, one in _exercises()
    ]
    assert _answers(tables["reply_rating"]["rows"]) == [
        (lesson.id, one.id, {"ratings": dict.fromkeys(one.skills, walking.RATING), "words": {}})
        for lesson, one in _exercises()
        if isinstance(one, Reply)
    ]


def _answers(rows: list[dict[str, Any]]) -> list[tuple[str, str, dict[str, Any]]]:
    """What rows of a copy hold, without the moment of it, in the order of the course."""
    order = [(lesson.id, one.id) for lesson, one in _exercises()]
    rows = sorted(rows, key=lambda row: order.index((row["lesson_id"], row["exercise_id"])))
    return [
        (
            row["lesson_id"],
            row["exercise_id"],
            {k: v for k, v in row["sealed"].items() if k != "at"},
        )
        for row in rows
    ]


def _exercises() -> Iterator[tuple[Lesson, Exercise]]:
    for lesson in LESSONS:
        for step in lesson.steps:
            for exercise in walking.exercises(step):
                yield lesson, exercise


def _papers(here: Learning, ana: Person, page: Page) -> None:
    """The copy comes to be read and to be printed as well; from there it goes on to erasing."""
    open_page(page, f"{here.server.url}/account")
    page.get_by_role("link", name="Open My data").click()
    heading(page, "My data")
    replies = sum(isinstance(one, Reply) for _, one in _exercises())
    expect(page.get_by_text(f"{replies} replies")).to_be_visible()
    for link, kind in (("To read, as Markdown", "md"), ("To print, as PDF", "pdf")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link).click()
        assert taken.value.suggested_filename == f"goldseam-my-data.{kind}"
        data = taken.value.path().read_bytes()
        shown = letters_of(data) if kind == "pdf" else data.decode().replace(" ", "")
        assert ana.viewer.name.replace(" ", "") in shown
        assert shown.count(CANARY) >= len(LESSONS)
    page.get_by_role("link", name="Read what it means first").click()


def _then_nothing(here: Learning, ana: Person, page: Page) -> None:
    """No byte of her is left, neither a name nor what was sealed, and she is nobody here."""
    canaries = [ana.viewer.name, ana.viewer.account_id, *_sealed(here)]
    assert _left(here, canaries) == canaries
    assert _left(here, [CANARY]) == []  # no word lies there unsealed
    page.get_by_label("Type “erase me” to do it").fill("erase me")
    page.get_by_role("button", name="Erase me").click()
    expect(page.get_by_role("heading", level=1, name="You are erased")).to_be_visible(timeout=SLOW)
    assert _left(here, [*canaries, CANARY]) == []
    for word in (CANARY, ana.viewer.name):
        assert word not in here.server.log()
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert f"goldseam_{here.installation.id[:8]}" not in names
    page.get_by_role("link", name="Go to the first page").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    assert page.title() == "Welcome - Goldseam"


def _sealed(here: Learning) -> list[str]:
    """Everything of hers that is kept sealed; nobody else has written there."""
    tables = [one for one in Base.metadata.tables.values() if {"pid", "sealed"} <= {*one.c.keys()}]
    with here.installation.reading() as work:
        rows = [str(one) for table in tables for one in work.db.scalars(select(table.c.sealed))]
    assert len(rows) > len(list(_exercises()))
    return [row for row in rows if row]  # a draft that was handed in is empty


def _left(here: Learning, words: list[str]) -> list[str]:
    """Those that lie in the files of the database, its log among them."""
    files = sorted(here.server.data.glob("goldseam.db*"))
    kept = b"".join(file.read_bytes() for file in files)
    return [word for word in words if word.encode() in kept]
