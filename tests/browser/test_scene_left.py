"""A group that somebody left in the middle of a round, as the others' phones show it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.scene_page import Drawn
from tests.live.scenes import activity, group, mine, scene


def test_who_stays_in_a_group_reads_and_hears_that_they_are_fewer_and_loses_nothing(
    page: Page,
) -> None:
    phone, told = Drawn(page, "phone"), "Nobody watches now: say yourselves what you noticed."
    phone.show(scene(activity("triads"), mine=mine(group=group("client"))))
    card = page.locator(".sc-where")
    expect(card).to_contain_text("There are three of you. Your part: client.")
    page.evaluate("document.querySelector('.sc-group').dataset.same = 'yes'")
    phone.show(scene(activity("triads"), mine=mine(group=group("client", left=told))))
    expect(card).to_contain_text(f"There are two of you now. Your part: client.{told}")
    said = page.locator(".sc-hidden[role=status]")
    expect(said).to_have_text(f"There are two of you now. {told}")
    expect(page.locator(".sc-group[data-same=yes]")).to_have_count(1)
    alone = mine(group=group("client", felt=True, left="Everybody else in it has left."))
    phone.show(scene(activity("pairs", "closed"), mine=alone))
    expect(card).to_contain_text("Your part: client.Everybody else in it has left.")
    expect(page.get_by_text("so no number is asked of you")).to_be_visible()
    expect(page.get_by_role("button", name="Give this number")).to_have_count(0)
    phone.close()
    assert phone.errors == []
