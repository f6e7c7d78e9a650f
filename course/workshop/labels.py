"""The word a seat goes by. Chance alone chooses it, so that it says nothing of who came when."""

from __future__ import annotations

import secrets
from pathlib import Path

_SECOND, _FIRST = (
    tuple(part.split())
    for part in (Path(__file__).parent / "labels.txt").read_text(encoding="utf-8").split("\n\n")
)
TRIES = 40  # words at random until one is free


def new_label(capacity: int) -> str:
    """A word at random, or two where a run holds so many that single words would run short.

    How many words depends on the capacity alone: longer labels for later seats would tell.
    """
    word = secrets.choice(_SECOND)
    return word if 2 * capacity <= len(_SECOND) else f"{secrets.choice(_FIRST)} {word}"
