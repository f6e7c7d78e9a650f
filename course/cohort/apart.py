"""Which of several figures differ clearly: by two displayed steps at least. Pure.

Two labels that are one step apart may rest on averages that hardly differ, so nothing is named on
the strength of one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from course.cohort.figures import Figure, Growth

NAMED_MOST = 2  # of those that say the same; more of them are none in particular
_EXACT = 1e-9  # labels have one decimal place, and their differences a little dust


@dataclass(frozen=True)
class Apart:
    """The lowest and the highest figures, each empty where too many say the same.

    ``is_lowest`` says that every other figure is two steps above the lowest, too, and
    ``is_highest`` that every other one is two steps below the highest.
    """

    lowest: tuple[Figure, ...]
    highest: tuple[Figure, ...]
    is_lowest: bool
    is_highest: bool


def ends(figures: Sequence[Figure], step: float = 0.0) -> Apart | None:
    """The two ends of the published figures; None where they don't differ clearly.

    ``step`` is the least by which two of them can differ; without it each figure's own counts.
    """
    shown = [(one.number, one) for one in figures if one.number is not None]
    numbers = [number for number, _ in shown]
    if not shown or not _differ(min(numbers), max(numbers), figures, step):
        return None
    lowest = tuple(one for number, one in shown if number == min(numbers))
    highest = tuple(one for number, one in shown if number == max(numbers))
    above = [number for number in numbers if number > min(numbers)]
    below = [number for number in numbers if number < max(numbers)]
    found = Apart(
        lowest if len(lowest) <= NAMED_MOST else (),
        highest if len(highest) <= NAMED_MOST else (),
        _differ(min(numbers), min(above), figures, step),
        _differ(max(below), max(numbers), figures, step),
    )
    return found if found.lowest or found.highest else None


def growth_ends(growth: Sequence[Growth]) -> Apart | None:
    """The same of growth: who moved least may not be said of one that may have moved more.

    An end that is open towards the other one, because a label stands at an end of the scale, names
    nothing.
    """
    found = ends([one.figure for one in growth])
    if found is None:
        return None
    by_item = {one.figure.item: one for one in growth}
    if any(by_item[one.item].high is None for one in found.lowest):
        return None
    if any(by_item[one.item].low is None for one in found.highest):
        return None
    return found


def steepest(figures: Sequence[Figure], step: float) -> tuple[Figure, Figure] | None:
    """The two published figures in a row of which the second is the furthest below the first.

    None where none is two steps below, or where several are as far.
    """
    shown = [one for one in figures if one.number is not None]
    falls = [
        (round(before.number - after.number, 1), before, after)
        for before, after in pairwise(shown)
        if before.number is not None and after.number is not None
    ]
    deepest = max((fall for fall, _, _ in falls), default=0.0)
    found = [(before, after) for fall, before, after in falls if fall == deepest]
    return found[0] if len(found) == 1 and deepest >= 2 * step - _EXACT else None


def _differ(low: float, high: float, figures: Sequence[Figure], step: float) -> bool:
    least = step or max(one.step for one in figures)
    return least > 0 and high - low >= 2 * least - _EXACT
