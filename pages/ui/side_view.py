"""Several cohorts side by side: a table for each part, a column for each cohort or pool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

import streamlit as st

from course.cohort.comparing import SideBySide, Total
from course.cohort.figures import Figure, Overview
from course.cohort.labels import NOT_PUBLISHED
from pages.ui import layout, overview_tables
from pages.ui.overview_facts import say_day

ONE = "There is one cohort to look at, so nothing stands beside it yet."
TOTAL = "Together"

Take = Callable[[Overview], Sequence[Figure]]
PARTS: tuple[tuple[str, str, Take], ...] = (
    ("Where people are", "How many completed each lesson.", lambda one: one.lessons),
    ("Practice that came back", "How many did it.", lambda one: one.returns),
    ("Skills before", "The average of ratings from 1 to 5.", lambda one: one.ratings),
    ("Skills now", "The average of ratings from 1 to 5.", lambda one: one.ratings_after),
    (
        "Growth by skill",
        "The average now less the average before, as people rate themselves. Differences between "
        "cohorts of one step may be rounding alone.",
        lambda one: tuple(growth.figure for growth in one.growth),
    ),
    ("Tries", "Beside the plan.", lambda one: one.attempts),
    ("Overall progress", "The average share of the lessons.", lambda one: (one.progress,)),
    ("The course, as they rate it", "The average of 1 to 5.", lambda one: one.evaluation),
)
_FIRST = {
    "Where people are": "Lesson",
    "Practice that came back": "Lesson",
    "Tries": "Lesson",
    "Skills before": "Skill",
    "Skills now": "Skill",
    "Growth by skill": "Skill",
    "The course, as they rate it": "Statement",
    "Overall progress": "Of all lessons",
}
_TOTALS = {"Where people are": "lessons", "Practice that came back": "returns"}


def draw(found: SideBySide) -> None:
    """Who stands there, then part by part; parts of which nothing is published come last."""
    columns = found.columns
    if len(columns) < 2:
        layout.note("tip", ONE)
        return
    layout.html(_who(columns))
    without = []
    for title, sub, take in PARTS:
        if not any(one.is_published for column in columns for one in take(column)):
            without.append(title)
            continue
        with layout.section(title, sub), st.container(key=f"card_{take_key(title)}"):
            totals = getattr(found, _TOTALS[title]) if title in _TOTALS else ()
            layout.html(part(title, columns, take, totals))
    if without:
        with layout.section(NOT_PUBLISHED, "Of none of these cohorts."):
            rows = [(title, (NOT_PUBLISHED,)) for title in without]
            layout.html(overview_tables.table("Parts without figures", ("Part", "All"), rows))


def take_key(title: str) -> str:
    """A name for a part's place on the page."""
    return "".join(c if c.isalnum() else "_" for c in title.lower())


def name(column: Overview) -> str:
    """A cohort's name, or the names of a pool's cohorts."""
    return ", ".join(column.pool) if column.pool else column.cohort_name


def _who(columns: Sequence[Overview]) -> str:
    rows = [
        (
            name(one),
            (
                "Not fixed yet" if one.counted is None else str(one.counted),
                say_day(one.starts_on),
                "No more to come" if one.next_tick is None else say_day(one.next_tick),
            ),
        )
        for one in columns
    ]
    return _table("The cohorts", ("Cohort", "Counted", "First day", "Next figures"), rows)


def part(title: str, columns: Sequence[Overview], take: Take, totals: Sequence[Total]) -> str:
    """A part's table: what each cohort says in each row, and what that makes together."""
    heads = [_FIRST.get(title, ""), *map(name, columns), *([TOTAL] if totals else [])]
    together = {one.item: _together(one, len(columns)) for one in totals}
    rows = [
        (
            figures[0].name,
            [
                *map(overview_tables.with_people, figures),
                *([together[figures[0].item]] if totals else []),
            ],
        )
        for figures in zip(*map(take, columns), strict=True)
    ]
    return _table(title, heads, rows)


def _together(one: Total, columns: int) -> str:
    if not one.groups:
        return NOT_PUBLISHED
    return f"at least {one.number}, from {one.groups} of {columns} cohorts"


def _table(caption: str, heads: Sequence[str], rows: Iterable[overview_tables.Row]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(
            f'<td data-head="{escape(head)}">{overview_tables.cell(text)}</td>'
            for head, text in zip(heads[1:], cells, strict=True)
        )
        + "</tr>"
        for first, cells in rows
    )
    return (
        f'<table class="gs-tab gs-side"><caption class="gs-vh">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
