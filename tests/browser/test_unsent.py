"""Words in a form that was not sent: the browser asks before it leaves with them."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page, expect

from tests.browser.learning import Learning, Person, open_page, settle


def test_the_browser_asks_before_it_leaves_with_words_that_were_not_sent(
    learning: Learning, person: Person, page: Page
) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    open_page(page, f"{learning.server.url}/note?do=tell")
    message = page.get_by_role("textbox", name="Your message")
    message.press_sequentially("I lost the thread, Ira.")
    page.once("dialog", stay)
    page.evaluate("location.reload()")
    expect(message).to_have_value("I lost the thread, Ira.")
    settle(page)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="See what will be sent").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Sent. Your instructor reads it")).to_be_visible()
    settle(page)
    page.on("dialog", stay)
    page.reload()
    expect(page.get_by_text("With your instructor now")).to_be_visible()
    page.remove_listener("dialog", stay)
    assert asked == ["beforeunload"]
