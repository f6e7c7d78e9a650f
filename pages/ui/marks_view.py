"""A learner's own marks of an attempt beside their reader's, and what the reader wrote."""

from __future__ import annotations

from html import escape

from course.study.shown import Reading, Shown
from course.study.shown_item import Asked
from pages.ui.layout import literal
from pages.ui.prose import inline


def reading_html(one: Shown, reading: Reading) -> str:
    """Both marks of each skill side by side, then the two texts."""
    rows = "".join(
        f'<tr><th scope="row">{escape(skill.name)}</th>'
        f"{_mark(skill, one.own_marks.get(skill.id))}{_mark(skill, reading.marks.get(skill.id))}"
        "</tr>"
        for skill in one.item.skills
    )
    table = (
        '<table class="gs-tab gs-both"><caption class="gs-vh">Your marks and theirs</caption>'
        '<thead><tr><th scope="col">Skill</th><th scope="col">Yours</th><th scope="col">Theirs</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else ""
    )
    return (
        f'{table}<p class="gs-eyebrow">One thing to keep</p>'
        f'<p class="gs-words" dir="auto">{literal(reading.keep)}</p>'
        '<p class="gs-eyebrow">One next try</p>'
        f'<p class="gs-words" dir="auto">{literal(reading.next_try)}</p>'
    )


def _mark(skill: Asked, mark: int | None) -> str:
    if mark is None:
        return '<td><span aria-hidden="true">–</span><span class="gs-vh">no mark</span></td>'
    return (
        f'<td><span class="gs-cup l{mark}" aria-hidden="true"></span> <b>{mark} of 5</b>'
        f'<br><span class="gs-small gs-muted">{inline(skill.anchors[mark - 1])}</span></td>'
    )
