"""What a cohort's instructor will and will never see, drawn before the cohort is made."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.authoring.schema import Lesson
from course.cohort import calendar, rules, unlock
from course.cohort.calendar import CalendarPlan, ExampleOverview
from course.cohort.planning import CohortPlan
from pages.ui import days, layout

NEVER = (
    ("Fewer than 8", "nothing is ever published."),
    ("Fewer than 11", "who completed a lesson is never published."),
    ("Fewer than 17", "one sentence stands in place of the chart of lessons."),
)


def draw(plan: CohortPlan, lessons: Sequence[Lesson]) -> None:
    """The release calendar and an example overview for each size of roster."""
    with layout.section(
        "What you will see of it",
        "You see groups, never one person. Figures come in sealed batches on fixed days. Nobody "
        "can bring one about, and how many joined by the freeze decides how much they say.",
    ):
        with st.grid(2, min_column_width=280, gap="small", key="sizes"):
            for size in calendar.EXAMPLE_SIZES:
                _size(plan, lessons, size)
        with st.container(key="quiet_never", gap="xsmall"):
            layout.html(_never_html())


def _size(plan: CohortPlan, lessons: Sequence[Lesson], size: int) -> None:
    opens = [(one.id, unlock.opens_on(plan, one.id, one.number)) for one in lessons]
    ticks = calendar.plan(plan.starts_on, plan.weeks, plan.freeze_on, size, opens)
    with st.container(key=f"card_size_{size}", gap="xsmall"):
        layout.html(_example_html(calendar.example(size), ticks))
        with st.expander("The most of everything else"):
            layout.html(_others_html(calendar.example(size)))
        with st.expander("Lesson by lesson"):
            layout.html(_lessons_html(ticks, lessons))


def _example_html(example: ExampleOverview, ticks: CalendarPlan) -> str:
    facts = (
        ("A lesson completed", example.completion),
        ("A skill's average rating", _rating(example.rating)),
        ("Days of new figures", days.several(ticks.dates)),
    )
    rows = "".join(f"<dt>{layout.literal(a)}</dt><dd>{layout.literal(b)}</dd>" for a, b in facts)
    return (
        f'<h3>{example.size} learners</h3><dl class="gs-facts">{rows}</dl>'
        f'<p class="gs-small gs-muted">{layout.literal(example.never[0])}</p>'
    )


def _others_html(example: ExampleOverview) -> str:
    facts = (*example.others, ("People behind a figure", example.group))
    rows = "".join(f"<dt>{layout.literal(a)}</dt><dd>{layout.literal(b)}</dd>" for a, b in facts)
    return f'<dl class="gs-facts">{rows}</dl>'


def _rating(label: str) -> str:
    return f"up to {label} of 5" if label[:1].isdigit() else label


def _lessons_html(ticks: CalendarPlan, lessons: Sequence[Lesson]) -> str:
    titles = {lesson.id: lesson.title for lesson in lessons}
    rows = "".join(
        f"<dt>{layout.literal(titles[one.lesson_id])}</dt><dd>{days.several(one.dates)}</dd>"
        for one in ticks.lessons
    )
    return f'<dl class="gs-facts">{rows}</dl>'


def _never_html() -> str:
    below = "".join(f"<li><b>{size}:</b> {what}</li>" for size, what in NEVER)
    small, large, from_ = rules.batch(0), rules.batch(rules.LARGE_FROM), rules.LARGE_FROM
    always = (
        "Averages lie between 1.5 and 4.5: an end of the scale also stands for what is beyond it.",
        "Nobody's own answers, exact counts, and any change that rests on fewer than "
        f"{small} learners ({large} where {from_} or more joined) are never published.",
    )
    said = "".join(f'<p class="gs-p">{sentence}</p>' for sentence in always)
    return f'<h3>What is never published</h3><ul class="gs-list">{below}</ul>{said}'
