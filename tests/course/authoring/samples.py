"""A small good course, and copies of it made bad in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

GOOD = Path(__file__).parent / "good"
LESSON = "lessons/01-begin.md"


def good_lesson() -> str:
    """The good lesson's text."""
    return (GOOD / LESSON).read_text()


def course(folder: Path) -> Path:
    """A copy of the good course that may be spoiled."""
    return Path(shutil.copytree(GOOD, folder / "course"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in a file."""
    path = folder / file
    text = path.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new))


def line_of(folder: Path, file: str, words: str) -> int:
    """The line of a file on which ``words`` first begin, from 1."""
    text = (folder / file).read_text()
    return text.count("\n", 0, text.index(words)) + 1
