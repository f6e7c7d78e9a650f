"""Getting in and out in a real browser: scanners, the button, the phrase, another device."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from course.access import Role
from course.signing import server_link
from tests.browser import looking
from tests.browser.opened import opened
from tests.course.signing.test_door import invite
from tests.launch_server import Server
from tests.world import cohort, someone

LONG = 30_000  # milliseconds; the machine may be busy


def fetch(url: str, method: str) -> tuple[int, str | None]:
    """Status and Set-Cookie of one request, as a mail scanner sends it."""
    request = urllib.request.Request(url, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers.get("set-cookie")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("set-cookie")


def accessible(page: Page) -> None:
    """Nothing for axe to find, light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)
        assert looking.complaints(page, "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa") == []


def test_the_owner_gets_in_after_scanners_and_a_visit_without_a_click(
    server: Server, page: Page, browser: Browser
) -> None:
    link = server.owner_link()
    assert re.fullmatch(rf"{server.url}/enter/[\w-]{{43}}", link)
    for _ in range(20):
        assert fetch(link, "GET") == (200, None)
        assert fetch(link, "HEAD") == (200, None)
    scanner = browser.new_context()
    scanner.new_page().goto(link, wait_until="networkidle")
    scanner.close()
    page.goto(link)
    accessible(page)
    page.get_by_label("Your name").fill("Olive Owner")
    page.get_by_label("Your email (optional)").fill("olive@example.org")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Keep these six words")).to_be_visible()
    words = page.locator("#phrase").inner_text()
    assert len(words.split()) == 6
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="I have kept them, go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a cohort", timeout=LONG)
    assert fetch(link, "GET")[0] == 404
    page.go_back()  # not to the words, which no browser shows again, nor to its own error for them
    expect(page.get_by_role("link", name="Make new ones on your account page")).to_be_visible()

    fresh = browser.new_context()
    away = fresh.new_page()
    away.goto(f"{server.url}/return")
    accessible(away)
    away.get_by_label("Your email").fill("OLIVE@example.org")
    away.get_by_label("Your recovery phrase").fill(words.upper())
    away.get_by_role("button", name="Sign in").click()
    expect(away).to_have_url(f"{server.url}/", timeout=LONG)
    away.goto(f"{server.url}/account")
    expect(away.get_by_label("Your name")).to_have_value("Olive Owner", timeout=LONG)
    fresh.close()
    server.restart()
    assert link == server.owner_link()  # none is printed once there is an owner


def test_a_learner_joins_signs_in_elsewhere_and_out_everywhere(
    shared_server: Server, page: Page, browser: Browser
) -> None:
    with opened(shared_server) as installation, installation.writing() as work:
        cohort_id = cohort(work, "Autumn cohort")
        someone(work, cohort_id, Role.INSTRUCTOR, name="Ines Instructor")
        token = invite(work, cohort_id)
    page.goto(f"{shared_server.url}/enter/{token}")
    expect(page.get_by_text("What joining means")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="I have kept them, go on").click()
    page.goto(f"{shared_server.url}/account")
    expect(page.get_by_label("Your name")).to_have_value("Invented Learner", timeout=LONG)
    page.get_by_role("button", name="Make a link for another device").click()
    expect(page.get_by_role("img", name="QR code of the link below")).to_be_visible(timeout=LONG)
    link = page.get_by_text(f"{shared_server.url}/enter/").inner_text().strip()

    phone = browser.new_context(viewport={"width": 390, "height": 844})
    small = phone.new_page()
    small.goto(link)
    expect(small.get_by_role("heading", name="Sign in as Invented Learner")).to_be_visible()
    accessible(small)
    small.get_by_role("button", name="Sign in").click()
    expect(small).to_have_url(f"{shared_server.url}/", timeout=LONG)
    kept = [c for c in phone.cookies() if c["name"].startswith("goldseam_")]
    assert len(kept) == 1

    page.goto(f"{shared_server.url}/sign-out")
    accessible(page)
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("How to get in")).to_be_visible(timeout=LONG)
    small.goto(f"{shared_server.url}/account")
    expect(small.get_by_text("How to get in")).to_be_visible(timeout=LONG)
    phone.close()


def test_a_server_link_is_told_until_it_is_read(shared_server: Server, page: Page) -> None:
    with opened(shared_server) as installation, installation.writing() as work:
        me = someone(work, cohort(work, "Winter cohort"), name="Told Person")
        link = server_link.link_into(work, me.account_id).url
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{shared_server.url}/account")
    told = page.get_by_text("A sign-in link was made on the server on")
    expect(told).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="I have read this").click()
    expect(told).not_to_be_visible(timeout=LONG)
    page.reload()
    expect(page.get_by_label("Your name")).to_be_visible(timeout=LONG)
    expect(told).not_to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_account_page_and_the_first_page_are_accessible(
    shared_server: Server, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(shared_server.url)
    expect(page.get_by_text("How to get in")).to_be_visible(timeout=LONG)
    accessible(page)
    with opened(shared_server) as installation, installation.writing() as work:
        me = someone(work, cohort(work), name="Looks Around", email="me@example.org")
        link = server_link.link_into(work, me.account_id).url
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{shared_server.url}/account")
    expect(page.get_by_label("Your name")).to_be_visible(timeout=LONG)
    accessible(page)
