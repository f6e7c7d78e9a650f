"""One attempt as its reader sees it: the same markup in the preview and behind the link."""

from __future__ import annotations

from html import escape

from course.study.shown_item import Item
from pages.ui.layout import literal
from pages.ui.prose import inline

UNNAMED = "a learner who gives no name"


def item_html(item: Item) -> str:
    """What was asked, and what was written, word for word."""
    asked = "".join(
        f'<p class="gs-eyebrow">{escape(label)}</p>'
        f'<p class="{"gs-voice" if number else "gs-p"}">{inline(text)}</p>'
        for number, (label, text) in enumerate(item.case)
    )
    written = "".join(
        (f'<p class="gs-eyebrow">{literal(label)}</p>' if label else "")
        + f'<p class="gs-words" dir="auto">{literal(text)}</p>'
        for label, text in item.texts
    )
    return f'{asked}<div class="gs-shown"><p class="gs-eyebrow">What was written</p>{written}</div>'


def sender_html(item: Item) -> str:
    """Whose it is, as far as they wished to say."""
    return f"<bdi>{literal(item.sender)}</bdi>" if item.sender else UNNAMED
