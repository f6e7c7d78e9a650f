"""The lessons of the course as numbered rows, each saying how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from course.study.progress import LessonCard, State
from pages.ui import layout
from pages.ui.links import link

# How the disc that a lesson's number stands on looks; the stylesheet goes by these names.
DISCS = {State.MENDED: "gs-disc gs-gold-disc", State.PART_WAY: "gs-disc gs-now-disc"}


def draw(cards: Sequence[LessonCard], count: int) -> None:
    """One row a lesson; those that are open lead into it. ``count`` is how many there will be."""
    rows = "".join(f"<li>{_row(card)}</li>" for card in cards)
    left = in_preparation([card.number for card in cards], count)
    coming = f'<p class="gs-muted gs-p gs-coming">{left}</p>' if left else ""
    layout.html(f'{layout.section_head("Your lessons")}<ul class="gs-rows">{rows}</ul>{coming}')


def _row(card: LessonCard) -> str:
    disc = DISCS.get(card.state, "gs-disc")
    said = (
        f'<span class="{disc}">{card.number}</span> {escape(card.title)} '
        f"<small>{escape(standing(card))}</small>"
    )
    if card.is_open:
        return link("lesson", said, look="gs-row", lesson=card.id)
    return f'<div class="gs-row">{said}</div>'


def standing(card: LessonCard) -> str:
    """How a lesson stands, in a few words."""
    match card.state:
        case State.MENDED:
            return "Mended"
        case State.PART_WAY:
            return f"Part-way: step {card.step_number} of {card.step_count}"
        case State.CLOSED:
            return f"Opens {day(card.opens_on)}"
        case State.OPEN:
            return f"{card.minutes} minutes"


def in_preparation(numbers: Sequence[int], count: int) -> str:
    """A calm line about those of ``count`` lessons that are not there; empty when all are."""
    missing = [n for n in range(1, count + 1) if n not in numbers]
    if not missing:
        return ""
    if len(missing) == 1:
        return f"Lesson {missing[0]} is in preparation."
    if missing[-1] - missing[0] == len(missing) - 1:
        return f"Lessons {missing[0]} to {missing[-1]} are in preparation."
    named = ", ".join(map(str, missing[:-1]))
    return f"Lessons {named} and {missing[-1]} are in preparation."


def day(when: date) -> str:
    """A day as people say it: 14 September."""
    return f"{when.day} {when:%B}"
