"""A console that is open in more tabs than anybody needs, or for somebody who leads no more."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from course.workshop import hosting
from pages.routes.live_room import CONSOLES_PER_SIGN_IN
from tests.browser.learning import Learning, settle
from tests.browser.test_console import Led
from tests.browser.walking import SLOW

# As other tabs of the same browser do: each follows the run, and rests where it is told to.
TABS = """([run, count]) => {
  window.heard = [];
  for (let tab = 0; tab < count; tab += 1) {
    const source = new EventSource(`/live/${run}/nudges`);
    for (const kind of ["open", "nudge", "elsewhere"]) source.addEventListener(kind, () => {
      window.heard.push(kind);
      if (kind === "elsewhere") source.close();
    });
  }
}"""
HEARD = "([kind, count]) => heard.filter((one) => one === kind).length >= count"


def test_a_console_in_too_many_tabs_rests_until_it_is_looked_at_again(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.open(page, context, led.host)
    page.evaluate(TABS, [led.run_id, CONSOLES_PER_SIGN_IN])
    page.wait_for_function(HEARD, arg=["open", CONSOLES_PER_SIGN_IN])
    led.room.do("start")
    page.wait_for_function(HEARD, arg=["nudge", CONSOLES_PER_SIGN_IN])
    settle(page)
    expect(page.get_by_role("button", name="Start the workshop")).to_be_visible()
    assert "elsewhere" not in page.evaluate("heard")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".gs-eyebrow", has_text="1 of 4, open")).to_be_visible(timeout=SLOW)
    page.wait_for_function(HEARD, arg=["elsewhere", 1])


def test_a_console_is_cleared_by_itself_once_its_host_leads_no_more(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.room.join(1)
    led.open(page, context, led.other)
    expect(page.get_by_text("1 of 24 seats taken.")).to_be_visible(timeout=SLOW)
    with learning.installation.writing() as work:
        hosting.remove_host(work, led.host.viewer, led.run_id, led.other.viewer.account_id)
    expect(page.get_by_role("heading", name="Not here")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("seats taken")).to_have_count(0)
    expect(page.get_by_role("button", name="Start the workshop")).to_have_count(0)


def test_a_host_who_has_lost_the_line_is_told_and_hears_when_it_is_back(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    context.route("**/live/*/nudges", lambda route: route.abort())
    led.open(page, context, led.host)
    away = page.get_by_text("The server can’t be heard just now, so buttons may do nothing.")
    expect(away).to_be_visible(timeout=SLOW)
    context.unroute("**/live/*/nudges")
    expect(away).to_be_hidden(timeout=SLOW)
    led.room.do("start")
    expect(page.locator(".gs-eyebrow", has_text="1 of 4, open")).to_be_visible(timeout=SLOW)
