"""After an identifying detail was taken out, the versions that held it can go too."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.learning import Learning, open_page, press


def test_a_detail_is_taken_out_and_the_version_that_held_it_removed_beside_the_box(
    learning: Learning, context: BrowserContext, page: Page
) -> None:
    sam = learning.learner()
    learning.sign_in(context, sam)
    open_page(page, learning.step("looking-back"))
    page.locator("textarea").first.fill("I hurried the woman from 4 Invented Lane.")
    press(page, "Keep this reflection")
    expect(page.get_by_role("button", name="Also remove earlier versions")).to_have_count(0)
    press(page, "Revise")
    page.locator("textarea").first.fill("I hurried somebody.")
    press(page, "Keep this version")
    press(page, "Also remove earlier versions")
    expect(page.get_by_text("They can't be brought back.")).to_be_visible()
    press(page, "Keep them")
    assert len(learning.answers(sam, "excuse-and-punish")) == 2
    press(page, "Also remove earlier versions")
    press(page, "Remove them")
    expect(page.get_by_text("Earlier versions (1)")).to_have_count(0)
    assert learning.answers(sam, "excuse-and-punish") == [{"text": "I hurried somebody."}]
