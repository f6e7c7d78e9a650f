"""Figures of the overview, on the house's Plotly template. They are returned, never shown.

The same rows give the same figure, so it is made once: whatever is drawn here is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from course.cohort.figures import Figure
from pages.ui.canvas import COLOURS, CONFIG, Canvas, Scheme, template

__all__ = ["COLOURS", "CONFIG", "Scheme", "completion", "ratings", "template", "tries"]

MIDDLE = 3.0
_KEPT = 256  # figures, of which one cohort needs about a dozen in two schemes
_TRIES = 4.0
AT_LEAST = 122  # pixels at the right, for "at least 50 · 50+"


def completion(scheme: Scheme, figures: Sequence[Figure], counted: int) -> go.Figure:
    """A bar for each lesson as long as its "at least X" of ``counted`` learners."""
    return _completion(scheme, tuple(figures), counted)


@lru_cache(maxsize=_KEPT)
def _completion(scheme: Scheme, figures: tuple[Figure, ...], counted: int) -> go.Figure:
    drawn = Canvas(scheme, (0, max(counted, 1)), right=AT_LEAST)
    for figure in figures:
        drawn.name(figure.name)
        if figure.number is None:
            drawn.absent()
        else:
            drawn.bar((0, figure.number), drawn.colours["bar"])
            drawn.said(f"{figure.said} · {figure.group}")
        drawn.next_line()
    return drawn.done(())


def ratings(scheme: Scheme, figures: Sequence[Figure]) -> go.Figure:
    """A bar for each average on the scale of 1 to 5, drawn from the middle."""
    return _ratings(scheme, tuple(figures))


@lru_cache(maxsize=_KEPT)
def _ratings(scheme: Scheme, figures: tuple[Figure, ...]) -> go.Figure:
    drawn = Canvas(scheme, (1, 5))
    for figure in figures:
        drawn.name(figure.name)
        average(drawn, figure)
        drawn.next_line()
    drawn.upright(MIDDLE)
    return drawn.done((1, 2, 3, 4, 5))


def average(drawn: Canvas, figure: Figure) -> None:
    """One average as a bar from the middle with a mark at its end, or its dotted place."""
    if figure.number is None:
        drawn.absent()
        return
    low = figure.number < MIDDLE
    side = drawn.colours["low" if low else "high"]
    drawn.bar((min(figure.number, MIDDLE), max(figure.number, MIDDLE)), side)
    on_middle = figure.number == MIDDLE
    drawn.mark(figure.number, drawn.colours["card"] if on_middle else side)
    drawn.said(f"{figure.said} · {figure.group}")


def tries(scheme: Scheme, figures: Sequence[Figure]) -> go.Figure:
    """A bar of one to four steps for each lesson, and the words that it stands for."""
    return _tries(scheme, tuple(figures))


@lru_cache(maxsize=_KEPT)
def _tries(scheme: Scheme, figures: tuple[Figure, ...]) -> go.Figure:
    drawn = Canvas(scheme, (0, _TRIES), right=8)
    for figure in figures:
        drawn.name(figure.name)
        if figure.number is not None:
            drawn.below(f"{figure.said} · {figure.group}")
            drawn.bar((0, figure.number), drawn.colours["bar"])
        else:
            drawn.absent()
        drawn.next_line()
    return drawn.done(())
