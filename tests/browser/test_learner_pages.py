"""The learner's pages are within everybody's reach: axe, narrow screens, no outside requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from course.authoring.schema import Check
from course.study import attempts, reply_ratings
from tests.browser import learning as served
from tests.browser.learning import LESSON, Learning, Person, open_page, settle

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
def learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    begun = served.begin(tmp_path_factory.mktemp("reach"))
    yield begun
    served.end(begun)


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


def addresses(learning: Learning) -> list[str]:
    url = learning.server.url
    plain = [url, *(f"{url}/{path}" for path in ("reflections", "practice", "growth"))]
    return [*plain, *(learning.step(step) for step in STEPS)]


def drawn(page: Page, address: str) -> None:
    open_page(page, address)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    settle(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    learning: Learning, person: Person, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    learning.sign_in(context, person)
    page = context.new_page()
    found = {}
    for address in addresses(learning):
        drawn(page, address)
        results = Axe().run(page)
        if results.violations_count:
            found[address.rsplit("/", 1)[-1]] = [
                (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
                for one in results.response["violations"]
            ]
    context.close()
    assert found == {}


def test_nothing_runs_over_the_side_at_320_pixels(
    learning: Learning, person: Person, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    learning.sign_in(context, person)
    page = context.new_page()
    wide = {}
    for address in addresses(learning):
        drawn(page, address)
        width = page.evaluate(
            """() => Math.max(document.documentElement.scrollWidth,
                document.querySelector('[data-testid="stMain"]').scrollWidth)"""
        )
        if width > 320:
            wide[address.rsplit("/", 1)[-1]] = width
    context.close()
    assert wide == {}


def test_no_request_leaves_the_server(learning: Learning, person: Person, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    learning.sign_in(context, person)
    page = context.new_page()
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((learning.server.url, "blob:", "data:"))
            else elsewhere.append(request.url)
        ),
    )
    for address in addresses(learning)[:4]:
        drawn(page, address)
    context.close()
    assert elsewhere == []


def test_one_heavy_button_a_screen(learning: Learning, person: Person, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    learning.sign_in(context, person)
    page = context.new_page()
    heavy = {}
    for address in addresses(learning):
        drawn(page, address)
        number = page.locator('[data-testid^="stBaseButton-primary"], .gs-submit:visible').count()
        if number > 1:
            heavy[address.rsplit("/", 1)[-1]] = number
    context.close()
    assert heavy == {}


def test_the_bar_of_a_phone_changes_pages_without_loading_the_app_anew(
    learning: Learning, person: Person, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    learning.sign_in(context, person)
    page = context.new_page()
    drawn(page, learning.server.url)
    page.evaluate("window.stillHere = true")
    bar = page.get_by_role("navigation", name="Main pages")
    expect(bar.get_by_role("link", name="Course")).to_have_attribute("aria-current", "page")
    bar.get_by_role("link", name="Reflections").click()
    expect(page.locator("h1").first).to_have_text("Reflections")
    expect(bar.get_by_role("link", name="Reflections")).to_have_attribute("aria-current", "page")
    bar.get_by_role("link", name="Course").click()
    expect(page.locator("h1").first).to_have_text("Welcome back, Sam")
    assert page.evaluate("window.stillHere") is True
    context.close()
