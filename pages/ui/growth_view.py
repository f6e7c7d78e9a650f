"""A learner's own ratings, drawn: before and now, repair by repair, two repairs of one case."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.authoring.schema import Skill
from course.study.growth import Growth, Repair, Repaired
from course.study.spans import Span
from pages.ui import bowls, layout
from pages.ui.bowls import Cell
from pages.ui.exercises.written import day, short_day
from pages.ui.prose import inline

LEAD = (
    '<p class="gs-lead">Your own ratings, in your own eyes. A bowl that is emptier than before '
    "can mean that you see more now.</p>"
)
NOTHING = (
    "Nothing to see yet. The rating that opens the course, and each reply that you rate, stand "
    "here side by side."
)
ONCE = "Once you have answered the same case twice, both repairs stand here."
GENTLY = "Taken in its gentler form."


def draw(found: Growth, skills: Sequence[Skill]) -> None:
    """Everything there is to see."""
    if found.before or found.after:
        with (
            layout.section("Before and now", _now_said(found)),
            st.container(key="card_before", gap="small"),
        ):
            layout.html(before_and_now(found, skills) + bowls.key())
    if found.spans:
        with (
            layout.section("Repair by repair", _spans_said(found.spans)),
            st.container(key="card_spans", gap="small"),
        ):
            layout.html(repair_by_repair(found.spans, skills) + bowls.key())
    with layout.section("First and latest repair"):
        _two_repairs(found.cases, skills)


def _now_said(found: Growth) -> str:
    if found.after:
        return "“Now” is the rating that closed the course."
    if found.spans:
        return (
            "“Now” is how you rated your latest repairs, until you rate yourself again at the end."
        )
    return "“Now” is empty until you rate a reply."


def before_and_now(found: Growth, skills: Sequence[Skill]) -> str:
    """The opening rating, where it began looking back, and now."""
    columns = ["Before", *(["Looking back"] if found.looking_back else []), "Now"]
    rows = []
    for skill in skills:
        cells = [Cell(found.before.get(skill.id))]
        if found.looking_back:
            cells.append(Cell(found.looking_back.get(skill.id)))
        rows.append((skill.name, [*cells, Cell(found.now(skill.id))]))
    caption = "Each skill before the course and now, by your own rating"
    return bowls.table(caption, columns, rows, last=False, labels=True)


def _spans_said(spans: Sequence[Span]) -> str:
    if all(span.repairs == 1 for span in spans):
        return "Where you rated a reply again, the later rating stands here."
    return "Each column holds the repairs of some days, and each bowl their average."


def repair_by_repair(spans: Sequence[Span], skills: Sequence[Skill]) -> str:
    """Skills down, time across."""
    rows = [(skill.name, [Cell(span.means.get(skill.id)) for span in spans]) for skill in skills]
    caption = "How you rated your repairs over time, skill by skill"
    return bowls.table(caption, [span_name(span) for span in spans], rows)


def span_name(span: Span) -> str:
    """3 Nov, or 3–9 Nov, or 28 Nov–4 Dec; a phone shows the first day alone."""
    first, last = span.first, span.last
    if first.date() == last.date():
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f'{first.day}<span class="gs-wide">–{last.day}</span> {first:%b}'
    return f'{short_day(first)}<span class="gs-wide">–{short_day(last)}</span>'


def _two_repairs(cases: Sequence[Repaired], skills: Sequence[Skill]) -> None:
    if not cases:
        layout.html(f'<p class="gs-p gs-muted">{ONCE}</p>')
        return
    by_address = {one.address: one for one in cases}
    chosen = st.selectbox(
        "A case you answered more than once",
        list(by_address),
        format_func=lambda address: _named(by_address[address]),
        key="growth.case",
    )
    one = by_address[chosen]
    layout.html(f'<p class="gs-voice gs-big">{inline(one.case.client)}</p>')
    for side, name, repair in zip(
        st.columns(2, gap="medium"),
        ("First", "Latest"),
        (one.first, one.latest),
        strict=True,
    ):
        with side.container(key=f"card_{name.lower()}", height="stretch"):
            layout.html(_repair(name, repair, skills))


def _named(one: Repaired) -> str:
    return f"Lesson {one.lesson_number}. {one.case.title} ({one.times} repairs)"


def _repair(name: str, repair: Repair, skills: Sequence[Skill]) -> str:
    gently = f'<p class="gs-small gs-muted gs-p">{GENTLY}</p>' if repair.gentler else ""
    marks = "".join(
        f"<li>{bowls.cup(repair.ratings[skill.id])}<div>{escape(skill.name)} "
        f'<span class="gs-muted">{repair.ratings[skill.id]} of 5</span></div></li>'
        for skill in skills
        if skill.id in repair.ratings
    )
    rated = f'<ul class="gs-ratings gs-marks">{marks}</ul>' if marks else ""
    return (
        f'<p class="gs-eyebrow">{name}, {day(repair.at)}</p>'
        f'<p class="gs-voice gs-words">{layout.literal(repair.text)}</p>{gently}{rated}'
    )
