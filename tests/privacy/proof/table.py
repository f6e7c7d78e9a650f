"""The attackers' table: ``python -m tests.privacy.proof.table`` prints it, as it is in the README.

Each field says in what share of trials the attacker was right and, in brackets, sure: by 95% or
more.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from course.cohort import rules
from tests.privacy.proof import completing, joint, progress, rating
from tests.privacy.proof.scores import Score
from tests.privacy.traces import WHOLE

TRIALS, LARGE_TRIALS = 2_000, 600  # the fewer from LARGE people on
LARGE = 500


class Attack(Protocol):
    """Tries so many times at a size."""

    def __call__(self, *, size: int, trials: int) -> Score: ...


@dataclass(frozen=True)
class Bar:
    """What a score must be: at least so often right, or at most so often right and sure."""

    least: float = 0.0
    most: float = 1.0
    sure: float = 1.0
    more_when_large: float = 0.0

    def holds(self, score: Score, size: int) -> bool:
        """Whether a score at this size is as it must be."""
        most = self.most + (self.more_when_large if size >= LARGE else 0)
        return self.least <= score.right <= most and score.sure <= self.sure


STRONG = Bar(least=0.95)  # T0
GUESS = Bar(most=rating.BLIND + 0.08, sure=0, more_when_large=0.02)  # T1
GUARD = Bar(most=0.60, sure=0.10)  # T2
DONE = Bar(most=0.60, sure=0.005)  # T3
SHOWN = Bar()  # for comparison


@dataclass(frozen=True)
class Row:
    """One attacker on one board. ``tests`` are numbers of the design's list."""

    tests: str
    board: str
    attack: Attack
    bar: Bar
    least_size: int = 0


def _one_rating(
    board: str, helped: bool, *, size: int, trials: int, all_known: bool = False
) -> Score:
    return rating.attack(board, size, helped, trials, all_known=all_known)[0]


def _all_ratings(board: str, helped: bool, *, size: int, trials: int) -> Score:
    return joint.attack(board, size, helped, trials)


def _completion(board: str, helped: bool, *, size: int, trials: int) -> Score:
    return completing.attack(board, size, helped, trials)


def _all_or_nothing(helped: bool, *, size: int, trials: int) -> Score:
    return progress.attack(size, helped, trials)


_EVERYTHING = "Goldseam: all that is published"
_HELP = ", with accomplices"
RATING = (
    Row("T0", "live figures", partial(_one_rating, "live", False), STRONG),
    Row("T0", "live figures, all eight skills", partial(_all_ratings, "live", False), STRONG),
    Row("", "live figures, from five answers on", partial(_one_rating, "five", False), SHOWN),
    Row("T1", "Goldseam: that figure", partial(_one_rating, "ours", False), GUESS),
    Row("T1", f"Goldseam: that figure{_HELP}", partial(_one_rating, "ours", True), GUESS),
    Row("T1, T6", _EVERYTHING, partial(_all_ratings, "ours", False), GUESS),
    Row("T1, T6", f"{_EVERYTHING}{_HELP}", partial(_all_ratings, "ours", True), GUESS),
    Row(
        "T2",
        "Goldseam: everybody else’s rating known",
        partial(_one_rating, "ours", False, all_known=True),
        GUARD,
    ),
)
COMPLETION = (
    Row("T0", "live figures", partial(_completion, "live", False), STRONG),
    Row("", "live figures, from five answers on", partial(_completion, "five", False), SHOWN),
    Row("T3", "Goldseam: that figure", partial(_completion, "ours", False), DONE),
    Row("T3", f"Goldseam: that figure{_HELP}", partial(_completion, "ours", True), DONE),
    Row("T3", _EVERYTHING, partial(_completion, "everything", False), DONE),
    Row("T3", f"{_EVERYTHING}{_HELP}", partial(_completion, "everything", True), DONE),
    Row(
        "",
        "Goldseam: of the lessons that ask for ratings",
        partial(_completion, "rated", False),
        SHOWN,
    ),
    Row(
        "T3",
        f"Goldseam: of somebody who does all or nothing{_HELP}",
        partial(_all_or_nothing, True),
        DONE,
        rules.PROGRESS_FROM,
    ),
)
PARTS = {
    f"One person's rating (a blind guess is right in {rating.BLIND:.2f})": RATING,
    "Whether one person completed a lesson (a blind guess is right in 0.50)": COMPLETION,
}


def score(row: Row, size: int) -> Score | None:
    """A row's whole score at a size; None where there is nothing to attack."""
    if size < row.least_size:
        return None
    return row.attack(size=size, trials=LARGE_TRIALS if size >= LARGE else TRIALS)


def lines(found: dict[tuple[str, int, int], Score | None]) -> Iterator[str]:
    """The table as text."""
    for part, rows in PARTS.items():
        yield f"| {part} | " + " | ".join(f"n = {size}" for size in WHOLE) + " | |"
        yield "|---|" + "---|" * (len(WHOLE) + 1)
        for number, row in enumerate(rows):
            scores = [(size, found[part, number, size]) for size in WHOLE]
            held = all(one is None or row.bar.holds(one, size) for size, one in scores)
            bar = f"{row.tests} {'met' if held else 'MISSED'}" if row.tests else ""
            fields = " | ".join("none" if one is None else str(one) for _, one in scores)
            yield f"| {row.board} | {fields} | {bar} |"
        yield ""


def main() -> int:
    """Print the whole table; 1 when a bar is missed."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    began = time.monotonic()
    places = [
        (part, number, size)
        for part, rows in PARTS.items()
        for size in reversed(WHOLE)
        for number in range(len(rows))
    ]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        asked = {
            (part, number, size): pool.submit(score, PARTS[part][number], size)
            for part, number, size in places
        }
        found = {}
        for place, one in asked.items():
            found[place] = one.result()
            print(*place, found[place], file=sys.stderr, flush=True)
    print(*lines(found), sep="\n")
    minutes = (time.monotonic() - began) / 60
    print(f"{TRIALS:,} trials a field, {LARGE_TRIALS} at {LARGE}; {minutes:.0f} minutes.")
    return int(
        any(
            one is not None and not PARTS[part][number].bar.holds(one, size)
            for (part, number, size), one in found.items()
        )
    )


if __name__ == "__main__":
    sys.exit(main())
