"""Choosing from a list of Streamlit's, which a redraw closes while it is open."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Locator, Page, TimeoutError

from tests.browser.walking import settle


def pick(page: Page, label: str | Locator, choice: str | re.Pattern[str]) -> None:
    """Choose one entry of a list, opened anew as often as a redraw closes it.

    Args:
        page: where the list is.
        label: the list's name, or the list itself where several share a name.
        choice: the whole text of the entry, or a pattern found in it.
    """
    box = page.get_by_role("combobox", name=label) if isinstance(label, str) else label
    option = page.get_by_role("option", name=choice, exact=isinstance(choice, str))
    for _ in range(6):
        settle(page)
        if not option.count():
            box.click()
        with contextlib.suppress(TimeoutError):
            option.click(timeout=4_000)
            settle(page)
            return
    raise AssertionError(f"the list offers no {choice}")
