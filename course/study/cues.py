"""Finding where a word begins, fast: a plain search first, so that patterns run only there."""

from __future__ import annotations

from collections.abc import Iterator

# Letter for letter, so that positions stay those of the text (str.lower may change its length).
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {
    ord("\u2019"): "'",
    ord("\u2018"): "'",
    ord("\n"): " ",
    ord("\t"): " ",
    ord("\u00a0"): " ",
}


def plain(text: str) -> str:
    """``text`` in small letters, with plain apostrophes and spaces; every position stays."""
    return text.translate(_LOWER)


def places(text: str, cue: str) -> Iterator[int]:
    """Where ``cue`` stands in ``text``."""
    at = text.find(cue)
    while at != -1:
        yield at
        at = text.find(cue, at + 1)


def word_starts(lower: str, cue: str) -> Iterator[int]:
    """Where ``cue`` stands in ``lower`` at the beginning of a word."""
    return (at for at in places(lower, cue) if at == 0 or not lower[at - 1].isalnum())
