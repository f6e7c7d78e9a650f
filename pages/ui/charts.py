"""Figures of the overview, on the house's Plotly template. They are returned, never shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import plotly.graph_objects as go

from course.cohort.labels import NOT_PUBLISHED
from course.cohort.overview import Figure

Scheme = Literal["light", "dark"]

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
ROW_HEIGHT = 66  # pixels: a name above, a bar below
_HALF_BAR = 0.16
_MIDDLE = 3.0

COLOURS: dict[Scheme, dict[str, str]] = {
    "light": {
        "ink": "#21302E",
        "muted": "#55625F",
        "hair": "#E2D9C8",
        "line": "#8B8576",
        "card": "#FFFDF9",
        "bar": "#2B554F",
        "low": "#33487A",
        "high": "#96660F",
    },
    "dark": {
        "ink": "#ECE6DA",
        "muted": "#AEB8B2",
        "hair": "#314140",
        "line": "#74827D",
        "card": "#1C2625",
        "bar": "#8CC7B4",
        "low": "#9DB2EC",
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


def completion(scheme: Scheme, figures: Sequence[Figure], counted: int) -> go.Figure:
    """A bar for each lesson as long as its "at least X" of ``counted`` learners."""
    colours = COLOURS[scheme]
    drawn = _canvas(scheme, figures, (0, max(counted, 1)))
    for row, figure in enumerate(figures):
        if figure.number is None:
            _absent(drawn, row, (0, counted), colours)
        else:
            _bar(drawn, row, (0, figure.number), colours["bar"], colours["line"])
            _said(drawn, row, figure.said, colours["ink"])
    drawn.update_layout(xaxis={"visible": False})
    return drawn


def ratings(scheme: Scheme, figures: Sequence[Figure]) -> go.Figure:
    """A mark for each skill at its average on the scale of 1 to 5, drawn from the middle."""
    colours = COLOURS[scheme]
    drawn = _canvas(scheme, figures, (1, 5))
    for row, figure in enumerate(figures):
        if figure.number is None:
            _absent(drawn, row, (1, 5), colours)
            continue
        ends = (min(figure.number, _MIDDLE), max(figure.number, _MIDDLE))
        side = colours["low"] if figure.number < _MIDDLE else colours["high"]
        _bar(drawn, row, ends, side, colours["line"])
        on_middle = ends[0] == ends[1]
        mark = colours["card"] if on_middle else side
        _mark(drawn, row, figure.number, mark, colours["ink"])
        _said(drawn, row, f"{figure.said} · {figure.group}", colours["ink"])
    drawn.add_shape(
        type="line",
        x0=_MIDDLE,
        x1=_MIDDLE,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": colours["line"], "width": 1, "dash": "dot"},
        layer="below",
    )
    drawn.update_layout(
        height=ROW_HEIGHT * len(figures) + 40,
        margin={"l": 12, "r": 12, "b": 32},
        xaxis={"tickvals": [1, 2, 3, 4, 5], "showgrid": True},
    )
    return drawn


def _canvas(scheme: Scheme, figures: Sequence[Figure], span: tuple[float, float]) -> go.Figure:
    """An empty figure with each row's name above the place of its bar; the first row on top."""
    colours = COLOURS[scheme]
    drawn = go.Figure(go.Scatter(x=[], y=[]))
    drawn.update_layout(
        template=template(scheme),
        height=ROW_HEIGHT * len(figures) + 12,
        xaxis={"range": list(span)},
        yaxis={"range": [len(figures) - 0.35, -0.8], "visible": False},
    )
    for row, figure in enumerate(figures):
        drawn.add_annotation(
            x=0,
            xref="paper",
            y=row - 0.42,
            xanchor="left",
            text=_plain(figure.name),
            showarrow=False,
            font={"size": 15, "color": colours["ink"]},
        )
    return drawn


def _bar(drawn: go.Figure, row: int, ends: tuple[float, float], fill: str, line: str) -> None:
    drawn.add_shape(
        type="rect",
        x0=ends[0],
        x1=ends[1],
        y0=row - _HALF_BAR,
        y1=row + _HALF_BAR,
        fillcolor=fill,
        line={"color": line, "width": 1},
        layer="between",
    )


def _absent(drawn: go.Figure, row: int, ends: tuple[float, float], colours: dict[str, str]) -> None:
    """The place of a figure that isn't there: a dotted outline that says so."""
    drawn.add_shape(
        type="rect",
        x0=ends[0],
        x1=ends[1],
        y0=row - _HALF_BAR,
        y1=row + _HALF_BAR,
        fillcolor=colours["card"],
        line={"color": colours["line"], "width": 1.5, "dash": "dot"},
    )
    drawn.add_annotation(
        x=(ends[0] + ends[1]) / 2,
        y=row,
        text=NOT_PUBLISHED,
        showarrow=False,
        font={"size": 13, "color": colours["muted"]},
    )


def _mark(drawn: go.Figure, row: int, x: float, fill: str, line: str) -> None:
    drawn.add_scatter(
        x=[x],
        y=[row],
        mode="markers",
        marker={"size": 18, "color": fill, "line": {"width": 2, "color": line}},
        cliponaxis=False,
    )


def _said(drawn: go.Figure, row: int, text: str, colour: str) -> None:
    """What is published, at the right of the row's name."""
    drawn.add_annotation(
        x=1,
        xref="paper",
        y=row - 0.42,
        xanchor="right",
        text=f"<b>{text}</b>",
        showarrow=False,
        font={"size": 15, "color": colour},
    )


def _plain(name: str) -> str:
    """A name in which Plotly's own markup means nothing."""
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
