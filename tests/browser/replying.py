"""What a learner does at a reply in a browser: write, rate, choose words, compare."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from course.study import reply_ratings
from tests.browser.learning import LESSON, Learning, Person, settle
from tests.browser.walking import SLOW


def at(page: Page, stage: str) -> None:
    """Wait until a reply is at a stage."""
    expect(page.locator('.gs-steps [aria-current="step"]')).to_contain_text(stage, timeout=SLOW)
    settle(page)


def write(page: Page, words: str) -> None:
    """Write a reply and go on to rating it."""
    page.locator("textarea").first.fill(words)
    page.get_by_role("button", name="Rate yourself").click()
    at(page, "Rate")


def rate(page: Page, *levels: int) -> None:
    """Choose a level for each skill that is asked for, in order."""
    groups = page.get_by_role("radiogroup")
    expect(groups).to_have_count(len(levels), timeout=SLOW)
    for number, level in enumerate(levels):
        groups.nth(number).locator("label").nth(level - 1).click()
        settle(page)


def point_to(page: Page, number: int, words: str) -> None:
    """Choose the words that show a high rating, in the ``number``-th choice of words, from 0."""
    page.get_by_role("combobox", name="Which of your words show it?").nth(number).click()
    page.get_by_role("option", name=words, exact=True).click()
    settle(page)


def compare(page: Page) -> None:
    """Go on from rating to comparing."""
    page.get_by_role("button", name="Compare", exact=True).click()
    at(page, "Compare")


def bowls(page: Page, table: int = 0) -> list[list[str]]:
    """A table of bowls as a screen reader has it: rows of the skill's name and each level."""
    rows = page.locator("table.gs-hist").nth(table).locator("tbody tr")
    read: list[list[str]] = rows.evaluate_all(
        """rows => rows.map(row => [row.querySelector("th").textContent,
             ...[...row.querySelectorAll(".gs-vh")].map(cell => cell.textContent)])"""
    )
    return read


def columns(page: Page, table: int = 0) -> Sequence[str]:
    """The names of a table's columns."""
    return page.locator("table.gs-hist").nth(table).locator("thead th").all_text_contents()


def rated(learning: Learning, person: Person) -> list[tuple[int, str, dict[str, int], object]]:
    """Every rating that was kept: attempt, moment, levels, words."""
    with learning.installation.reading() as work:
        return [
            (one.number, one.moment.value, dict(one.ratings), dict(one.words))
            for one in reply_ratings.mine(work, person.viewer, learning.cohort_id, LESSON)
        ]
