"""How an overview is drawn, alike for the instructor and for learners."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go
import streamlit as st

from course.cohort import rules
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.overview import Figure, JoinedByLink, Overview
from pages.ui import charts, layout

WORDS = (
    (
        "Counted",
        "Learners who had joined when the roster was fixed. Whoever joins later takes the course "
        "but is not counted.",
    ),
    ("Next figures", "The next day on which figures may change. Nobody can bring it nearer."),
    (
        "At least 6",
        "Six or more of the counted learners did it. The exact number is never published.",
    ),
    (
        "6+, 10+, 20+, 50+ people",
        "How many stand behind an average, and never the exact number.",
    ),
    (
        "Average",
        "Of ratings from 1 to 5, rounded. 1.5 also stands for anything lower, 4.5 for anything "
        "higher.",
    ),
    (
        NOT_PUBLISHED,
        "There are not enough new people behind the figure, or it is not time yet, or it is never "
        "published for a group of this size. These words are the same whatever the cause.",
    ),
)
LIMITS = (
    "An instructor who knows what more than {known} of the counted learners answered can work out "
    "more than these figures are meant to say.",
    "An instructor who invents learners knows what those answered. The learners' page says how "
    "many joined by a link that the instructor could have opened.",
    "Someone who shows others what they answered, or makes a certificate public, is a known "
    "contributor.",
    "A figure about a group makes some guesses about its members likelier. That can't be helped.",
    "People see things of each other in a room, and a style of writing can be recognised.",
    "Whoever runs this server and holds its keys could read what is stored. Where that is also "
    "the instructor, confidentiality can't be promised.",
)


def draw(seen: Overview) -> None:
    """The facts, the figures with a table under each, and what the words mean."""
    _facts(seen)
    if not seen.has_figures:
        layout.note("tip", empty_sentence(seen))
    _lessons(seen)
    _ratings(seen)
    _explain(seen)


def heading(title: str, below: str) -> str:
    """The page's title and the line under it, as markup; both texts are escaped."""
    return f'<h1>{escape(title)}</h1><p class="gs-lead">{escape(below)}</p>'


def lead(seen: Overview) -> str:
    """The line under the cohort's name."""
    return (
        f"{say_day(seen.starts_on)} to {say_day(seen.ends_on)}. "
        "You see groups here, never one person."
    )


def empty_sentence(seen: Overview) -> str:
    """What is said while nothing at all is published."""
    if seen.counted is None:
        return (
            f"Nothing is published yet. On {say_day(seen.freeze_on)} the roster is fixed: whoever "
            "has joined by then is counted, and the dates on which figures come are set."
        )
    if seen.next_tick is None:
        return "Nothing is published for this cohort, and no further figures come."
    return f"Nothing is published yet. The first figures can come on {say_day(seen.next_tick)}."


def joined_sentence(joined: JoinedByLink) -> str:
    """How many could have been made up by the instructor, in words."""
    return (
        f"{joined.by_link} of the {joined.joined} learners who have joined came by a link that "
        "your instructor could have opened. Someone who opened such a link would know what was "
        "answered under it."
    )


def say_day(day: date) -> str:
    """A date in words, such as "9 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def _facts(seen: Overview) -> None:
    fixed = seen.counted is not None
    with st.container(horizontal=True, key="kpis"):
        st.metric("Learners counted", str(seen.counted) if fixed else "Not fixed yet")
        if not fixed:
            st.metric("Roster is fixed on", say_day(seen.freeze_on))
        else:
            day = "No more to come" if seen.next_tick is None else say_day(seen.next_tick)
            st.metric("Next figures", day)


def _lessons(seen: Overview) -> None:
    with layout.section("Lessons completed"):
        if seen.draws_funnel and seen.has_figures:
            figure = charts.completion(layout.scheme(), seen.lessons, seen.counted or 0)
            _chart(figure, "completion", "Lessons completed", seen.lessons)
            with st.expander("Show as a table"):
                _table("Lessons completed", "Lesson", "Completed by", seen.lessons)
            return
        if seen.counted is not None and rules.publishes_ratings(seen.counted):
            layout.html(f'<p class="gs-p gs-measure">{escape(seen.rules[0])}</p>')
        _table("Lessons completed", "Lesson", "Completed by", seen.lessons)


def _ratings(seen: Overview) -> None:
    with layout.section(
        "How people rate their own skills, before",
        "The average of ratings from 1 to 5, and how many people stand behind it.",
    ):
        if not any(figure.number is not None for figure in seen.ratings):
            _table("Ratings before", "Skill", "Average", seen.ratings, groups=True)
            return
        with st.container(key="card_ratings"):
            _chart(
                charts.ratings(layout.scheme(), seen.ratings),
                "ratings",
                "Average ratings before",
                seen.ratings,
            )
            with st.expander("Show as a table"):
                _table("Ratings before", "Skill", "Average", seen.ratings, groups=True)


def _chart(figure: go.Figure, key: str, title: str, figures: Sequence[Figure]) -> None:
    said = "; ".join(f"{row.name}: {row.said}" for row in figures)
    st.plotly_chart(
        figure,
        theme=None,
        config=charts.CONFIG,
        key=f"chart_{key}",
        alt=f"{title}. {said}.",
    )


def _table(
    caption: str, first: str, second: str, figures: Sequence[Figure], *, groups: bool = False
) -> None:
    heads = [first, second, *(["People"] if groups else [])]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = "".join(_row(figure, groups=groups) for figure in figures)
    layout.html(
        f'<table class="gs-tab"><caption class="gs-vh">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(figure: Figure, *, groups: bool) -> str:
    cells = [figure.said, *([figure.group] if groups else [])]
    return (
        f'<tr><th scope="row">{escape(figure.name)}</th>'
        + "".join(
            f'<td><span class="gs-hid">{cell}</span></td>'
            if cell == NOT_PUBLISHED
            else f"<td>{escape(cell)}</td>"
            for cell in cells
        )
        + "</tr>"
    )


def _explain(seen: Overview) -> None:
    terms = "".join(
        f'<p class="gs-p"><b>{escape(word)}.</b> {escape(what)}</p>' for word, what in WORDS
    )
    with st.container(key="quiet_words"):
        layout.html(f"<h3>What the words mean</h3>{terms}")
    with st.expander("What is never published"):
        layout.html(
            _list(
                seen.rules or (f"It depends on how many have joined by {say_day(seen.freeze_on)}.",)
            )
        )
    with st.expander("What this cannot protect against"):
        known = rules.accomplices(seen.counted or 0)
        layout.html(_list([text.format(known=known) for text in LIMITS]))


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in sentences) + "</ul>"
