"""What does not fit by itself: a long name, a bar of five pages on 320 pixels, forced colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.learning import Learning, Person, open_page, settle
from tests.browser.looking import NARROWEST

LONGEST_NAME = "Wolfeschlegelsteinhausenbergerdorff" * 3
_TABS = "nodes => nodes.map(node => Math.round(node.getBoundingClientRect().right))"
_LOOKS = "nodes => nodes.map(node => getComputedStyle(node).background)"


@pytest.fixture
def person(learning: Learning) -> Person:
    return learning.learner(LONGEST_NAME)


def test_a_name_of_a_hundred_letters_breaks_rather_than_widen_the_page(
    learning: Learning, person: Person, page: Page
) -> None:
    learning.sign_in(page.context, person)
    open_page(page, learning.server.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONGEST_NAME)
    assert looking.widest(page) == NARROWEST
    tabs = page.locator(".gs-tabs a")
    expect(tabs).to_have_count(5)
    assert max(tabs.evaluate_all(_TABS)) <= NARROWEST


def test_the_tab_key_stops_at_no_hidden_link_of_a_heading(
    learning: Learning, person: Person, page: Page
) -> None:
    learning.sign_in(page.context, person)
    open_page(page, learning.step("first-repair"))
    page.locator(".st-key-continue button").click()
    expect(page.get_by_role("heading", level=1, name="Where you start")).to_be_focused()
    expect(page.get_by_role("link", name="Link to heading")).to_have_count(0)
    expect(page.get_by_role("radio").last).to_be_visible()
    settle(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio").first).to_be_focused()


def test_bowls_keep_their_filling_where_a_reader_forces_colours(
    learning: Learning, person: Person, page: Page
) -> None:
    learning.sign_in(page.context, person)
    open_page(page, f"{learning.server.url}/practice")
    page.emulate_media(forced_colors="active")
    page.evaluate(
        "document.querySelector('.stMain').insertAdjacentHTML('beforeend', "
        "[1,2,3,4,5].map(n => `<span class=\"gs-cup l${n}\"></span>`).join(''))"
    )
    cups = page.locator(".stMain > .gs-cup")
    looks = cups.evaluate_all(_LOOKS)
    page.emulate_media(forced_colors="none")
    assert len(set(looks)) == 5, looks


def test_paper_holds_what_is_read_and_nothing_to_press(
    learning: Learning, person: Person, page: Page
) -> None:
    learning.sign_in(page.context, person)
    open_page(page, learning.step("first-repair"))
    expect(page.locator(".st-key-continue button")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for button in page.locator(".stMain button").all():
        expect(button).to_be_hidden()
    page.emulate_media(media="null")
