"""A lesson's Markdown cut into headings that begin steps, fences, and the prose between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Piece:
    """Lines ``start`` to ``end`` of the file, counted from 1, both ends included."""

    start: int
    end: int


@dataclass(frozen=True)
class Heading(Piece):
    """A heading of the first or second level (``level``), without its marks."""

    level: int
    text: str


@dataclass(frozen=True)
class Fence(Piece):
    """A fenced block: the word after the marks, what stands inside, whether it is closed."""

    kind: str
    content: str
    closed: bool


@dataclass(frozen=True)
class Prose(Piece):
    """Anything else."""

    text: str


@dataclass(frozen=True)
class Unfit(Piece):
    """Something that a lesson cannot hold, and why."""

    sentence: str


def pieces(lines: list[str], skip: int) -> Iterator[Piece]:
    """The pieces of a file in order, leaving out its first ``skip`` lines."""
    # Empty lines in place of those left out keep the numbers of the rest.
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse("\n" * skip + "\n".join(lines[skip:]))
    prose_from = skip
    for token in tokens:
        if token.map is None:
            continue
        start, end = token.map
        yield from _unfit(token, start + 1, end)
        heading = token.type == "heading_open" and token.tag in {"h1", "h2"}
        if not heading and token.type != "fence":
            continue
        if token.level:
            yield Unfit(
                start + 1, end, "A step or an exercise cannot stand inside a list or quote."
            )
            continue
        yield from _prose(lines, prose_from, start)
        prose_from = end
        if heading:
            text = lines[start].strip().strip("#").strip()
            yield Heading(start + 1, end, int(token.tag[1]), text)
        else:
            closed = end - start >= 2 and lines[end - 1].strip().startswith(token.markup)
            yield Fence(start + 1, end, token.info.strip(), token.content, closed)
    yield from _prose(lines, prose_from, len(lines))


def _prose(lines: list[str], start: int, end: int) -> Iterator[Prose]:
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    if start < end:
        yield Prose(start + 1, end, "\n".join(lines[start:end]))


def _unfit(token: Token, start: int, end: int) -> Iterator[Unfit]:
    inline = {child.type for child in token.children or []}
    if token.type == "html_block" or "html_inline" in inline:
        yield Unfit(start, end, "HTML is not drawn; write Markdown alone.")
    if "image" in inline:
        yield Unfit(start, end, "Pictures are not drawn; describe it in words.")
    if token.type == "code_block":
        yield Unfit(
            start, end, "Text indented by four spaces is drawn as code; begin at the margin."
        )
