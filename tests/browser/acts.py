"""What somebody does first on a page, for tests that look at all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.walking import SLOW, exercises, groups, settle
from tests.content import our_course

LESSON = next(iter(our_course().editions.values())).lesson

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """A page: what it is called here, who looks, its path, and what they do first."""

    name: str
    who: str
    path: str
    title: str
    act: Act | None = None


def one_step_a_kind() -> list[str]:
    """The ids of steps that hold every kind of exercise, and one that holds none."""
    found: dict[str, str] = {}
    for step in LESSON.steps:
        for kind in [type(exercise).__name__ for exercise in exercises(step)] or ["prose"]:
            found.setdefault(kind, step.id)
    return list(dict.fromkeys(found.values()))


def press(name: str) -> Act:
    """Press a button by its name, and wait for what comes of it."""

    def act(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state()
        looking.drawn(page)

    return act


def follow(name: str) -> Act:
    """Follow a link by its name to a page of another kind."""

    def act(page: Page) -> None:
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state()
        looking.drawn(page)

    return act


def make_a_calendar(page: Page) -> None:
    """A link that is shown once; a later one takes its place."""
    page.get_by_role("button", name=re.compile("Make a (new|calendar) link")).click()
    expect(page.get_by_text("Shown this once.")).to_be_visible(timeout=SLOW)
    settle(page)


def write_to_trainer(page: Page) -> None:
    page.get_by_label("Your message").fill("I need a week.\nThank you.")
    press("See what will be sent")(page)
    expect(page.get_by_text("Exactly this is sent")).to_be_visible(timeout=SLOW)


def come_back_in_vain(page: Page) -> None:
    page.get_by_label("Your email").fill("nobody@example.org")
    page.get_by_label("Your recovery phrase").fill("not these words")
    press("Sign in")(page)


def begin_to_watch(page: Page) -> None:
    """Reveal the first turns of a demonstration, and guess once."""
    button = page.get_by_test_id("stBaseButton-primary")
    for _ in range(3):
        if page.get_by_role("radiogroup").count():
            groups(page.locator("body"))[0].locator("label").first.click()
        settle(page)
        button.click()
    settle(page)


def search_in_vain(page: Page) -> None:
    page.get_by_label("Search what you wrote").fill("nobody wrote this")
    page.get_by_label("Search what you wrote").press("Enter")
    expect(page.get_by_text("Nothing you wrote holds these words.")).to_be_visible(timeout=SLOW)


def send_nothing(page: Page) -> None:
    """Send a reader's form of which only the texts were filled in."""
    page.evaluate("document.querySelector('form').noValidate = true")
    page.get_by_label("One thing to keep").fill("“I called you Martin”")
    press("Send it")(page)


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    _open_all(page, '[data-testid="stExpander"] details, details.gs-fold, .gs-fold details')
    settle(page)


def unfold_details(page: Page) -> None:
    """Open everything that our own markup folds."""
    _open_all(page, "details")


def _open_all(page: Page, folded: str) -> None:
    closed = page.locator(folded).and_(page.locator("details:not([open])"))
    closed.evaluate_all("all => all.forEach(one => one.querySelector('summary').click())")
    expect(closed).to_have_count(0, timeout=SLOW)


def erase_in_vain(page: Page) -> None:
    page.get_by_label("Type “erase me” to do it").fill("not these words")
    press("Erase me")(page)


def preview_a_blunder(page: Page, harmed: str = "No") -> None:
    """Write a piece for the wall and have it looked over."""
    press("Share a blunder")(page)
    page.get_by_label("What happened").fill("My client Sarah waited an hour for me.")
    page.get_by_label("How the repair went").fill("I told her what I had done.")
    page.get_by_label("A new name for it").fill("The hour")
    page.get_by_text(harmed, exact=True).click()
    press("Look it over")(page)


def share_what_is_red(page: Page) -> None:
    preview_a_blunder(page, "Yes")
    expect(page.get_by_text("This one is for supervision")).to_be_visible(timeout=SLOW)


def step(name: str, who: str, step_id: str, act: Act | None = None) -> Place:
    path = f"/lesson?lesson={LESSON.id}&step={step_id}"
    return Place(f"{step_id}, {name}", who, path, "Lesson - Goldseam", act)


CASE = "/practice?case=name-what-went-wrong%2Fanother-name"


def commit(page: Page) -> None:
    """Write a reply in practice, so that rating it comes next."""
    page.locator("textarea").fill("I called you by somebody else's name. I am sorry.")
    press("Rate yourself")(page)
    expect(page.get_by_role("radiogroup").first).to_be_visible(timeout=SLOW)
    groups(page.locator("body"))[0].locator("label").nth(3).click()
    settle(page)


def commit_and_compare(page: Page) -> None:
    """Write a reply in practice, and compare it."""
    commit(page)
    press("Compare without rating")(page)
    expect(page.locator(".gs-exemplar")).to_be_visible(timeout=SLOW)
