"""A row of the table: what was measured, the figure, the bar, whether it is met."""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[str, str, str, bool]

_SHOWN = {
    "ms": (1000, "{:.2f} ms"),
    "s": (1, "{:.1f} s"),
    "KB": (1 / 1000, "{:.0f} KB"),
    "%": (100, "{:.1f} %"),
    "x": (1, "{:.1f} x"),
    "": (1, "{:.0f}"),
}


def shown(figure: float, unit: str) -> str:
    """A figure in its unit; ``figure`` is in seconds, bytes or plain numbers."""
    times, form = _SHOWN[unit]
    return form.format(figure * times)


def at_most(name: str, figure: float, bar: float, unit: str) -> Row:
    """A row with an upper bar."""
    return name, shown(figure, unit), f"<= {shown(bar, unit)}", figure <= bar


def plain(name: str, figure: float, unit: str) -> Row:
    """A row without a bar, for comparison."""
    return name, shown(figure, unit), "", True


def p95(ordered: Sequence[float]) -> float:
    """The 95th of a hundred."""
    return ordered[round(0.95 * (len(ordered) - 1))]
