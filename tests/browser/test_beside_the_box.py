"""Beside the writing box: help within one tap, and words that are shown and never obeyed."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser import looking
from tests.browser.learning import Learning, Person, open_page, press, settle

BOX = "excuse-and-punish"


def box(page: Page) -> Locator:
    return page.locator("textarea").first


def begin_writing(learning: Learning, page: Page) -> None:
    open_page(page, learning.step("looking-back"))
    expect(box(page)).to_be_visible()


def test_a_redraw_of_the_page_leaves_the_caret_where_it_is(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    second = page.locator("textarea").nth(1)
    second.fill("Kept from the other box.")
    page.get_by_role("button", name="Keep this reflection").nth(1).click()
    box(page).click()
    box(page).press_sequentially("abcdef", delay=60)
    for _ in range(3):
        box(page).press("ArrowLeft")
    box(page).press_sequentially("XYZ", delay=200)
    settle(page)
    expect(box(page)).to_have_value("abcXYZdef")
    expect(box(page)).to_be_focused()
    assert box(page).evaluate("area => area.selectionStart") == 6


def test_the_contact_card_opens_in_one_tap_and_nobody_is_told(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    with looking.requests(page) as asked:
        page.locator("summary", has_text="Something serious?").first.click()
        expect(page.get_by_text("Welfare desk, 01632 960001").first).to_be_visible()
    assert asked == []


def test_words_of_risk_and_of_identity_bring_up_help_and_never_block(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).press_sequentially("Ring me on 020 7946 0018. I wanted to hurt myself.")
    expect(page.get_by_text("Nobody is reading this as you write.")).to_be_visible()
    expect(page.get_by_text("it seems to hold a phone number")).to_be_visible()
    press(page, "Keep this reflection")
    assert len(learning.answers(person, BOX)) == 1


def test_hostile_words_are_shown_and_never_obeyed(
    learning: Learning, person: Person, page: Page
) -> None:
    hostile = (
        "<img src=x onerror=\"document.title='gone'\"> **bold** [link](http://evil.example) $x$"
    )
    begin_writing(learning, page)
    box(page).fill(hostile)
    press(page, "Keep this reflection")
    expect(page.locator(".gs-sheet .gs-words").first).to_have_text(hostile)
    open_page(page, f"{learning.server.url}/reflections")
    expect(page.locator(".gs-words").first).to_have_text(hostile)
    assert page.title() == "Reflections - Goldseam"
