"""How an overview is drawn, alike for the instructor and for learners.

A part of which anything is published has a chart, what it says in plain words, and a table. The
others stand together at the end, each with its table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from course.cohort import rules
from course.cohort.figures import Figure, Overview
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.reading import Reading
from course.cohort.wording import quoted
from pages.ui import charts, layout, overview_facts, overview_tables, overview_words, skill_charts
from pages.ui import overview_tables as tables
from pages.ui.canvas import Scheme

TABLE = "Show as a table"


@dataclass(frozen=True)
class Part:
    """One part of an overview: ``rows`` are what its chart shows, ``words`` what that says."""

    key: str
    title: str
    sub: str
    rows: tuple[Figure, ...]
    words: str
    chart: Callable[[Scheme], go.Figure] | None
    tables: tuple[str, ...]
    above: str = ""  # markup over the chart, or in its place

    @property
    def is_published(self) -> bool:
        """Whether there is anything to see."""
        return any(one.is_published for one in self.rows)


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
    with layout.section(f"What changed on {overview_facts.say_day(seen.last_tick)}", said.changed):
        if seen.changed:
            with st.expander(TABLE):
                layout.html(tables.changes(seen.changed))


def every_part(seen: Overview, said: Reading, scheme: Scheme) -> tuple[Part, ...]:
    """All parts, in the order of the page."""
    return (
        _lessons(seen, said),
        _skills(seen, said, scheme),
        Part(
            "growth",
            "Growth by skill",
            "The average now less the average before, as people rate themselves. The band shows "
            "what the rounding leaves open.",
            tuple(one.figure for one in seen.growth),
            said.growth,
            lambda scheme: skill_charts.growth(scheme, seen.growth),
            (tables.growth(seen.growth),),
        ),
        _checks(seen, said),
        Part(
            "attempts",
            "Tries",
            "How many tries half of the people needed at the most, beside the plan.",
            seen.attempts,
            said.attempts,
            lambda scheme: charts.tries(scheme, seen.attempts),
            (tables.tries(seen),),
        ),
        Part(
            "returns",
            "Practice that came back",
            "How many did the practice of a lesson that came back weeks later.",
            seen.returns,
            said.returns,
            lambda scheme: charts.completion(scheme, seen.returns, seen.counted or 0),
            (tables.returns(seen),),
        ),
        Part(
            "progress",
            "Overall progress",
            "The average share of the lessons that people completed.",
            (seen.progress,),
            said.progress,
            None,
            (tables.progress(seen),),
        ),
        Part(
            "evaluation",
            "The course, as they rate it",
            "The average of 1 to 5 for each statement about the course.",
            seen.evaluation,
            said.evaluation,
            lambda scheme: charts.ratings(scheme, seen.evaluation),
            (tables.evaluation(seen),),
        ),
    )


def _lessons(seen: Overview, said: Reading) -> Part:
    one_sentence = ""
    if not seen.draws_funnel and seen.counted is not None and rules.publishes_ratings(seen.counted):
        one_sentence = f'<p class="gs-p gs-measure">{layout.literal(seen.rules[0])}</p>'
    return Part(
        "completion",
        "Where people are",
        "How many completed each lesson.",
        seen.lessons,
        said.lessons,
        (lambda scheme: charts.completion(scheme, seen.lessons, seen.counted or 0))
        if seen.draws_funnel
        else None,
        (tables.lessons(seen),),
        one_sentence,
    )


def _skills(seen: Overview, said: Reading, scheme: Scheme) -> Part:
    spread = any(one.bands for one in seen.spreads)
    averages = (*seen.ratings, *seen.ratings_after)
    return Part(
        "skills",
        "How people rate their own skills, before and now",
        "Percent of ratings, rounded to 20: 20 also stands for less, 80 for more. Behind each "
        "there are 50 people or more."
        if spread
        else "The average of ratings from 1 to 5, and how many people stand behind it.",
        tuple(one.figure for one in seen.spreads) if spread else averages,
        said.skills,
        (lambda scheme: skill_charts.spreads(scheme, seen.spreads))
        if spread
        else (lambda scheme: skill_charts.before_and_now(scheme, seen.ratings, seen.ratings_after)),
        (tables.skills(seen), tables.spreads(seen.spreads)),
        skill_charts.legend(scheme) if spread else "",
    )


def _checks(seen: Overview, said: Reading) -> Part:
    shown = [one for one in seen.checks if one.choice is not None]
    items = "".join(
        f'<li><p class="gs-p gs-small gs-muted">{layout.literal(one.lesson)}</p>'
        f'<p class="gs-p gs-asked">{layout.literal(one.figure.name)}</p>'
        f'<p class="gs-p">Many chose {layout.literal(quoted(one.figure.said))} '
        f'<span class="gs-muted">({layout.literal(one.figure.group)} people)</span></p>'
        f'<p class="gs-p gs-muted">{layout.literal(one.why or "")}</p></li>'
        for one in shown
    )
    return Part(
        "checks",
        "Questions that mislead",
        "Questions in which one wrong choice drew two in five or more.",
        tuple(one.figure for one in seen.checks),
        said.checks,
        None,
        (tables.checks(seen.checks),),
        f'<ul class="gs-misled">{items}</ul>',
    )


def _part(part: Part) -> None:
    with layout.section(part.title, part.sub):
        left, right = st.columns((5, 3), gap="medium")
        with left:
            if part.above:
                layout.html(part.above)
            if part.chart is not None:
                _chart(part, part.chart(layout.scheme()))
            if part.chart is not None or part.key == "checks":
                with st.expander(TABLE):
                    layout.html("".join(part.tables))
            else:
                layout.html("".join(part.tables))
        with right, st.container(key=f"quiet_reading_{part.key}"):
            layout.html(f'<h3>What this says</h3><p class="gs-p">{layout.literal(part.words)}</p>')


def _chart(part: Part, figure: go.Figure) -> None:
    said = "; ".join(f"{row.name}: {overview_tables.with_people(row)}" for row in part.rows)
    with st.container(key=f"drawn_{layout.scheme()}_{part.key}"):
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
