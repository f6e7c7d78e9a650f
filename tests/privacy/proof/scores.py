"""What an attacker achieved, and attackers that learn from courses like the one they attack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

SURE = 0.95
SEEN_ENOUGH = 40  # what was seen more seldom is no ground to be sure

Looked = tuple[Sequence[Hashable], Sequence[float]]  # several views of a course, and numbers
Course = Callable[[str, int, bool], Looked]


@dataclass(frozen=True)
class Score:
    """Shares of trials in which the attacker was right, and in which they were sure."""

    right: float
    sure: float
    trials: int

    def __str__(self) -> str:
        return f"{self.right:.2f} ({self.sure:.3f})"


def of_posteriors(found: Iterable[tuple[int, Sequence[float]]]) -> Score:
    """From pairs of the true place and how likely each place is taken to be.

    Of places that are taken to be equally likely one is drawn.
    """
    right = sure = trials = 0.0
    for true, chances in found:
        best = [n for n, one in enumerate(chances) if one >= max(chances) - 1e-12]
        right += (true in best) / len(best)
        sure += max(chances) >= SURE
        trials += 1
    return Score(right / trials, sure / trials, int(trials))


class Seen:
    """How often each thing was seen when somebody did it, and when not."""

    def __init__(self) -> None:
        self.counts: tuple[Counter[Hashable], Counter[Hashable]] = (Counter(), Counter())

    def learn(self, seen: Hashable, *, did: bool) -> None:
        self.counts[did][seen] += 1

    def chance(self, seen: Hashable) -> float:
        """How likely it is that they did it; a half where nothing is known."""
        no, yes = (one[seen] for one in self.counts)
        return (yes + 0.5) / (yes + no + 1)

    def is_sure(self, seen: Hashable) -> bool:
        no, yes = (one[seen] for one in self.counts)
        return yes + no >= SEEN_ENOUGH and max(yes, no) / (yes + no) >= SURE


def learned(course: Course, learn: int, trials: int) -> Score:
    """The strongest of several attackers, who all saw ``learn`` courses of either kind.

    Each has a view of its own; one weighs numbers by a regression. Half of the courses teach them,
    the other half shows which is the strongest. Whoever of them is sure counts as sure.
    """
    there = [(*course("learn", n, did), did) for n in range(learn) for did in (False, True)]
    halves = there[: len(there) // 2], there[len(there) // 2 :]
    weights = _weights(halves[0])
    seen = [Seen() for _ in _views(there[0], weights)]
    for one in halves[0]:
        _learn(seen, one, weights)
    judged = [0.0] * len(seen)
    for one in halves[1]:
        for n, view in enumerate(_views(one, weights)):
            judged[n] += _right(seen[n].chance(view), did=one[2])
    for one in halves[1]:
        _learn(seen, one, weights)
    best = judged.index(max(judged))
    right = sure = 0.0
    for number in range(trials):
        did = number % 2 == 0
        views = _views((*course("try", number, did), did), weights)
        right += _right(seen[best].chance(views[best]), did=did)
        sure += any(one.is_sure(view) for one, view in zip(seen, views, strict=True))
    return Score(right / trials, sure / trials, trials)


_Course = tuple[Sequence[Hashable], Sequence[float], bool]


def _learn(seen: list[Seen], one: _Course, weights: np.ndarray) -> None:
    for view, found in zip(seen, _views(one, weights), strict=True):
        view.learn(found, did=one[2])


def _weights(courses: Sequence[_Course]) -> np.ndarray:
    """What each number is worth; nothing where there are none."""
    if not courses[0][1]:
        return np.zeros(0)
    rows = np.array([numbers for _, numbers, _ in courses])
    return logistic(rows, np.array([float(did) for *_, did in courses]))


def _views(one: _Course, weights: np.ndarray) -> list[Hashable]:
    """A course's views, with what the regression says of it, in steps of a fortieth, as one."""
    views, numbers, _ = one
    if not len(weights):
        return list(views)
    return [*views, round(40 * float(chances(np.array(numbers), weights)))]


def _right(chance: float, *, did: bool) -> float:
    return 0.5 if chance == 0.5 else float((chance > 0.5) == did)


def logistic(rows: np.ndarray, did: np.ndarray, pull: float = 3.0) -> np.ndarray:
    """Weights of a logistic regression, drawn to nothing by ``pull``; rows begin with a 1."""
    weights = np.zeros(rows.shape[1])
    keep = np.eye(rows.shape[1]) * pull
    for _ in range(12):
        chance = chances(rows, weights)
        slope = rows.T @ (did - chance) - pull * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + keep
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def chances(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What the regression says of each row."""
    said: np.ndarray = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
    return said
