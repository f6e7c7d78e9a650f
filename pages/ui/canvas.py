"""What every figure of the overview is drawn on: names above, lines below, words at the right.

Heights are pixels from the top, so that a figure looks the same however wide it is.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Literal

import plotly.graph_objects as go

from course.cohort.labels import NOT_PUBLISHED

Scheme = Literal["light", "dark"]

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
LABELS = 54  # pixels at the left, for "Before" and "Now"
SAID = 92  # pixels at the right, for what is published
_NAME, _LINE, _GAP, _AXIS = 21, 27, 13, 30  # pixels
_HALF_BAR = 9
_WRAP = 40  # characters that fit on the narrowest screen

COLOURS: dict[Scheme, dict[str, str]] = {
    "light": {
        "ink": "#21302E",
        "muted": "#55625F",
        "hair": "#E2D9C8",
        "line": "#8B8576",
        "ground": "#FAF6EF",
        "card": "#FFFDF9",
        "bar": "#2B554F",
        "low": "#33487A",
        "middle": "#EFE7D8",
        "high": "#96660F",
    },
    "dark": {
        "ink": "#ECE6DA",
        "muted": "#AEB8B2",
        "hair": "#314140",
        "line": "#74827D",
        "ground": "#141C1B",
        "card": "#1C2625",
        "bar": "#8CC7B4",
        "low": "#9DB2EC",
        "middle": "#303A38",
        "high": "#EBC46B",
    },
}


def template(scheme: Scheme) -> go.layout.Template:
    """The house's look for any figure, light or dark."""
    colours = COLOURS[scheme]
    axis = {
        "gridcolor": colours["hair"],
        "linecolor": colours["line"],
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"size": 14, "color": colours["muted"]},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 15, "color": colours["ink"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "margin": {"l": 2, "r": 2, "t": 8, "b": 8},
            "hovermode": False,
            "dragmode": False,
            "showlegend": False,
            "transition": {"duration": 0},
        }
    )


class Finished(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure that nobody changes any more, so that what is sent of it is made out once."""

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data; not to be changed."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent


class Canvas:
    """A figure in the making. ``span`` is what the scale runs over; margins are pixels."""

    def __init__(
        self, scheme: Scheme, span: tuple[float, float], *, left: int = 2, right: int = SAID
    ) -> None:
        self.scheme: Scheme = scheme
        self.colours = COLOURS[scheme]
        self._span, self._left, self._right = span, left, right
        self._at = 0.0
        self._shapes: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []
        self._marks: list[tuple[float, float, str, int]] = []

    @property
    def _middle(self) -> float:
        return self._at + _LINE / 2

    def name(self, text: str) -> None:
        """A row's name, above its lines; a long one takes two lines or three."""
        for part in textwrap.wrap(text, _WRAP) or [""]:
            self._text(0, self._at + _NAME / 2, _plain(part), shift=-self._left)
            self._at += _NAME

    def below(self, text: str) -> None:
        """Words on a line of their own."""
        self._text(0, self._at + _NAME / 2, _plain(text), shift=-self._left, size=14, ink="muted")
        self._at += _NAME

    def label(self, text: str) -> None:
        """What the present line is, at its left."""
        self._text(0, self._middle, _plain(text), shift=-self._left, size=13, ink="muted")

    def said(self, text: str) -> None:
        """What is published, at the right of the present line."""
        self._text(1, self._middle, f"<b>{_plain(text)}</b>", shift=self._right, size=14)

    def bar(self, ends: tuple[float, float], fill: str) -> None:
        """An outlined bar on the present line."""
        self._box(ends, {"fillcolor": fill, "line": {"color": self.colours["line"], "width": 1}})

    def open_bar(self, ends: tuple[float, float]) -> None:
        """A bar that only has a dotted outline."""
        line = {"color": self.colours["line"], "width": 1.5, "dash": "dot"}
        self._box(ends, {"fillcolor": self.colours["card"], "line": line})

    def absent(self) -> None:
        """The place of a figure that isn't there, which says so."""
        self.open_bar(self._span)
        self._words.append(
            {
                "x": sum(self._span) / 2,
                "y": self._middle,
                "text": NOT_PUBLISHED,
                "showarrow": False,
                "font": {"size": 13, "color": self.colours["muted"]},
            }
        )

    def inside(self, at: float, text: str, ink: str) -> None:
        """A few letters within a bar."""
        font = {"size": 13, "color": ink}
        self._words.append(
            {"x": at, "y": self._middle, "text": text, "showarrow": False, "font": font}
        )

    def mark(self, at: float, fill: str, size: int = 17) -> None:
        """A round mark on the present line, so many pixels across."""
        self._marks.append((at, self._middle, fill, size))

    def upright(self, at: float) -> None:
        """A line from top to bottom, behind everything."""
        self._shapes.insert(
            0,
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": self.colours["ink"], "width": 1},
                "layer": "below",
            },
        )

    def next_line(self, *, same_row: bool = False) -> None:
        """Go on below the present line; a new row keeps some distance."""
        self._at += _LINE + (0 if same_row else _GAP)

    def done(self, ticks: Sequence[float], said: Sequence[str] | None = None) -> go.Figure:
        """The figure, with these places marked on the scale; without any the scale isn't drawn."""
        below = _AXIS if ticks else 4
        marks = {
            "type": "scatter",
            "mode": "markers",
            "x": [x for x, _, _, _ in self._marks],
            "y": [y for _, y, _, _ in self._marks],
            "marker": {
                "size": [size for _, _, _, size in self._marks],
                "color": [fill for _, _, fill, _ in self._marks],
                "line": {"width": 2, "color": self.colours["ink"]},
                "opacity": 1,
            },
            "cliponaxis": False,
        }
        scale: dict[str, Any] = {"range": list(self._span), "visible": bool(ticks)}
        if ticks:
            scale |= {"tickvals": list(ticks), "ticktext": list(said or map(str, ticks))}
        layout = {
            "template": template(self.scheme),
            "height": self._at + below + 8,
            "margin": {"l": self._left + 8, "r": self._right + 8, "t": 8, "b": below},
            "shapes": self._shapes,
            "annotations": self._words,
            "xaxis": scale,
            "yaxis": {"range": [self._at, 0], "visible": False},
        }
        return Finished(data=[marks], layout=layout)

    def _box(self, ends: tuple[float, float], look: dict[str, Any]) -> None:
        place = {
            "type": "rect",
            "x0": ends[0],
            "x1": ends[1],
            "y0": self._middle - _HALF_BAR,
            "y1": self._middle + _HALF_BAR,
        }
        self._shapes.append(place | look | {"layer": "between"})

    def _text(
        self, x: int, y: float, text: str, *, shift: int, size: int = 15, ink: str = "ink"
    ) -> None:
        self._words.append(
            {
                "x": x,
                "xref": "paper",
                "y": y,
                "xanchor": "right" if x else "left",
                "xshift": shift,
                "text": text,
                "showarrow": False,
                "font": {"size": size, "color": self.colours[ink]},
                "bgcolor": self.colours["ground"],  # no line of the scale runs through words
                "borderpad": 0,
            }
        )


def _plain(text: str) -> str:
    """A text in which Plotly's own markup means nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
