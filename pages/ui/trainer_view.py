"""A lesson's block for trainers as markup: on the page, and on the sheet that is printed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from course.cohort.trainers import TrainerPage
from pages.ui.prose import plain_html

NOTHING = "This lesson has no page for trainers yet."


def html(page: TrainerPage, level: int) -> str:
    """Sticking points, opening questions, the activity and the caution, under headings."""
    aim = f'<p class="gs-p gs-muted">{escape(page.aim)} {page.minutes} minutes.</p>'
    block = page.trainer
    if block is None:
        return f'{aim}<p class="gs-p">{NOTHING}</p>'
    activity = f"{block.activity.title} ({block.activity.minutes} minutes)"
    return "".join(
        (
            aim,
            _heading("Where people get stuck", level),
            _list([plain_html(text) for text in block.sticking]),
            _heading("Questions to open with", level),
            _list([plain_html(text) for text in block.openings]),
            _heading(f"Together: {activity}", level),
            f'<p class="gs-p">{plain_html(block.activity.text)}</p>',
            _heading("Take care", level),
            f'<p class="gs-p">{plain_html(block.caution)}</p>',
        )
    )


def _heading(text: str, level: int) -> str:
    return f'<h{level} class="gs-h3">{escape(text)}</h{level}>'


def _list(items: Sequence[str]) -> str:
    return f'<ol class="gs-list">{"".join(f"<li>{item}</li>" for item in items)}</ol>'
