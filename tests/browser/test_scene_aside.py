"""What is always two taps away on a phone: a moment, a word with the host, stepping back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.scene_page import Drawn
from tests.live.scenes import activity, group, mine, scene

WIDTHS, HEIGHT = (320, 390, 1280), 844
_WIDEST = "() => document.scrollingElement.scrollWidth"


@pytest.fixture
def phone(page: Page) -> Iterator[Drawn]:
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    drawn = Drawn(page, "phone")
    yield drawn
    drawn.close()
    assert drawn.errors == []


def test_help_and_stepping_back_are_two_taps_away(phone: Drawn) -> None:
    page = phone.page
    phone.show(scene(activity("triads"), mine=mine(group=group("client"))))

    def tapped(name: str) -> None:
        page.get_by_role("button", name="Step back").click()
        page.get_by_role("button", name=name).click()

    tapped("Give me a gentler card")
    tapped("Pass on this one")
    expect(page.get_by_role("dialog")).to_have_count(0)
    tapped("Ask the host for a word")
    expect(page.get_by_role("dialog")).to_contain_text("will see that seat Heron would like a word")
    page.get_by_role("button", name="Ask for a word").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [content["what"] for _, content in phone.sent] == ["gentler", "pass", "word"]
    phone.show(scene(activity("triads"), mine=mine(called=True)))
    expect(page.get_by_text("The host knows that you would like a word.")).to_be_visible()


def test_a_moment_is_private_says_so_and_leads_on_to_a_word_or_a_step_out(phone: Drawn) -> None:
    page = phone.page
    phone.show(scene(activity("triads"), mine=mine(group=group("client"))))
    page.get_by_role("button", name="Step back").click()
    page.get_by_role("button", name="I need a moment").click()
    card = page.get_by_role("dialog", name="Take the time you need")
    # What a screen reader reads out when the card opens.
    expect(card).to_have_accessible_description(
        re.compile(
            "^This card is only on your phone. Nothing is sent, and nobody is told, not even your "
            "host. .* “I need a moment” is all you have to say .* Come back at any point"
        )
    )
    expect(card.get_by_role("heading", name="Take the time you need")).to_be_focused()
    expect(card.get_by_role("button")).to_have_text(
        [
            re.compile("^Ask the host for a word"),
            re.compile("^Pass on this one"),
            re.compile("^Only watch from the next round on"),
            "Back to the workshop",
        ]
    )
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert page.evaluate(_WIDEST) <= width
            looking.laid_out(page)
            assert looking.complaints(page) == []
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    # The room goes on behind it, and it stays until it is closed.
    phone.show(scene(activity("poll")))
    expect(card).to_be_visible()
    assert phone.sent == []
    card.get_by_role("button", name="Back to the workshop").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Step back")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="I need a moment").press("Enter")
    expect(card).not_to_have_accessible_description(re.compile("In a role-play"))
    page.get_by_role("button", name="Ask the host for a word").press("Enter")
    expect(page.get_by_role("dialog")).to_have_accessible_description(
        re.compile("^Those who host this workshop will see that seat Heron would like a word.")
    )
    assert phone.sent == []
    page.get_by_role("button", name="Ask for a word").press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [content["what"] for _, content in phone.sent] == ["word"]
    expect(page.locator(".sc-hidden[role=status]")).to_have_text("The host knows.")


def test_what_did_not_go_through_is_said_on_the_card_itself(phone: Drawn) -> None:
    page = phone.page
    phone.show(scene(activity("poll")))
    phone.reply(503, sentence="Very many are sending just now. Try again in a moment.")
    page.get_by_role("button", name="Step back").click()
    page.get_by_role("button", name="Pass on this one").click()
    card = page.get_by_role("dialog", name="Not yet")
    expect(card).to_have_accessible_description(
        "Very many are sending just now. Try again in a moment."
    )


def test_a_phone_waits_as_long_as_the_server_asks_before_it_sends_again(phone: Drawn) -> None:
    phone.page.evaluate("window.reply = { status: 503, body: {}, after: 60000 }")
    phone.show(scene(activity("poll")))
    phone.page.get_by_text("Ask directly").click()
    expect(phone.page.locator(".sc-receipt")).to_have_text(
        "Not received yet. This phone will keep trying."
    )
    pause = phone.page.evaluate(
        "() => { const entry = place.outbox.at('poll-1/1'); return [entry.stage, entry.pause]; }"
    )
    assert pause[0] == "waiting"
    assert 10_000 <= pause[1] <= 20_000  # never longer than that, whatever it is told
