"""Figures about skills: before and now, growth with its honest step, and how ratings are spread.

Like the others they are made once for the same published rows, and returned, never shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import plotly.graph_objects as go

from course.cohort.figures import Bands, Figure, Growth, Spread
from pages.ui.canvas import COLOURS, LABELS, Canvas, Scheme
from pages.ui.charts import MIDDLE, average

WAVES = {"before": "Before", "after": "Now"}
BAND_NAMES = ("1 or 2, on the left", "3, in the middle", "4 or 5, on the right")
_KEPT = 256
_SMALL = 9  # pixels: less than the narrowest band on a phone
_HALF = 110  # percent to either side of the middle: 80 of one end and half of a middle of 60
_ON_BAR = {"light": "#FFFFFF", "dark": "#14201E"}


def before_and_now(scheme: Scheme, before: Sequence[Figure], now: Sequence[Figure]) -> go.Figure:
    """The averages of each skill before and after, one line each, drawn from the middle."""
    return _before_and_now(scheme, tuple(before), tuple(now))


@lru_cache(maxsize=_KEPT)
def _before_and_now(
    scheme: Scheme, before: tuple[Figure, ...], now: tuple[Figure, ...]
) -> go.Figure:
    drawn = Canvas(scheme, (1, 5), left=LABELS)
    for first, second in zip(before, now, strict=True):
        drawn.name(first.name)
        for word, figure in zip(WAVES.values(), (first, second), strict=True):
            drawn.label(word)
            average(drawn, figure)
            drawn.next_line(same_row=figure is first)
    drawn.upright(MIDDLE)
    return drawn.done((1, 2, 3, 4, 5))


def growth(scheme: Scheme, rows: Sequence[Growth]) -> go.Figure:
    """What each skill moved by: a mark, in a band as wide as the rounding leaves open."""
    return _growth(scheme, tuple(rows))


@lru_cache(maxsize=_KEPT)
def _growth(scheme: Scheme, rows: tuple[Growth, ...]) -> go.Figure:
    reach = max([1.5, *(abs(one.figure.number or 0) + one.figure.step for one in rows)])
    far = float(int(reach + 0.75))
    drawn = Canvas(scheme, (-far, far))
    for one in rows:
        drawn.name(one.figure.name)
        if one.figure.number is None:
            drawn.absent()
        else:
            _band(drawn, one, far)
            drawn.said(f"{one.figure.said} · {one.figure.group}")
        drawn.next_line()
    drawn.upright(0)
    ticks = [number for number in range(-int(far), int(far) + 1) if far <= 2 or number % 2 == 0]
    return drawn.done(ticks, [f"{number:+d}" if number else "0" for number in ticks])


def _band(drawn: Canvas, one: Growth, far: float) -> None:
    """The band, to the end of the scale where it is open, and the mark on it."""
    number = one.figure.number or 0.0
    low, high = one.low, one.high
    if low is None or high is None:
        drawn.open_bar((-far if low is None else low, far if high is None else high))
    closed = (number if low is None else low, number if high is None else high)
    drawn.bar(closed, drawn.colours["middle"])
    side = "low" if number < 0 else "high"
    drawn.mark(number, drawn.colours[side if number else "card"], _SMALL)


def spreads(scheme: Scheme, rows: Sequence[Spread]) -> go.Figure:
    """How ratings of each skill are spread, around their middle: both waves one below the other."""
    return _spreads(scheme, tuple(rows))


@lru_cache(maxsize=_KEPT)
def _spreads(scheme: Scheme, rows: tuple[Spread, ...]) -> go.Figure:
    drawn = Canvas(scheme, (-_HALF, _HALF), left=LABELS, right=8)
    for place, (one, after) in enumerate(pairwise([*rows, None])):
        assert one is not None
        if not place or rows[place - 1].figure.item != one.figure.item:
            drawn.name(one.figure.name)
        drawn.label(WAVES[one.wave])
        if one.bands is None:
            drawn.absent()
        else:
            _diverging(drawn, one.bands)
        same = after is not None and after.figure.item == one.figure.item
        drawn.next_line(same_row=same)
    drawn.upright(0)
    return drawn.done((-100, -50, 0, 50, 100), ("100%", "50%", "0", "50%", "100%"))


def _diverging(drawn: Canvas, bands: Bands) -> None:
    half = bands.middle / 2
    colours, on_bar = drawn.colours, _ON_BAR[drawn.scheme]
    for ends, fill, share, ink in (
        ((-half - bands.low, -half), "low", bands.low, on_bar),
        ((-half, half), "middle", bands.middle, colours["ink"]),
        ((half, half + bands.high), "high", bands.high, on_bar),
    ):
        drawn.bar(ends, colours[fill])
        drawn.inside(sum(ends) / 2, str(share), ink)


def legend(scheme: Scheme) -> str:
    """What the three parts of a spread's bar are, as markup."""
    colours = COLOURS[scheme]
    parts = zip(BAND_NAMES, ("low", "middle", "high"), strict=True)
    items = "".join(
        f'<li><span style="background:{colours[key]};border:1px solid {colours["line"]}"></span>'
        f"{name}</li>"
        for name, key in parts
    )
    return f'<ul class="gs-legend">{items}</ul>'
