"""What instructors write, as everybody reads it: a little Markdown, and nothing that acts.

Only what is named here is read as Markdown. Links, pictures, headings, tables and HTML are not, so
they stand there as they were typed, and nothing in them can be pressed or fetched.
"""

from __future__ import annotations

from markdown_it import MarkdownIt

from pages.ui import layout

ALLOWED = ("emphasis", "list", "blockquote", "newline", "escape")
HINT = "**bold**, *italic* and lists that begin with - or 1. are drawn. Links stay text."

_MARKDOWN = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    list(ALLOWED)
)


def html(text: str) -> str:
    """A text as markup that is safe to stand inside ours."""
    drawn: str = _MARKDOWN.render(text)
    # Each text runs in its own direction and changes that of nothing around it.
    return f'<div class="gs-said" dir="auto">{drawn}</div>'


def draw(text: str) -> None:
    """A text on the page."""
    layout.html(html(text))
