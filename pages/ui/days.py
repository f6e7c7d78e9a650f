"""Days and lists of days as people say them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

FORMAT = "YYYY-MM-DD"  # of date inputs: the one order that reads the same everywhere
_MANY = 5


def long(day: date) -> str:
    """For example ``Monday 14 September 2026``."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short(day: date) -> str:
    """For example ``14 Sep 2026``."""
    return f"{day.day} {day:%b %Y}"


def several(days: Sequence[date]) -> str:
    """Days in order, such as ``16 Oct, 9 Nov 2026``; many weekly ones as their first and last."""
    if not days:
        return "Never"
    week = timedelta(days=7)
    steps = {after - before for before, after in itertools.pairwise(days)}
    if len(days) >= _MANY and steps == {week}:
        return f"Weekly from {short(days[0])} to {short(days[-1])}"
    said = [
        f"{day.day} {day:%b}" + ("" if _same_year(day, after) else f" {day.year}")
        for day, after in zip(days, [*days[1:], None], strict=True)
    ]
    return ", ".join(said)


def _same_year(day: date, after: date | None) -> bool:
    return after is not None and after.year == day.year
