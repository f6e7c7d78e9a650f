"""What is amiss in a content file: where, in which field, and one sentence on putting it right."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing to put right. ``line`` counts from 1 in ``file``; ``rule`` names what found it.

    A warning is printed like any other, and lets the check pass.
    """

    file: str
    line: int
    field: str
    sentence: str
    rule: str
    warning: bool = False

    def __str__(self) -> str:
        level = ", warning" if self.warning else ""
        return f"{self.file}:{self.line}: {self.field}: {self.sentence} ({self.rule}{level})"


@dataclass(frozen=True)
class Spot:
    """The lines of a file from which a value was read, counted from 1, both ends included."""

    start: int
    end: int


def dotted(path: Path) -> str:
    """A path as authors read it: ``("poor", 0, "why")`` is ``poor[0].why``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
