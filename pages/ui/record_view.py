"""A record of a completed course, word for word as it is handed in."""

from __future__ import annotations

from course.study.record import Record
from pages.ui.layout import literal


def record_html(one: Record) -> str:
    """All of a record: its facts, and what the course teaches."""
    facts = "".join(
        f"<dt>{literal(label)}</dt><dd><bdi>{literal(said)}</bdi></dd>"
        for label, said in one.lines()
    )
    aims = "".join(f"<li>{literal(aim)}</li>" for aim in one.outcomes)
    return (
        f'<dl class="gs-facts">{facts}</dl>'
        '<p class="gs-eyebrow">What the course sets out to teach</p>'
        f'<ul class="gs-list">{aims}</ul>'
    )


def folded(one: Record) -> str:
    """A record behind its learner's name."""
    return (
        f'<details class="gs-fold"><summary><bdi>{literal(one.name)}</bdi></summary>'
        f"{record_html(one)}</details>"
    )
