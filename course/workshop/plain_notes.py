"""Speaker notes without their marks, for paper."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token


def plain_notes(markdown: str) -> list[str]:
    """The paragraphs of some Markdown as plain text; the points of a numbered list keep numbers."""
    found: list[str] = []
    number: list[int] = []  # of each list that is open; 0 for one without numbers
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            number.append(0 if token.type == "bullet_list_open" else _start(token))
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            number.pop()
        elif token.type == "inline":
            mark = f"{number[-1]}. " if number and number[-1] else "– " if number else ""
            found.append(mark + _text(token))
            if number and number[-1]:
                number[-1] += 1
    return found


def _start(token: Token) -> int:
    return int(token.attrGet("start") or 1)


def _text(token: Token) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(one.type, one.content) for one in token.children or [])
