"""How an overview is drawn, alike for the instructor and for learners.

A part of which anything is published has a chart, what it says in plain words, and a table. The
others stand together at the end, each with its table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st

from course.cohort.figures import Overview
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.reading import Reading
from pages.ui import charts, layout, overview_facts, overview_words
from pages.ui import overview_tables as tables
from pages.ui.overview_parts import Part, every_part

TABLE = "Show as a table"


def draw(seen: Overview, said: Reading, beside: Callable[[], None] | None = None) -> None:
    """Everything; ``beside`` draws what an instructor finds under what to do next."""
    overview_facts.draw(seen)
    _next(said, beside)
    _changed(seen, said)
    parts = every_part(seen, said, layout.scheme())
    for part in parts:
        if part.is_published:
            _part(part)
    _absent([part for part in parts if not part.is_published])
    overview_words.draw(seen)


def _next(said: Reading, beside: Callable[[], None] | None) -> None:
    sub = "Made from what is published here, and from nothing else."
    with layout.section("What to do next", sub):
        if said.leads:
            with st.container(key="card_leads"):
                items = "".join(f"<li>{layout.literal(one.text)}</li>" for one in said.leads)
                layout.html(f'<ol class="gs-list gs-leads">{items}</ol>')
        else:
            layout.html(
                '<p class="gs-p gs-measure">Nothing that is published points to one thing more '
                "than to another.</p>"
            )
        if beside is not None:
            beside()


def _changed(seen: Overview, said: Reading) -> None:
    if seen.last_tick is None or not seen.has_figures:
        return
    title = f"What changed on {overview_facts.say_day(seen.last_tick)}"
    folded = _folded(tables.changes(seen.changed)) if seen.changed else ""
    layout.html(layout.section_head(title, said.changed) + folded)


def _part(part: Part) -> None:
    """One part: the chart, beside it what it says, and below it the table. Few elements, so that
    a page full of figures costs little more than an empty one.
    """
    head = f"<div>{layout.section_head(part.title, part.sub)}</div>"
    words = (
        '<div class="gs-reading"><h3>What this says</h3>'
        f'<p class="gs-p">{layout.literal(part.words)}</p></div>'
    )
    table = "".join(part.tables)
    if part.chart is None:
        below = _folded(table) if part.key == "checks" else table
        layout.html(f'<div class="gs-part">{head}<div>{part.above}{below}</div>{words}</div>')
        return
    with st.container(key=f"part_{part.key}", gap=None):
        layout.html(head + part.above)
        _chart(part, part.chart(layout.scheme()))
        layout.html(words + _folded(table))  # two places of the grid, by the style sheet


def _folded(table: str) -> str:
    return f'<details class="gs-fold"><summary>{TABLE}</summary>{table}</details>'


def _chart(part: Part, figure: go.Figure) -> None:
    said = "; ".join(f"{row.name}: {tables.with_people(row)}" for row in part.rows)
    st.plotly_chart(
        figure,
        theme=None,
        config=charts.CONFIG,
        key=f"chart_{part.key}",
        alt=f"{part.title}. {said}.",
    )


def _absent(parts: Sequence[Part]) -> None:
    """What has nothing published: named once, with every row folded below it."""
    if not parts:
        return
    with layout.section(NOT_PUBLISHED, "Why is never said. These words are the same for all."):
        for part in parts:
            if part.above and part.key == "completion":
                layout.html(part.above)
        rows = [(part.title, (NOT_PUBLISHED,)) for part in parts]
        layout.html(tables.table("Parts without figures", ("Part", "Published"), rows))
        with st.expander("Show every row"):
            layout.html(
                "".join(
                    f'<h3 class="gs-h3">{layout.literal(part.title)}</h3>{"".join(part.tables)}'
                    for part in parts
                )
            )
