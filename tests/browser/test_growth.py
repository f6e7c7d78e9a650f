"""A learner sees their own ratings over time, by exact value, and two repairs side by side."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.grown import CLOSING, NAME, OPENING, QUIET, Grown, grown
from tests.browser.learning import Learning, open_page
from tests.browser.lists import pick
from tests.browser.replying import bowls, columns
from tests.browser.walking import SLOW

SKILLS = {
    "notice": "Notice the shift",
    "steady": "Steady myself",
    "own": "Own my part",
    "apologise": "Apologise plainly",
    "invite": "Make room for their reaction",
    "validate": "Show why it makes sense",
    "explore": "Find the need, agree a change",
    "follow-through": "Keep it and learn from it",
}
NONE = "not asked"


@pytest.fixture
def gia(learning: Learning, context: BrowserContext) -> Grown:
    found = grown(learning.installation)
    learning.sign_in(context, found.person)
    return found


def short(at: datetime) -> str:
    return f"{at.day} {at:%b}"


def levels(*said: str) -> list[list[str]]:
    """Rows of eight skills: each name, then its levels, given as columns with spaces between."""
    rows = zip(*(column.split() for column in said), strict=True)
    words = {"-": NONE}
    return [
        [name, *(words.get(level, f"{level} of 5") for level in row)]
        for name, row in zip(SKILLS.values(), rows, strict=True)
    ]


def test_before_anything_was_rated_the_page_says_what_will_stand_there(
    learning: Learning, gia: Grown, page: Page
) -> None:
    open_page(page, learning.server.url)
    page.get_by_role("link", name="Your growth.").click()
    expect(page.locator("h1").first).to_have_text("Growth", timeout=SLOW)
    expect(page.get_by_text("Nothing to see yet. The rating that opens the course")).to_be_visible()
    expect(
        page.get_by_text("Your instructor and other learners can't read this.", exact=False)
    ).to_be_visible()
    expect(page.locator("table")).to_have_count(0)


def test_the_opening_rating_and_each_repair_are_shown_by_date(
    learning: Learning, gia: Grown, page: Page
) -> None:
    gia.submit(30, OPENING, {"ratings": dict.fromkeys(SKILLS, 2)})
    first = gia.repair(20, NAME, 1, {"notice": 1, "own": 2, "apologise": 3, "invite": 2})
    other = gia.repair(10, QUIET, 1, {"own": 4, "invite": 3, "explore": 1})
    last = gia.repair(1, NAME, 2, {"notice": 3, "own": 5, "apologise": 4, "invite": 2})
    open_page(page, f"{learning.server.url}/growth")
    assert columns(page, 0) == ["Before", "Now"]
    assert bowls(page, 0) == levels("2 2 2 2 2 2 2 2", "3 - 5 4 2 - 1 -")
    assert columns(page, 1) == [short(first), short(other), short(last)]
    assert bowls(page, 1) == levels("1 - 2 3 2 - - -", "- - 4 - 3 - 1 -", "3 - 5 4 2 - - -")
    expect(page.locator("table.gs-hist .gs-cup-none").first).to_have_text("–")
    words = page.locator(".st-key-card_first .gs-words, .st-key-card_latest .gs-words")
    expect(words).to_have_text(["Repair 1 of another-name.", "Repair 2 of another-name."])
    marks = page.locator(".st-key-card_latest .gs-ratings li")
    expect(marks).to_have_text(
        [
            "Notice the shift 3 of 5",
            "Own my part 5 of 5",
            "Apologise plainly 4 of 5",
            "Make room for their reaction 2 of 5",
        ]
    )


def test_the_closing_rating_stands_beside_where_it_began_looking_back(
    learning: Learning, gia: Grown, page: Page
) -> None:
    gia.submit(30, OPENING, {"ratings": dict.fromkeys(SKILLS, 3)})
    closing = dict(zip(SKILLS, (5, 4, 4, 3, 5, 4, 3, 2), strict=True))
    back = dict(zip(SKILLS, (1, 2, 1, 2, 1, 2, 1, 1), strict=True))
    gia.submit(1, CLOSING, {"ratings": closing, "looking_back": back})
    open_page(page, f"{learning.server.url}/growth")
    assert columns(page) == ["Before", "Looking back", "Now"]
    assert bowls(page) == levels("3 3 3 3 3 3 3 3", "1 2 1 2 1 2 1 1", "5 4 4 3 5 4 3 2")
    expect(page.get_by_text("“Now” is the rating that closed the course.")).to_be_visible()
    expect(page.get_by_text("Once you have answered the same case twice")).to_be_visible()


def test_a_case_is_chosen_to_see_its_first_and_latest_repair(
    learning: Learning, gia: Grown, page: Page
) -> None:
    for number, days in enumerate((30, 20, 10), start=1):
        gia.repair(days, NAME, number, dict.fromkeys(("notice", "own", "apologise", "invite"), 2))
    for number, days in enumerate((9, 2), start=1):
        gia.repair(days, QUIET, number, dict.fromkeys(("own", "invite", "explore"), 2))
    open_page(page, f"{learning.server.url}/growth")
    words = page.locator(".st-key-card_first .gs-words, .st-key-card_latest .gs-words")
    expect(words).to_have_text(["Repair 1 of said-quiet.", "Repair 2 of said-quiet."])
    pick(page, "A case you answered more than once", re.compile("Another client’s name"))
    expect(words).to_have_text(
        ["Repair 1 of another-name.", "Repair 3 of another-name."], timeout=SLOW
    )
    expect(page.locator(".gs-big")).to_contain_text("“It’s Desmond.”")


def test_many_repairs_are_gathered_and_a_bowl_is_their_average(
    learning: Learning, gia: Grown, page: Page
) -> None:
    skills = ("own", "invite", "explore")
    times = [
        gia.repair(days, QUIET, number, dict.fromkeys(skills, 1 + number % 3))
        for number, days in enumerate((28, 27, 20, 19, 12, 3, 1), start=1)
    ]
    open_page(page, f"{learning.server.url}/growth")
    expect(page.get_by_text("Each column holds the repairs of some days")).to_be_visible()
    own = next(row for row in bowls(page, 0) if row[0] == "Own my part")
    assert own == ["Own my part", "2.5 of 5", "1.5 of 5", "3 of 5", "1.5 of 5"]
    shown = [name.split("–")[0].split()[0] for name in columns(page, 0)]
    assert shown == [str(times[index].day) for index in (0, 2, 4, 5)]
