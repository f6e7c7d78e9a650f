"""One's own words beside one way it could go, what replies can do here, and one's own marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.authoring.schema import Behaviour, Reply
from course.study import taking
from course.study.attempts import Attempt
from course.study.reply_ratings import Moment
from pages.ui import layout, speaker, wiring
from pages.ui.exercises import rate_reply, written
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

BEHAVIOURS = (
    ("good", "More likely to mend"),
    ("ok", "Gets part of the way"),
    ("poor", "Likely to widen it"),
)
SEEN_FIRST = "You saw this before you wrote."


def draw(desk: Desk, exercise: Reply, latest: Attempt) -> None:
    """The comparison, the marks, and what poorer and better replies do."""
    case = desk.replies[exercise.id].answered.get(latest.number, exercise)
    kept = versions(desk.attempts(exercise), taking.of(latest.answer).case)
    mine, theirs = st.columns(2, gap="medium")
    with mine.container(key=f"card_mine_{exercise.id}", height="stretch"):
        layout.html(
            '<p class="gs-eyebrow">Yours</p>'
            f'<p class="gs-voice gs-words">{layout.literal(kept[-1][1])}</p>'
        )
    with theirs.container(key=f"card_way_{exercise.id}", height="stretch"):
        layout.html(exemplar(desk, case, seen_first=taking.of(latest.answer).seen_first))
    speaker.replay(
        f"{desk.lesson_id}.{exercise.id}.{latest.number}", clock=not desk.viewer.look.hide_clocks
    )
    if len(kept) > 1:
        with layout.section("Your attempts side by side"):
            layout.html(_side_by_side(kept))
    _marks(desk, exercise, latest)
    st.page_link(
        "show_work.py",
        label="Show this to one person",
        icon=":material/visibility:",
        query_params={
            "lesson": desk.lesson_id,
            "exercise": exercise.id,
            "number": str(latest.number),
        },
    )
    _behaviours(case)


def exemplar(desk: Desk, case: Reply, *, seen_first: bool = False) -> str:
    """One way it could go, its skills marked in the text."""
    said, shown = [], []
    for stretch in case.exemplar:
        text = escape(stretch.text.strip())
        said.append(text if stretch.skill is None else f'<span class="gs-mark">{text}</span>')
        if stretch.skill is not None and stretch.skill not in shown:
            shown.append(stretch.skill)
    names = {skill.id: skill.name for skill in desk.rubric.skills}
    listed = ", ".join(names.get(skill, skill) for skill in shown)
    follows = (
        f'<p class="gs-small gs-muted gs-p">And then: {inline(case.follows)}</p>'
        if case.follows
        else ""
    )
    marked = f"Gold marks, in order: {escape(listed)}. " if listed else ""
    before = f"{SEEN_FIRST} " if seen_first else ""
    return (
        '<p class="gs-eyebrow">One way it could go</p>'
        f'<p class="gs-voice gs-exemplar">{" ".join(said)}</p>'
        f'<p class="gs-small gs-muted gs-p">{before}{marked}It is one good answer, not the answer.'
        f"</p>{follows}"
    )


def _side_by_side(kept: Sequence[written.Version]) -> str:
    """The first attempt and the last two; those between them are folded."""
    numbered = [
        f'<li><p class="gs-eyebrow">Attempt {number}, {written.day(at)}</p>'
        f'<p class="gs-words">{layout.literal(text)}</p></li>'
        for number, (at, text) in enumerate(kept, start=1)
    ]
    between = numbered[1:-2]
    shown = f'<ul class="gs-attempts">{"".join([*numbered[:1], *numbered[1:][-2:]])}</ul>'
    if not between:
        return shown
    return (
        f'{shown}<details class="gs-fold"><summary>Those between ({len(between)})</summary>'
        f'<ul class="gs-attempts">{"".join(between)}</ul></details>'
    )


def _marks(desk: Desk, exercise: Reply, latest: Attempt) -> None:
    table, place = desk.replies[exercise.id], desk.place(exercise)
    first = table.rating(latest, Moment.FIRST)
    again = table.rating(latest, Moment.AGAIN)
    with layout.section("How you rated it"):
        if first is None:
            layout.note("tip", "You compared without rating this one.")
            return
        layout.html(rate_reply.chosen(desk.rubric.skills, first, again))
        if desk.under_way(exercise).rating_again:
            rate_reply.draw(desk, exercise, latest, Moment.AGAIN)
        elif st.button("Rate it again, now that you have compared", key=f"rerate.{place}"):
            desk.keep(exercise, rating_again=True, given={})
            st.rerun()


def _behaviours(case: Reply) -> None:
    asks = wiring.installation().catalogue.course.colours.get(case.colour)
    said = f"{case.colour.capitalize()}: {asks}." if asks else ""
    with layout.section("What replies can do here", said):
        groups = "".join(
            f'<section class="gs-behaviours gs-b-{kind}"><h3 class="gs-h3">{escape(title)}</h3>'
            f"<ul>{_listed(getattr(case.behaviours, kind))}</ul></section>"
            for kind, title in BEHAVIOURS
        )
        layout.html(f'<div class="gs-behaviour-grid">{groups}</div>')


def _listed(behaviours: Sequence[Behaviour]) -> str:
    return "".join(
        f'<li><span>{inline(one.text)}</span> <span class="gs-muted">{inline(one.why)}</span></li>'
        for one in behaviours
    )


def versions(attempts: Sequence[Attempt], case: str | None) -> list[written.Version]:
    """When and what was written in answer to one case: its address, or None for the reply's own."""
    return [
        (attempt.at, str(attempt.answer["text"]))
        for attempt in attempts
        if "text" in attempt.answer and taking.of(attempt.answer).case == case
    ]
