"""Text size, line spacing and hidden clocks: they follow the account onto every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from course.authoring.schema import Drill
from tests.browser import looking
from tests.browser.learning import LESSON, Learning, Person, open_page, settle
from tests.browser.walking import SLOW, place
from tests.content import our_course

PATHS = ("/", "/reflections", "/account", "/what-my-instructor-sees", "/note?do=time")
_TEXT = """
() => {
  const found = document.querySelector(".stMain p:not(:empty)");
  const style = getComputedStyle(found);
  return {root: parseFloat(getComputedStyle(document.documentElement).fontSize),
          lines: parseFloat(style.lineHeight) / parseFloat(style.fontSize)};
}
"""


@pytest.fixture
def person(learning: Learning) -> Person:
    return learning.learner("Lee")


def device(learning: Learning, person: Person, browser: Browser) -> Page:
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    learning.sign_in(context, person)
    return context.new_page()


def choose(page: Page, learning: Learning, size: str, lines: str, *, hide: bool) -> None:
    open_page(page, f"{learning.server.url}/account")
    page.get_by_role("radiogroup", name="Text size").get_by_text(size, exact=True).click()
    page.get_by_role("radiogroup", name="Line spacing").get_by_text(lines, exact=True).click()
    if hide:
        page.get_by_text("Hide clocks").click()
    page.get_by_role("button", name="Save how pages look").click()
    settle(page)


def seen(page: Page, learning: Learning, path: str) -> tuple[float, float]:
    open_page(page, f"{learning.server.url}{path}")
    found = page.evaluate(_TEXT)
    return found["root"], round(found["lines"], 3)


def test_a_larger_text_and_wider_lines_are_on_every_page_of_every_device(
    learning: Learning, person: Person, browser: Browser
) -> None:
    first, second = (device(learning, person, browser) for _ in range(2))
    paths = [*PATHS, learning.step("first-repair").removeprefix(learning.server.url)]
    usual = {path: seen(first, learning, path) for path in paths}
    assert {size for size, _ in usual.values()} == {17}
    choose(first, learning, "Largest", "Wide", hide=False)
    for page in (first, second):
        for path in paths:
            size, lines = seen(page, learning, path)
            assert size == 23, path
            assert lines == 2, path
            assert looking.widest(page) <= looking.NARROWEST, path
            page.set_viewport_size({"width": 1280, "height": 900})
    choose(second, learning, "Usual", "Usual", hide=False)
    assert {path: seen(first, learning, path) for path in paths} == usual
    for page in (first, second):
        page.context.close()


def test_axe_finds_nothing_on_pages_in_the_largest_text(
    learning: Learning, person: Person, browser: Browser
) -> None:
    page = device(learning, person, browser)
    choose(page, learning, "Largest", "Wide", hide=True)
    for address in (f"{learning.server.url}/", learning.step("first-repair")):

        def begin(address: str = address) -> None:
            open_page(page, address)

        assert looking.found_by_axe(page, begin) == {}
    page.context.close()


def drill() -> tuple[str, Drill]:
    """The first drill of the lesson, and the id of its step."""
    lesson = our_course().lesson(LESSON)
    return next(
        (step.id, block)
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Drill)
    )


def test_a_drill_without_its_clock_is_just_as_complete(
    learning: Learning, browser: Browser
) -> None:
    step_id, exercise = drill()
    done = []
    for hide in (False, True):
        person = learning.learner("Hides" if hide else "Shows")
        page = device(learning, person, browser)
        if hide:
            choose(page, learning, "Usual", "Usual", hide=True)
        open_page(page, learning.step(step_id))
        here = place(page, exercise)
        expect(here.locator(".gs-drill-clock")).to_have_count(0 if hide else 1, timeout=SLOW)
        expect(here.get_by_role("timer")).to_have_count(0 if hide else 1)
        assert ("Start the clock" in here.inner_text()) is not hide
        here.get_by_role("button", name="I have done this").click()
        expect(here.get_by_text("Done on")).to_be_visible(timeout=SLOW)
        settle(page)
        done.append((learning.done(person), learning.answers(person, exercise.id)))
        page.context.close()
    assert done[0] == done[1]
    assert step_id in done[0][0]
