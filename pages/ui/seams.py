"""How the lessons of a course share the cracks of the bowl, and how that is said in words."""

from __future__ import annotations

from collections.abc import Sequence

SEAMS_IN_BOWL = 8


def fold(shares: Sequence[float]) -> list[float]:
    """The share of each crack: one crack a lesson, or a run of lessons where there are too many."""
    count = min(len(shares), SEAMS_IN_BOWL)
    runs: list[list[float]] = [[] for _ in range(count)]
    for index, share in enumerate(shares):
        runs[index * count // len(shares)].append(share)
    return [sum(run) / len(run) for run in runs]


def described(shares: Sequence[float], current: int | None) -> str:
    """What the picture of the bowl says, for those who do not see it."""
    mended = sum(share >= 1 for share in shares)
    count = min(len(shares), SEAMS_IN_BOWL)
    said = f"A bowl with {count} crack{'s' * (count != 1)}, "
    if len(shares) > SEAMS_IN_BOWL:
        said += f"for {len(shares)} lessons. Lessons mended with gold: {mended}."
    else:
        said += f"one for each lesson. Mended with gold: {mended}."
    return said if current is None else f"{said} Lesson {current + 1} is under way."
