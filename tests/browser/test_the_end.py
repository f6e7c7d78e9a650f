"""In a real browser: one piece shown to one person, a record handed in, a certificate checked."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from course.access import Role
from course.study import attempts, record
from course.study.certificate import KNOWN
from tests import world
from tests.browser.cohorts import Teaching
from tests.browser.finished import CASE
from tests.browser.opened import opened
from tests.browser.walking import SLOW, heading, settle
from tests.course.study.finishing import finish
from tests.launch_server import Server

NAME = 'Ana "Q" <b>Bo</b> *x* #me מרים'
WORDS = 'Desmond, <b>I</b> called you "Martin" *once*.\nשלום'


@pytest.fixture
def here(shared_server: Server, context: BrowserContext) -> Iterator[Teaching]:
    with opened(shared_server) as installation:
        yield Teaching(shared_server, installation, context)


def learner(here: Teaching, *, done: bool = True) -> str:
    """A learner is signed in; the id of their cohort, which has begun."""
    with here.installation.writing() as work:
        cohort_id = world.cohort(work, "Spring")
    viewer = here.sign_in(cohort_id, Role.LEARNER, name=NAME)
    with here.installation.writing() as work:
        if done:
            finish(work, viewer.account_id, cohort_id)
        attempts.submit(work, viewer, cohort_id, *CASE, {"text": WORDS}, "key-00000001")
    return cohort_id


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def test_a_piece_goes_from_the_reflections_to_one_reader_and_their_marks_come_back(
    here: Teaching, page: Page, browser: Browser
) -> None:
    learner(here, done=False)
    here.open(page, "reflections", "Reflections")
    page.get_by_role("link", name="Show to one person").click()
    heading(page, "Show to one person")
    preview = page.locator(".st-key-card_preview")
    expect(preview.locator(".gs-words")).to_have_text(WORDS, use_inner_text=True)
    press(page, "Make the link")
    expect(page.get_by_text("Say who it is for. A name is enough.")).to_be_visible(timeout=SLOW)
    page.get_by_label("Their name", exact=True).fill("Priya **Nair**")
    press(page, "Make the link")
    expect(page.get_by_text("Nothing has come back yet.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("without your name")).to_be_visible()
    link = page.locator("code").first.inner_text()
    _read(browser, link, preview_of="Priya **Nair**")
    page.reload()
    heading(page, "Show to one person")
    table = page.get_by_role("table", name="Your marks and theirs")
    expect(table.get_by_role("row").nth(1)).to_contain_text("4 of 5")
    expect(table.get_by_role("row").nth(2)).to_contain_text("no mark")
    expect(page.get_by_text("<i>once</i> is enough")).to_be_visible()
    press(page, "End the link")
    expect(page.get_by_text("The link is over.")).to_be_visible(timeout=SLOW)
    assert httpx.get(link).status_code == 404
    press(page, "Remove")
    press(page, "Remove it")
    expect(page.get_by_text("Nothing is shown to anyone.")).to_be_visible(timeout=SLOW)


def _read(browser: Browser, link: str, preview_of: str) -> None:
    """Read as somebody without an account, and send marks and texts."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("To read: Another client’s name")
    expect(page.get_by_text(preview_of)).to_be_visible()
    expect(page.locator(".gs-shown .gs-words")).to_have_text(WORDS, use_inner_text=True)
    assert unescape(page.content()).count(NAME) == 0
    for number, group in enumerate(page.get_by_role("group").all()):
        group.get_by_role("radio").nth(3 if number == 0 else 5).check()
    page.get_by_label("One thing to keep").fill("His name, first.")
    page.get_by_label("One next try").fill("<i>once</i> is enough")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Sent")).to_be_visible()
    assert page.url == link
    context.close()


def test_a_record_is_read_whole_then_handed_in_then_taken_back(here: Teaching, page: Page) -> None:
    cohort_id = learner(here)
    here.open(page, "finish", "The end of the course")
    facts = page.locator(".st-key-card_record dd")
    expect(facts.first).to_have_text(NAME)
    expect(facts.nth(6)).to_have_text("6 hours 31 minutes")
    press(page, "Hand it in")
    expect(page.get_by_text("Handed in. The roster says so")).to_be_visible(timeout=SLOW)
    own = here.context.cookies()
    ira = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ira")
    here.open(page, "roster", "Roster")
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text("record handed in")
    page.locator("details").filter(has_text=NAME).locator("summary").click()
    expect(page.locator("details dd").nth(6)).to_have_text("6 hours 31 minutes")
    assert [name for name, role, _ in here.state(ira, cohort_id) if role == "learner"] == [NAME]
    here.context.clear_cookies()
    here.context.add_cookies(own)  # type: ignore[arg-type]
    here.open(page, "finish", "The end of the course")
    press(page, "Take it back")
    expect(page.get_by_role("button", name="Hand it in")).to_be_visible(timeout=SLOW)
    with here.installation.reading() as work:
        assert record.handed_in(work, ira, cohort_id) == ()


def test_a_certificate_is_checked_by_anyone_while_its_learner_wishes(
    here: Teaching, page: Page, tmp_path: Path
) -> None:
    learner(here)
    here.open(page, "finish", "The end of the course")
    expect(page.get_by_text(KNOWN)).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the certificate (PDF)").click()
    paper = tmp_path / "certificate.pdf"
    taken.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF-1.7")
    press(page, "Let others check it")
    link = page.locator("code").first.inner_text()
    seen = httpx.get(link)
    assert seen.status_code == 200
    assert NAME in unescape(seen.text)
    assert httpx.get(f"{link}/badge.jwt").text.count(".") == 2
    press(page, "Turn it off")
    assert httpx.get(link).status_code == 200
    press(page, "Turn it off for good")
    expect(page.locator("code")).to_have_count(0, timeout=SLOW)
    assert httpx.get(link).status_code == 404
    assert httpx.get(f"{link}/badge.jwt").status_code == 404


def test_a_talk_is_filled_with_what_was_chosen(here: Teaching, page: Page) -> None:
    learner(here, done=False)
    here.open(page, "supervision", "A talk with my supervisor")
    expect(page.locator(".gs-excerpt")).to_have_count(0)
    page.get_by_role("checkbox").first.locator("xpath=ancestor::label").click()
    press(page, "Fill the guide")
    expect(page.locator(".gs-excerpt .gs-words")).to_have_text(WORDS, use_inner_text=True)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take it as paper (PDF)").click()
    assert taken.value.suggested_filename == "guide.pdf"
    page.reload()
    heading(page, "A talk with my supervisor")
    expect(page.get_by_role("checkbox").first).to_be_checked()


def test_before_the_end_the_page_says_how_much_is_left(here: Teaching, page: Page) -> None:
    learner(here, done=False)
    here.open(page, "finish", "The end of the course")
    expect(page.get_by_text("8 lessons are not mended yet.")).to_be_visible()
    for name in ("Hand it in", "Let others check it"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("link", name="Take the certificate (PDF)")).to_have_count(0)
