"""Which characters our printed pages can draw, and what stands for one that they can't.

The fonts beside this file cover the scripts most people write in, symbols, and emoji in one colour.
Chinese and Japanese share one face, drawn after Chinese habits. Scripts that are no longer in daily
use, the rarer Chinese characters (beyond the first two blocks) and most characters that came to
Unicode after 2020 are not there.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
COVERAGE = FONTS / "coverage.txt"  # written by tests/paper_fonts.py: a font a line, hex stretches

TAB = " " * 4
_NEVER = {"Cc", "Cs", "Co", "Cn"}
_MARK_OF_ORDER = "\ufeff"  # forbidden in an accessible PDF
# Joiners, variation selectors, directions, tags: they change what stands beside them.
_INVISIBLE = (
    (0xAD, 0xAD),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),
    (0xE0001, 0xE007F),
    (0xE0100, 0xE01EF),
)

Font = tuple[list[int], list[int]]


def printable(text: str) -> str:
    """The text, each character that can't be drawn as its number: never an empty box."""
    return text if text.isascii() and text.isprintable() else "".join(_shown(_lines(text)))


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that can't be printed, each once, in order."""
    pairs = zip(_lines(text), _shown(_lines(text)), strict=True)
    return tuple(dict.fromkeys(given for given, shown in pairs if shown == _number(given)))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shown(text: str) -> Iterator[str]:
    # A mark is drawn by the font of what it stands on, so some one font must hold both.
    holding: frozenset[int] = frozenset()
    for character in text:
        if character in "\n\t":
            holding = frozenset()
            yield TAB if character == "\t" else character
        elif any(low <= ord(character) <= high for low, high in _INVISIBLE):
            yield character
        else:
            stands_on = unicodedata.category(character).startswith("M")
            able = _fonts_with(character)
            able = able & holding if stands_on else able
            yield character if able else _number(character)
            holding = able or _fonts_with("]")


def _number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=4096)
def _fonts_with(character: str) -> frozenset[int]:
    if unicodedata.category(character) in _NEVER or character == _MARK_OF_ORDER:
        return frozenset()
    return frozenset(n for n, font in enumerate(_fonts()) if _has(font, ord(character)))


def _has(font: Font, code: int) -> bool:
    firsts, lasts = font
    at = bisect_right(firsts, code) - 1
    return at >= 0 and code <= lasts[at]


@lru_cache(maxsize=1)
def _fonts() -> tuple[Font, ...]:
    found = []
    for line in COVERAGE.read_text(encoding="ascii").splitlines():
        pairs = [stretch.split("-") for stretch in line.split()[1:]]
        found.append(([int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]))
    return tuple(found)
