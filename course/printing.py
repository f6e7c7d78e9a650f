"""PDFs by typst. What people wrote is handed over as data and never becomes part of a source."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "print"
FONTS = _HERE / "fonts"


@cache
def _fonts() -> typst.Fonts:
    # Ours first, then those of the server for scripts that ours lack; read once.
    return typst.Fonts(include_system_fonts=True, font_paths=[str(FONTS)])


def pdf(template: str, data: dict[str, Any], day: date) -> bytes:
    """A template of ``course/print``, set with ``data``; tagged for screen readers (PDF/UA-1).

    Every text in ``data`` arrives as ``{"text": ..., "rtl": ...}`` wherever it stands. Where no
    font here has a character, the standard forbids to go on: then ``lacks`` is true, the template
    says so, and the character is an empty box.
    """
    try:
        return _made(template, {**data, "lacks": False}, day, ["ua-1"])
    except typst.TypstError:
        return _made(template, {**data, "lacks": True}, day, [])


def _made(template: str, data: dict[str, Any], day: date, standards: list[Any]) -> bytes:
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(_directed(data))},
        pdf_standards=standards,
        timestamp=int(datetime.combine(day, time(), UTC).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no single file")
    return made


def _directed(value: Any) -> Any:
    """The same data, each text with the direction it is read in."""
    if isinstance(value, str):
        return {"text": shown(value), "rtl": is_rtl(value)}
    if isinstance(value, dict):
        return {key: _directed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_directed(one) for one in value]
    return value


def is_rtl(text: str) -> bool:
    """Whether a text is read from right to left: by its first letter that has a direction."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def shown(text: str) -> str:
    """A text as it can stand on paper: control characters, which have no shape, as one sign."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        "\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in plain
    )
