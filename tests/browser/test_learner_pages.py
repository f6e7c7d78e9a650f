"""The learner's pages are within everybody's reach: axe, narrow screens, no outside requests."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.authoring.schema import Check
from course.study import attempts, reply_ratings
from tests.browser import looking
from tests.browser.learning import LESSON, Learning, Person, open_page
from tests.browser.walking import SLOW

PAGES = ("", "reflections", "practice", "growth")
STEPS = (
    "first-repair",  # submitted: the comparison
    "where-you-start",
    "kinds-and-colours",
    "three-words",  # sources
    "coloured-aloud",
    "ten-incidents",
    "wrong-recipient",  # not submitted: the box
    "what-you-cannot-count",
    "looking-back",
    "impact-first",
    "check-and-close",
)


@pytest.fixture(scope="module")
def person(learning: Learning) -> Person:
    """A learner who has written here and there, so that every state is on some page."""
    sam = learning.learner()
    check = {"choices": _first_choices(learning)}
    sent: list[tuple[str, dict[str, Any]]] = [
        ("another-name", {"text": "Desmond, I am sorry."}),
        ("another-name", {"text": "Desmond. I called you Martin."}),
        ("excuse-and-punish", {"text": "Lateness."}),
        ("excuse-and-punish", {"text": "Lateness, soonest."}),
        ("check", check),
    ]
    with learning.installation.writing() as work:
        for number, (exercise, answer) in enumerate(sent):
            attempts.submit(
                work, sam.viewer, learning.cohort_id, LESSON, exercise, answer, f"key-{number:08}"
            )
        where = (learning.cohort_id, LESSON, "another-name", 2, "first")
        ratings = {"notice": 2, "own": 5, "apologise": 3, "invite": 1}
        shown = {"own": "I called you Martin."}
        reply_ratings.rate(work, sam.viewer, *where, ratings, shown)
    return sam


def _first_choices(learning: Learning) -> dict[str, str]:
    exercise = learning.installation.catalogue.exercise(LESSON, "check")
    assert isinstance(exercise, Check)
    return {question.id: question.choices[0].id for question in exercise.questions}


@pytest.fixture
def signed_in(learning: Learning, person: Person, context: BrowserContext) -> None:
    learning.sign_in(context, person)


# Opened as narrow as a phone's, since a page may be drawn otherwise when it is only made narrower
# later, as test_axe does after it has opened each as wide as a desk's.
@pytest.mark.parametrize("path", [*PAGES, *STEPS])
def test_a_page_is_within_everybodys_reach(
    learning: Learning, signed_in: None, page: Page, path: str
) -> None:
    page.set_viewport_size({"width": min(looking.WIDTHS), "height": looking.HEIGHT})
    with looking.requests(page) as asked:
        open_page(page, f"{learning.server.url}/{path}" if path in PAGES else learning.step(path))
        for scheme in looking.SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            looking.laid_out(page)
            looking.drawn(page)
            assert looking.complaints(page) == [], scheme
        heavy = page.locator('[data-testid^="stBaseButton-primary"], .gs-submit:visible')
        assert heavy.count() <= 1
        assert looking.widest(page) <= looking.NARROWEST
    ours = (learning.server.url, "blob:", "data:")
    assert [url for _method, url in asked if not url.startswith(ours)] == []


def test_the_bar_of_a_phone_changes_pages_without_loading_the_app_anew(
    learning: Learning, signed_in: None, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, learning.server.url)
    page.evaluate("window.stillHere = true")
    bar = page.get_by_role("navigation", name="Main pages")
    expect(bar.get_by_role("link", name="Course")).to_have_attribute("aria-current", "page")
    bar.get_by_role("link", name="Reflections").click()
    expect(page.locator("h1").first).to_have_text("Reflections")
    expect(bar.get_by_role("link", name="Reflections")).to_have_attribute("aria-current", "page")
    bar.get_by_role("link", name="Course").click()
    expect(page.locator("h1").first).to_have_text("Welcome back, Sam")
    assert page.evaluate("window.stillHere") is True


def test_links_of_ours_lead_on_and_back_without_loading_the_app_anew(
    learning: Learning, signed_in: None, page: Page
) -> None:
    open_page(page, learning.server.url)
    page.evaluate("window.stillHere = true")
    page.locator(".gs-rows a").first.click()
    where = page.locator(".gs-count")
    expect(where).to_contain_text("Step ", timeout=SLOW)
    page.get_by_text("Go to a step").click()
    page.locator(".gs-elsewhere a", has_text="Three words worth keeping apart").focus()
    page.keyboard.press("Enter")
    expect(where).to_contain_text("Step 4 of", timeout=SLOW)
    page.get_by_text("Go to a step").click()
    page.locator(".gs-elsewhere a").first.click()
    expect(where).to_contain_text("Step 1 of", timeout=SLOW)
    page.go_back()
    expect(where).to_contain_text("Step 4 of", timeout=SLOW)
    page.locator(".gs-back a").click()
    expect(page.get_by_role("heading", name="Your lessons")).to_be_visible(timeout=SLOW)
    assert page.url == f"{learning.server.url}/"
    assert page.evaluate("window.stillHere") is True
