"""Knowing when Streamlit is done with a page, by what its socket says and not by its looks alone.

``LISTEN`` is run before anything of a page. A run that was asked for and has not begun is one that
nothing on the page tells of yet; and what a writing box sends may lead to one. After it a skeleton
stands where the script that draws a part is still fetched.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

# Milliseconds; two cores serve the browser, the server and the test.
SLOW = 30_000
# From a click until what it does has asked for a run.
_SOON = 120

# A BackMsg that asks for a run begins with its field 11; a ForwardMsg that tells of its beginning
# holds a field 4, after a few whose lengths stand before them.
LISTEN = """
(() => {
  const runs = window.goldseamRuns = {asked: false, writing: 0};
  const fetches = window.fetch;
  window.fetch = (...given) => {
    const answer = fetches(...given);
    if (String(given[0]?.url ?? given[0]).includes("/write/")) {
      runs.writing += 1;
      const over = () => setTimeout(() => { runs.writing -= 1; }, SOON);
      answer.then(over, over);
    }
    return answer;
  };
  const begins = bytes => {
    let at = 0;
    const number = () => {
      let found = 0, shift = 0, byte;
      do { byte = bytes[at++]; found |= (byte & 127) << shift; shift += 7; } while (byte & 128);
      return found;
    };
    while (at < bytes.length) {
      const tag = number();
      if (tag >> 3 === 4) return true;
      const value = number();
      if ((tag & 7) === 2) at += value; else if ((tag & 7) !== 0) return false;
    }
    return false;
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", said => {
        if (said.data instanceof ArrayBuffer && begins(new Uint8Array(said.data)))
          runs.asked = false;
      });
      this.addEventListener("close", () => { runs.asked = false; });
    }
    send(data) {
      if (data instanceof Uint8Array && data[0] === (11 << 3 | 2)) runs.asked = true;
      super.send(data);
    }
  };
})()
"""
_QUIET = """
() => !window.goldseamRuns?.asked
  && document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
  && !document.querySelector('[data-testid="stSkeleton"]')
"""


def settle(page: Page) -> None:
    """Wait until no run of the page is under way, one that may just be beginning among them."""
    page.wait_for_timeout(_SOON)
    ended(page)


def ended(page: Page) -> None:
    """Wait for the end of a run that has shown something already, and until all of it is drawn."""
    page.wait_for_function(_QUIET, timeout=SLOW, polling=20)


def listen(browser: Browser) -> None:
    """From now on every context of this browser listens."""
    browser.new_context = partial(_listening_context, browser.new_context)  # type: ignore[method-assign]


def _listening_context(make: Any, **given: Any) -> BrowserContext:
    context: BrowserContext = make(**given)
    context.add_init_script(LISTEN)
    return context
