"""Words typed while the line or the database is away are kept in sight, and saved afterwards."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.learning import Learning, Person, open_page

SAVED = re.compile(r"^Saved \d\d:\d\d\. ")
NOT_YET = re.compile(r"^Not saved yet\. Your words are still here\.")
BOX = "excuse-and-punish"
A_MINUTE = 60


def box(page: Page) -> Locator:
    return page.locator("textarea").first


def says(page: Page) -> Locator:
    return page.locator(".gs-msg").first


def begin_writing(learning: Learning, page: Page) -> None:
    open_page(page, learning.step("looking-back"))
    box(page).press_sequentially("Online. ")
    expect(says(page)).to_have_text(SAVED, timeout=15_000)


def test_a_minute_offline_loses_no_word(
    learning: Learning, person: Person, page: Page, context: BrowserContext
) -> None:
    begin_writing(learning, page)
    context.set_offline(True)
    since = time.monotonic()
    box(page).press_sequentially("In a tunnel for a while. ", delay=120)
    expect(says(page)).to_have_text(NOT_YET, timeout=20_000)
    while time.monotonic() - since < A_MINUTE:
        page.wait_for_timeout(2_000)
        assert "Saved" not in says(page).inner_text()
    box(page).press_sequentially("Still in it.")
    context.set_offline(False)
    expect(says(page)).to_have_text(SAVED, timeout=30_000)
    assert learning.draft(person, BOX) == "Online. In a tunnel for a while. Still in it."


def test_words_typed_while_the_database_takes_none_are_saved_once_it_does(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    file = learning.installation.settings.data / "goldseam.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # nobody else can write now
        box(page).press_sequentially("While it was away. ")
        expect(says(page)).to_have_text(NOT_YET, timeout=60_000)
        box(page).press_sequentially("And on.")
        other.execute("ROLLBACK")
    expect(says(page)).to_have_text(SAVED, timeout=60_000)
    assert learning.draft(person, BOX) == "Online. While it was away. And on."
    expect(box(page)).to_have_value("Online. While it was away. And on.")
