"""T1 and T6 with everything else that is published: eight skills in both waves, which is growth,
their spread, and statements about the course.

Every label is a sum of what people gave, more or less what rounding hides, so that all pairs and
all linear combinations of labels are weighed together (a normal approximation of Bayes): the
attacker knows who is behind each figure and how everything that people give hangs together.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from course.cohort import labels, release, rules
from course.cohort.channels import Kind
from tests.privacy.proof import people
from tests.privacy.proof.scores import Score, of_posteriors
from tests.privacy.traces import WEEKS, Channel, ticks

EXACT = 1e-4  # the variance of what nothing hides
TARGET = 0


@dataclass
class Board:
    """What was on show of a course with people in rows: sums, whom of, how well they are known."""

    rows: np.ndarray
    columns: list[int] = field(default_factory=list)
    behind: list[np.ndarray] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)
    hidden: list[float] = field(default_factory=list)  # the variance of what rounding hides

    def show(self, column: int, who: Sequence[int], total: float, width: float) -> None:
        """A sum, known but for a ``width`` that rounding hides."""
        there = np.zeros(len(self.rows))
        there[list(who)] = 1
        self.columns.append(column)
        self.behind.append(there)
        self.sums.append(total)
        self.hidden.append(width**2 / 12 + EXACT)

    def average(self, column: int, who: Sequence[int], said: str) -> None:
        """A label of a mean; one at an end of the scale stands for what is beyond it too."""
        half, mean = float(labels.step_of(len(who))) / 2, float(said)
        low = 1.0 if labels.is_lowest(said) else mean - half
        high = 5.0 if labels.is_highest(said) else mean + half
        self.show(column, who, len(who) * (low + high) / 2, len(who) * (high - low))

    def bands(self, rated: int, who: Sequence[int], said: str) -> None:
        """A label of how ratings are spread."""
        half = 0.1 if len(who) < 200 else 0.05
        for column, percent in zip(people.band_columns(rated), labels.percents(said), strict=True):
            low = 0.0 if percent == labels.ENDS[0] else percent / 100 - half
            high = 1.0 if percent == labels.ENDS[1] else percent / 100 + half
            self.show(column, who, len(who) * (low + high) / 2, len(who) * (high - low))


def posterior(board: Board, known: Sequence[int]) -> list[float]:
    """How likely each rating of the target's first skill is, from everything on show at once."""
    if not board.sums:
        return list(people.blind())
    behind, columns = np.array(board.behind), np.array(board.columns)
    mean, spread = people.expected(None)
    unknown = behind.copy()
    unknown[:, [TARGET, *known]] = 0
    theirs = (behind[:, known] * board.rows[known][:, columns].T).sum(axis=1)
    rest = np.array(board.sums) - theirs - unknown.sum(axis=1) * mean[columns]
    cover = (unknown @ unknown.T) * spread[np.ix_(columns, columns)] + np.diag(board.hidden)
    mine, found = behind[:, TARGET], []
    for value, prior in enumerate(people.blind(), 1):
        its_mean, its_spread = people.expected(value)
        whole = cover + np.outer(mine, mine) * its_spread[np.ix_(columns, columns)]
        root = np.linalg.cholesky(whole)
        off = np.linalg.solve(root, rest - mine * its_mean[columns])
        found.append(np.log(prior) - off @ off / 2 - np.log(np.diag(root)).sum())
    likely = np.exp(np.array(found) - max(found))
    return [float(one) for one in likely / likely.sum()]


def on_live(rows: np.ndarray, helpers: int, least: int, rng: random.Random) -> Board:
    """Every skill's exact average before the course, right before the target rates and after."""
    board = Board(rows)
    others = [n for n in range(1 + helpers, len(rows)) if rng.random() < 0.85]
    before = others[: rng.randrange(len(others) + 1)]
    for who in (before, [TARGET, *range(1, 1 + helpers), *before]):
        if len(who) >= max(least, 1):
            for skill in range(people.SKILLS):
                board.show(skill, who, float(rows[who, skill].sum()), 0)
    return board


def on_ours(rows: np.ndarray, helpers: int, rng: random.Random) -> Board:
    """All that is published of a course, through the real planner.

    Before the course, the target rates between two ticks at which, accomplices apart, nobody does.
    """
    board, size = Board(rows), len(rows)
    together = [TARGET, *range(1, 1 + helpers)]
    before, after = ticks(size), ticks(size, WEEKS - 1)
    alone = rng.randrange(before)
    elsewhen = [tick for tick in range(before) if tick != alone] or [0]
    first = {n: rng.choice(elsewhen) for n in range(size) if rng.random() < 0.85}
    first |= dict.fromkeys(together, alone)
    later = {n: rng.randrange(after) for n in range(size) if rng.random() < 0.65}
    for column in range(people.RATED):
        is_before = column < people.SKILLS
        when, count = (first, before) if is_before else (later, after)
        kind = Kind.RATING if column < people.WAVES * people.SKILLS else Kind.EVALUATION
        _run(board, kind, column, when, count, rng)
    return board


def _run(
    board: Board, kind: Kind, column: int, when: dict[int, int], count: int, rng: random.Random
) -> None:
    """A channel from its first tick to its last, and its spread where there is one."""
    channel = Channel(kind, len(board.rows), rng)
    for tick in range(count):
        for who, moment in when.items():
            if moment == tick:
                channel.give(str(who), int(board.rows[who, column]))
        shown = channel.tick(closing=tick == count - 1)
        if shown.added:
            board.average(column, [int(one) for one in channel.released], shown.label)
    if kind is Kind.RATING:
        _spread(board, column, channel)


def _spread(board: Board, column: int, channel: Channel) -> None:
    people_there = len(channel.released)
    spread = Channel(Kind.DISTRIBUTION, channel.size, channel.rng)
    for who, value in channel.released.items():
        spread.give(who, value)
    shown = spread.tick(closing=True)
    if shown.added:
        assert people_there >= release.least(Kind.DISTRIBUTION, channel.size)
        board.bands(column, [int(one) for one in channel.released], shown.label)


def attack(board: str, size: int, helped: bool, trials: int, *, all_known: bool = False) -> Score:
    """The attacker's score on a board (``live``, ``five``, ``ours``)."""
    helpers = rules.accomplices(size) if helped else 0
    found = []
    for number in range(trials):
        rng = random.Random(f"joint {board} {size} {helped} {all_known} {number}")
        rows = people.everyone()[[rng.randrange(people.KNOWN) for _ in range(size)]]
        known = list(range(1, size if all_known else 1 + helpers))
        if board == "ours":
            shown = on_ours(rows, helpers, rng)
        else:
            shown = on_live(rows, helpers, {"live": 1, "five": 5}[board], rng)
        found.append((int(rows[TARGET, 0]) - 1, posterior(shown, known)))
    return of_posteriors(found)
