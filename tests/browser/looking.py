"""Looking at a page as different people see it: wide or narrow, light or dark, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, Request, expect

from tests.browser.walking import SLOW, ended, settle

WIDTHS, NARROWEST = (1440, 390), 320
HEIGHT = 900
SCHEMES = ("light", "dark")
# By scheme, so that a page is drawn anew but once.
ALL_LOOKS = tuple((width, scheme) for scheme in SCHEMES for width in WIDTHS)
# Each width once, and each scheme.
BOTH_ENDS = tuple(zip(WIDTHS, SCHEMES, strict=True))

_AXE = Axe().axe_script
_FIND = """
options => axe.run({resultTypes: ["violations"], ...options}).then(
  found => found.violations.flatMap(one => one.nodes.slice(0, 3).map(
    node => `${one.id}: ${node.html.slice(0, 160)}`)))
"""
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WIDEST = """
() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
  .filter(Boolean).map(element => element.scrollWidth))
"""


def laid_out(page: Page) -> None:
    """Wait until a change of size or scheme has been drawn."""
    page.evaluate(_TWO_FRAMES)


def drawn(page: Page) -> None:
    """Wait until a page, Streamlit's or our own, is drawn whole."""
    expect(page.locator("h1").first).to_be_visible(timeout=SLOW)
    if page.locator(".stApp").count():
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SLOW)
        settle(page)
    page.evaluate("document.fonts.ready.then(() => true)")


def narrowed(page: Page, width: int) -> None:
    """Give a page that is drawn another width, which asks nothing of the server."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    laid_out(page)
    if page.locator(".stApp").count():
        ended(page)


def looks(
    page: Page,
    begin: Callable[[], None],
    *,
    lasts: bool = True,
    wanted: Sequence[tuple[int, str]] = ALL_LOOKS,
) -> Iterator[str]:
    """The page in each look, one after the other.

    ``begin`` opens it, and need not wait until it is drawn; once more for the other scheme if what
    it shows does not outlast the change, which draws a page anew.
    """
    drawn_in = ""
    for width, scheme in wanted:
        if scheme != drawn_in:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
            if not drawn_in or not lasts:
                begin()
            laid_out(page)
            drawn(page)
            drawn_in = scheme
        narrowed(page, width)
        yield f"{width} {scheme}"


@contextmanager
def requests(page: Page) -> Iterator[list[tuple[str, str]]]:
    """The method and address of every request of a page, until the block ends."""
    found: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        found.append((request.method, request.url))

    page.on("request", note)
    try:
        yield found
    finally:
        page.remove_listener("request", note)


def complaints(page: Page, *standards: str) -> list[str]:
    """What axe finds on a page as it is: rules, and where; by these standards, or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found: list[str] = page.evaluate(_FIND, {"runOnly": list(standards)} if standards else {})
    return found


def found_by_axe(page: Page, begin: Callable[[], None], **how: Any) -> dict[str, list[str]]:
    """What axe finds in each look (``how`` is as for :func:`looks`); empty when nothing."""
    said = ((look, complaints(page)) for look in looks(page, begin, **how))
    return {look: found for look, found in said if found}


def widest(page: Page) -> int:
    """How wide the page's content is on the narrowest screen, in pixels."""
    narrowed(page, NARROWEST)
    width: int = page.evaluate(_WIDEST)
    return width


_FOCUSED = """
() => {
  const found = document.activeElement;
  if (!found || found === document.body) return null;
  const box = (found.matches("input") ? found.closest("label") ?? found : found)
    .getBoundingClientRect();
  return {name: found.outerHTML.slice(0, 120), x: box.x, y: box.y, w: box.width, h: box.height};
}
"""
_ROOM = 8  # pixels around a control in which its focus may show


def without_visible_focus(page: Page, stops: int) -> list[str]:
    """The controls among the first ``stops`` of the Tab key that look the same without focus."""
    same = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        found = page.evaluate(_FOCUSED)
        if found is None:
            break
        x, y = max(0, found["x"] - _ROOM), max(0, found["y"] - _ROOM)
        clip = FloatRect(x=x, y=y, width=found["w"] + 2 * _ROOM, height=found["h"] + 2 * _ROOM)
        focused = page.screenshot(clip=clip)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(60)
        if page.screenshot(clip=clip) == focused:
            same.append(found["name"])
    return same
