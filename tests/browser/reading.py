"""What an overview says in a browser: every figure's exact text, as the page's tables have it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.walking import SLOW, settle

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
    """The figures above the tables, then both tables: (lesson, said) and (skill, said, people)."""

    facts: tuple[tuple[str, ...], ...]
    lessons: tuple[tuple[str, ...], ...]
    ratings: tuple[tuple[str, ...], ...]


def overview(page: Page) -> Said:
    """What the overview drawn on ``page`` says now."""
    settle(page)
    expect(page.locator("table.gs-tab")).to_have_count(2, timeout=SLOW)
    facts = page.locator('[data-testid="stMetric"]').evaluate_all(_FACTS)
    # The tables under the charts are folded, and read as they are.
    lessons, ratings = page.locator("table.gs-tab").evaluate_all(_ROWS)
    return Said(_whole(facts), _whole(lessons), _whole(ratings))


def _whole(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def people(page: Page) -> tuple[tuple[str, ...], ...]:
    """The roster's rows: who, part, state."""
    settle(page)
    expect(page.locator("table.gs-people")).to_be_visible(timeout=SLOW)
    (rows,) = page.locator("table.gs-people").evaluate_all(_ROWS)
    return _whole(rows)
