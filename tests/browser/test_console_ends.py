"""A host's console towards the end: one round more, texts of before, and nobody let in after."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.learning import Learning, press
from tests.browser.test_console import Led, _at, _key
from tests.browser.walking import SLOW


def test_who_lacks_a_role_gets_one_round_more_and_keys_hide_code_and_head_count(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-4-ninety-second-reset")
    led.room.join(5)
    led.room.do("start")
    led.room.go_to("better-line")
    led.room.do("open", "next", "open")
    led.open(page, context, led.host)
    _at(page, "A better line", "round 2 of 2, open")
    lacks = page.get_by_text("2 seats have not been in both roles.", exact=False)
    expect(lacks).to_be_visible(timeout=SLOW)
    press(page, "One more round")
    _at(page, "A better line", "round 3 of 3, waiting")
    _key(page, "o", lambda: _at(page, "A better line", "round 3 of 3, open"))
    expect(lacks).to_have_count(0)
    expect(page.get_by_role("button", name="One more round")).to_have_count(0)
    for key, name in (("h", "Show the code"), ("d", "Show the head-count"), ("h", "Hide the code")):
        _key(page, key, partial(_button, page, name))
    state = led.room.host_scene().run.state
    assert (state.code_hidden, state.count_hidden) == (False, True)
    _key(page, "?", lambda: expect(page.get_by_text("Hide the code, or show")).to_be_visible())


def _button(page: Page, name: str) -> None:
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible(timeout=SLOW)


def test_an_ended_workshop_lets_nobody_in_and_its_texts_are_folded_away(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.room.join(8)
    led.room.go_to("new-name")
    led.room.do("open")
    led.room.answers([{"text": f"Name {n}"} for n in range(7)])
    led.room.do("close")
    led.open(page, context, led.host)
    expect(page.get_by_role("heading", name="To look through")).to_be_visible(timeout=SLOW)
    led.room.do("next")
    page.reload()
    expect(page.get_by_text("Texts of other rounds (7)")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("heading", name="To look through")).to_have_count(0)
    led.room.do("end")
    page.reload()
    expect(page.get_by_text("This workshop has ended")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Way in")).to_have_count(0)
    expect(page.get_by_text("Seats (8)")).to_have_count(0)
