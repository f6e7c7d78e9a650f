"""What an owner does in a browser: becoming one, making a cohort, its card, inviting people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from playwright.sync_api import Page, expect

from course.cohort import contact
from tests import world
from tests.browser.walking import SLOW, heading, settle

EXAMPLES = (
    ("8 learners", "Not published", "up to 4.5 of 5"),
    ("12 learners", "at least 6", "up to 4.5 of 5"),
    ("25 learners", "at least 18", "up to 4.5 of 5"),
    ("60 learners", "at least 50", "up to 4.5 of 5"),
)


def become_owner(page: Page, link: str, name: str, email: str) -> None:
    """Open the link that the server printed, and go on."""
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your email (optional)").fill(email)
    page.get_by_role("button", name="Go on").click()
    keep_phrase(page)
    heading(page, "Make a cohort")


def keep_phrase(page: Page) -> str:
    """Read the recovery phrase, shown once, and go on to the course."""
    words = page.locator("#phrase").inner_text()
    page.get_by_role("button", name="I have kept them, go on").click()
    return words


def make_cohort(page: Page, name: str, starts_on: date, weeks: int) -> None:
    """Fill in the form; the calendar is there to look at before the cohort is made."""
    page.get_by_label("Name", exact=True).fill(name)
    _set_day(page, "First day", starts_on)
    page.get_by_label("Weeks").fill(str(weeks))
    page.get_by_label("Weeks").press("Enter")
    page.get_by_role("radiogroup", name="Lessons open").get_by_text("All on the first day").click()
    settle(page)
    for size, completed, rating in EXAMPLES:
        card = page.locator(f".st-key-card_size_{size.split()[0]}")
        expect(card.get_by_role("heading", name=size)).to_be_visible()
        said = card.locator("dl").first.locator("dd")
        expect(said.nth(0)).to_have_text(completed)
        expect(said.nth(1)).to_have_text(rating)
        expect(said.nth(2)).not_to_be_empty()
    page.get_by_role("button", name="Make this cohort").click()
    heading(page, name)


def _set_day(page: Page, label: str, day: date) -> None:
    parts = page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton")
    expect(parts).to_have_count(3, timeout=SLOW)
    for part, number in zip(parts.all(), (day.year, day.month, day.day), strict=True):
        part.click()
        page.keyboard.type(str(number))
    page.keyboard.press("Tab")
    settle(page)


def fill_card(page: Page) -> None:
    """Fill in the contact card on the cohort's settings."""
    for name, label in contact.LABELS.items():
        page.get_by_label(label, exact=True).fill(world.CARD[name])
    page.get_by_role("button", name="Save the card").click()
    expect(page.get_by_text("The contact card is saved.")).to_be_visible(timeout=SLOW)
    settle(page)


def paste(page: Page, lines: Sequence[str]) -> None:
    """Paste people into the roster's box, and invite them."""
    box = page.get_by_label("Names and addresses")
    box.fill("\n".join(lines))
    page.get_by_role("button", name="Invite", exact=True).click()
    settle(page)


def links(page: Page) -> dict[str, str]:
    """Every link that nobody has accepted yet, by the person it is for."""
    page.get_by_text("All links at once").click()
    every = page.locator('[data-testid="stExpander"] [data-testid="stCode"]')
    expect(every).to_be_visible(timeout=SLOW)
    found = (line.rsplit(": ", 1) for line in every.inner_text().splitlines() if ": http" in line)
    return {who: link.strip() for who, link in found}
