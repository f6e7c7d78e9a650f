"""Words typed while the line, the tab or the database goes away are kept, and saved in the end.

One tab is offline for a minute while the other tests of this file run beside it.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.learning import Learning, Person, open_page, settle

SAVED = re.compile(r"^Saved \d\d:\d\d\. ")
NOT_YET = re.compile(r"^Not saved yet\. Your words are still here\.")
BOX = "excuse-and-punish"
A_MINUTE = 60
# Keeps every sentence that the first box says from now on.
LISTEN = """
() => {
  window.heard = [];
  const hear = () => {
    const said = document.querySelector(".gs-msg")?.textContent ?? "";
    if (said !== window.heard.at(-1)) window.heard.push(said);
  };
  new MutationObserver(hear).observe(
    document.body, {subtree: true, childList: true, characterData: true});
  hear();
}
"""


def box(page: Page) -> Locator:
    return page.locator("textarea").first


def says(page: Page) -> Locator:
    return page.locator(".gs-msg").first


def opened(learning: Learning, page: Page) -> None:
    open_page(page, learning.step("looking-back"))
    expect(box(page)).to_be_visible()


def begin_writing(learning: Learning, page: Page) -> None:
    opened(learning, page)
    box(page).press_sequentially("Online. ")
    expect(says(page)).to_have_text(SAVED, timeout=15_000)


@dataclass(frozen=True)
class Tunnel:
    """A tab without a line, the learner who writes in it, and since when, in seconds."""

    page: Page
    person: Person
    since: float


@pytest.fixture(scope="module", autouse=True)
def tunnel(
    learning: Learning, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Tunnel]:
    """Offline from before the first test of this file until the last."""
    context = browser.new_context(**browser_context_args)
    person = learning.learner("Tess")
    learning.sign_in(context, person)
    page = context.new_page()
    begin_writing(learning, page)
    context.set_offline(True)
    since = time.monotonic()
    box(page).press_sequentially("In a tunnel for a while. ", delay=120)
    expect(says(page)).to_have_text(NOT_YET, timeout=20_000)
    page.evaluate(LISTEN)
    yield Tunnel(page, person, since)
    context.close()


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


def test_somebody_who_never_pauses_is_saved_all_the_same(
    learning: Learning, person: Person, page: Page
) -> None:
    opened(learning, page)
    box(page).press_sequentially("word " * 16, delay=75)  # six seconds without a pause
    assert learning.draft(person, BOX).startswith("word word")


def test_twenty_thousand_emoji_survive_a_tab_closed_after_the_last_key(
    learning: Learning, person: Person, page: Page
) -> None:
    opened(learning, page)
    emoji = "".join(chr(0x1F300 + (number * 7) % 512) for number in range(20_000))
    box(page).evaluate(
        """(area, text) => { area.value = text;
            area.dispatchEvent(new InputEvent("input", { bubbles: true })); }""",
        emoji,
    )
    page.close()
    wait_for_draft(learning, person, emoji)


def test_the_last_words_survive_a_closed_tab_while_a_save_is_on_its_way(
    learning: Learning, person: Person, page: Page
) -> None:
    opened(learning, page)
    box(page).fill("A" * 500)  # a jump like a paste, which is sent at once
    box(page).press_sequentially(" and then some")
    page.close()
    wait_for_draft(learning, person, "A" * 500 + " and then some")


def wait_for_draft(learning: Learning, person: Person, text: str) -> None:
    until = time.monotonic() + 10
    while learning.draft(person, BOX) != text and time.monotonic() < until:
        time.sleep(0.1)
    kept = learning.draft(person, BOX)
    assert len(kept) == len(text)
    assert kept == text


def test_an_answer_lost_on_the_way_back_is_stored_once(
    learning: Learning, person: Person, page: Page
) -> None:
    opened(learning, page)
    lost: list[int] = []

    def lose_the_first_reply(route: object) -> None:
        if not lost:
            lost.append(route.fetch().status)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/write/submit", lose_the_first_reply)
    box(page).press_sequentially("Sent once, kept once.")
    page.get_by_role("button", name="Keep this reflection").first.click()
    expect(page.locator(".gs-sheet .gs-words").first).to_have_text("Sent once, kept once.")
    assert lost == [200]
    assert learning.answers(person, BOX) == [{"text": "Sent once, kept once."}]


def test_an_older_tab_says_so_and_its_words_stay_in_sight(
    learning: Learning, person: Person, page: Page, context: BrowserContext
) -> None:
    opened(learning, page)
    newer = context.new_page()
    opened(learning, newer)
    box(newer).press_sequentially("Written in the newer tab.")
    expect(says(newer)).to_have_text(SAVED)
    box(page).press_sequentially("Written in the older tab.")
    see = page.get_by_role("button", name="See the newer version")
    expect(see).to_be_visible()
    assert "Saved" not in says(page).inner_text()
    assert learning.draft(person, BOX) == "Written in the newer tab."
    see.click()
    settle(page)
    expect(box(page)).to_have_value("Written in the newer tab.")
    page.locator("summary", has_text="What this tab had").first.click()
    expect(page.locator(".gs-aside .gs-words").first).to_have_text("Written in the older tab.")


def test_a_minute_offline_loses_no_word(learning: Learning, tunnel: Tunnel) -> None:
    page = tunnel.page
    page.wait_for_timeout(max(0, tunnel.since + A_MINUTE - time.monotonic()) * 1_000)
    assert [said for said in page.evaluate("window.heard") if "Saved" in said] == []
    box(page).press_sequentially("Still in it.")
    expect(says(page)).to_have_text(NOT_YET)
    page.context.set_offline(False)
    expect(says(page)).to_have_text(SAVED, timeout=30_000)
    assert learning.draft(tunnel.person, BOX) == "Online. In a tunnel for a while. Still in it."
