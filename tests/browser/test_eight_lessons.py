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

from course.authoring.load import load_course
from course.authoring.schema import Exercise
from tests.browser import learning as served
from tests.browser import walking
from tests.browser.learning import Learning, Person, open_page
from tests.browser.walking import SLOW, heading, place, settle

CANARY = "marigold-canary"
# As they read where the cohort is: no place was chosen for it.
LESSONS = [edition.lesson for edition in load_course().catalogue.in_place(None).editions.values()]


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """A server of its own, because its clock is moved."""
    begun = served.begin(tmp_path_factory.mktemp("whole") / "served")
    yield begun
    served.end(begun)


def test_from_the_first_lesson_to_a_badge_a_copy_and_erasure(
    here: Learning, context: BrowserContext, page: Page
) -> None:
    ana = here.learner("Ana Marigold")
    here.sign_in(context, ana)
    for number, lesson in enumerate(LESSONS, start=1):
        open_page(page, here.server.url)
        verb = "Begin" if number <= len(LESSONS) else "Continue"
        page.get_by_role("button", name=f"{verb} lesson {number}").click()
        walking.walk(page, lesson, {"next-time": _intend})
    open_page(page, here.server.url)
    expect(page.get_by_text("Eight seams of your bowl are mended.")).to_be_visible()
    here.server.move_clock(days=8)
    _an_intention_comes_back(here, page)
    _a_certificate_and_its_badge(here, page)
    _a_copy_then_nothing(here, ana, page)


def _intend(page: Page, exercise: Exercise) -> None:
    box = place(page, exercise)
    walking.write(box, exercise, lambda one, _part: f"Next time I stop and ask. {CANARY} {one.id}")
    walking.submit(box)


def _an_intention_comes_back(here: Learning, page: Page) -> None:
    """Its own words and the first attempt stand beside a case that was not met."""
    open_page(page, f"{here.server.url}/again")
    show = page.get_by_role("button", name="Show the others")
    if show.count():
        show.click()
        settle(page)
    card = page.locator('[class*="st-key-card_back_"]').filter(has_text=CANARY).first
    card.get_by_role("button", name="Begin").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your intention, with a case")
    expect(page.locator(".gs-attempts .gs-words").first).to_contain_text(CANARY)
    expect(page.get_by_text("You have not met this case before.")).to_be_visible()


def _a_certificate_and_its_badge(here: Learning, page: Page) -> None:
    open_page(page, f"{here.server.url}/finish")
    heading(page, "Finish")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the certificate (PDF)").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-1.7")
    page.get_by_role("button", name="Let others check it", exact=True).click()
    settle(page)
    link = page.locator("code").first.inner_text()
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


def _a_copy_then_nothing(here: Learning, ana: Person, page: Page) -> None:
    copy = page.request.get(f"{here.server.url}/my-data/copy.json").json()
    rows = copy["cohorts"][0]["answers"]["attempt"]["rows"]
    written = {(row["lesson_id"], row["exercise_id"]) for row in rows}
    assert {lesson for lesson, _ in written} == {lesson.id for lesson in LESSONS}
    meant = [row["sealed"]["text"] for row in rows if row["exercise_id"] == "next-time"]
    assert len(meant) == len(LESSONS)
    assert all(CANARY in text for text in meant)
    page.goto(f"{here.server.url}/my-data/erase")
    page.get_by_label("Type “erase me” to do it").fill("erase me")
    page.get_by_role("button", name="Erase me").click()
    expect(page.get_by_role("heading", level=1, name="You are erased")).to_be_visible(timeout=SLOW)
    for file in here.server.data.glob("goldseam.db*"):
        kept = file.read_bytes()
        assert CANARY.encode() not in kept, file.name
        assert b"Marigold" not in kept, file.name
    assert CANARY not in here.server.log()
    assert ana.viewer.name not in here.server.log()
