"""A person's copy of all that is held about them, as a file: JSON, Markdown or PDF. Pure."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from course.own import said
from course.own.everything import Everything, Kept
from course.own.readable import Block, Document, Kind
from course.paper.render import render

FORMAT = 1
# What Markdown may take for a mark of its own: anywhere, and only where a line begins.
_MARKS = re.compile(r"([\\`*_\[\]<>#!|&~$^{}])")
_AT_START = re.compile(r"^(\d{0,9})([-+=.)])")
_TICKS = re.compile(r"`+")


def as_json(held: Everything) -> str:
    """Every row, table by table, as JSON in UTF-8; what is left out is named with its reason."""
    whole = {
        "format": FORMAT,
        "made_on": held.made_on.isoformat(),
        "name": held.name,
        "people": {name: _table(kept) for name, kept in held.people.items()},
        "cohorts": [
            {
                "id": place.cohort_id,
                "name": place.cohort_name,
                "role": place.role,
                "keep_until": place.keep_until.isoformat(),
                "answers": {name: _table(kept) for name, kept in place.answers.items()},
            }
            for place in held.places
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _table(kept: Kept) -> dict[str, Any]:
    return {"title": kept.title, "rows": list(kept.rows), "left_out": dict(kept.withheld)}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def as_markdown(document: Document) -> str:
    """The document as CommonMark. Names and words are shown literally, whatever is in them."""
    parts = [f"# {inline(document.title)}", f"Made on {said.day(document.made_on)}."]
    parts += [_markdown(block) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> str:
    match block.kind:
        case Kind.HEAD:
            return f"## {inline(block.text)}"
        case Kind.SUB:
            return f"### {inline(block.text)}"
        case Kind.LINE:
            return f"**{inline(block.label)}:** {inline(block.text)}"
        case Kind.WORDS:
            above = f"{inline(block.label)}:\n\n" if block.label else ""
            return above + fenced(block.text)
        case Kind.NOTE:
            return inline(block.text)


def inline(text: str) -> str:
    """A text within a line of Markdown, every mark in it escaped."""
    escaped = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(r"\1\\\2", escaped)


def fenced(text: str) -> str:
    """Words between fences that are longer than any run of backticks in them."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    # A line end of another kind at the very end would run into the one before the fence.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"{fence}text\n{lines}\n{fence}"


def as_pdf(document: Document) -> bytes:
    """The document as a PDF, its fonts embedded."""
    return render(
        "my_data",
        {
            "title": document.title,
            "made": f"Made on {said.day(document.made_on)}.",
            "blocks": [
                {"kind": block.kind.value, "label": block.label, "text": block.text}
                for block in document.blocks
            ],
        },
    )
