"""Shares in four words and four lengths: no percentage, and none looks like a few. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BANDS = ("few or none", "some", "more than half", "most")


def level(count: int, total: int) -> int:
    """Which band a share is in, from 0: steps of a fifth, from a fifth to four fifths."""
    if 10 * count < 3 * total or total == 0:
        return 0
    if 2 * count <= total:
        return 1
    return 2 if 10 * count < 7 * total else 3


def bars(counts: Sequence[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """A bar for each (id, text, count), in this order; of the counts only bands are left."""
    total = sum(count for _, _, count in counts)
    found = [(one, text, level(count, total)) for one, text, count in counts]
    return [{"id": one, "text": text, "level": at, "share": BANDS[at]} for one, text, at in found]
