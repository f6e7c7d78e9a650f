"""What an overview says in a browser: every figure's exact text, as the page's tables have it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.walking import SLOW, settle

_TABLES = {"lessons": "Lessons completed", "ratings": "Average ratings before and now"}
_ROWS = """
tables => tables.map(table => [...table.querySelectorAll("tbody tr")].map(
  row => [...row.children].map(cell => cell.textContent.trim())))
"""
_FACTS = """
facts => facts.map(fact => ["stMetricLabel", "stMetricValue"].map(
  part => fact.querySelector(`[data-testid="${part}"]`).textContent.trim()))
"""


@dataclass(frozen=True)
class Said:
    """The facts, then two tables: (lesson, said, people) and (skill, before, now).

    Each average says how many stand behind it, as "4.0 · 6+".
    """

    facts: tuple[tuple[str, ...], ...]
    lessons: tuple[tuple[str, ...], ...]
    ratings: tuple[tuple[str, ...], ...]


def overview(page: Page) -> Said:
    """What the overview drawn on ``page`` says now."""
    settle(page)
    facts = page.locator('[data-testid="stMetric"]').evaluate_all(_FACTS)
    return Said(_whole(facts), *(table(page, caption) for caption in _TABLES.values()))


def table(page: Page, caption: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the one table so named; it may be folded, and is read as it is."""
    found = page.locator("table.gs-tab").filter(has=page.locator("caption", has_text=caption))
    expect(found).to_have_count(1, timeout=SLOW)
    (rows,) = found.evaluate_all(_ROWS)
    return _whole(rows)


def _whole(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def people(page: Page) -> tuple[tuple[str, ...], ...]:
    """The roster's rows: who, part, state."""
    settle(page)
    expect(page.locator("table.gs-people")).to_be_visible(timeout=SLOW)
    (rows,) = page.locator("table.gs-people").evaluate_all(_ROWS)
    return _whole(rows)
