"""T1 and T2: one person's rating, read from one channel by weighing every label exactly (Bayes).

The target answers when, accomplices apart, nobody does: on a live board between two looks at it, on
ours even between two ticks.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np

from course.cohort import labels, rules
from course.cohort.channels import Kind
from course.cohort.release import Outcome
from tests.privacy.proof.scores import Score, of_posteriors
from tests.privacy.traces import PRIOR, WEEKS, Channel, rating, ticks

RATINGS = (1, 2, 3, 4, 5)
BLIND = max(PRIOR)
TARGET = "target"
DAYS = 7 * WEEKS


@dataclass(frozen=True)
class State:
    """What was on show: a label, or the exact total where it was that of a live board.

    ``unknown`` is how many people with unknown ratings it added, ``known`` the sum of the known
    ratings it added, and ``has_target`` whether it added the target's.
    """

    said: str | int
    people: int
    unknown: int
    known: int
    has_target: bool


@dataclass(frozen=True)
class Trial:
    """The target's rating, and what was on show, oldest first."""

    mine: int
    states: tuple[State, ...]

    @property
    def is_in(self) -> bool:
        """Whether the target was behind anything at all."""
        return any(state.has_target for state in self.states)


@cache
def sums(people: int) -> np.ndarray:
    """How likely each sum of ``people`` unknown ratings is; index 0 is the sum 0."""
    if people == 0:
        return np.ones(1)
    found: np.ndarray = np.convolve(sums(people - 1), np.array((0.0, *PRIOR)))
    return found


@cache
def _labels(people: int) -> list[str]:
    """How each sum of ``people`` ratings is said; only their average matters."""
    said = []
    for total in range(5 * people + 1):
        low, more = divmod(total, people)
        said.append(labels.rating_of({low: people - more, low + 1: more}))
    return said


@cache
def fits(said: str | int, people: int) -> np.ndarray:
    """1 for each sum of ``people`` ratings that is said so, else 0."""
    if isinstance(said, int):
        return np.array([float(total == said) for total in range(5 * people + 1)])
    return np.array([float(one == said) for one in _labels(people)])


def posterior(states: tuple[State, ...]) -> list[float]:
    """How likely each rating of the target is, given everything that was on show."""
    rows = [np.ones(1)] * len(RATINGS)
    for state in states:
        fit = fits(state.said, state.people)
        grown = {id(row): np.convolve(row, sums(state.unknown)) for row in rows}
        rows = [grown[id(row)] for row in rows]
        shifts = [state.known + (value if state.has_target else 0) for value in RATINGS]
        if not state.has_target and rows[0] is rows[-1]:
            rows = [_placed(rows[0], state.known, fit)] * len(RATINGS)
        else:
            rows = [_placed(row, shift, fit) for row, shift in zip(rows, shifts, strict=True)]
    found = [prior * float(row.sum()) for prior, row in zip(PRIOR, rows, strict=True)]
    total = sum(found)
    return [one / total for one in found]


def _placed(row: np.ndarray, shift: int, fit: np.ndarray) -> np.ndarray:
    room = np.zeros(len(fit))
    end = min(shift + len(row), len(room))
    room[shift:end] = row[: end - shift]
    placed: np.ndarray = room * fit
    return placed


def on_ours(size: int, helpers: int, rng: random.Random, *, all_known: bool = False) -> Trial:
    """One course's channel, of a lesson that opens in some week, through the real planner."""
    channel = Channel(Kind.RATING, size, rng)
    count = ticks(size, rng.randrange(WEEKS))
    alone = rng.randrange(count)
    elsewhen = [tick for tick in range(count) if tick != alone] or [0]
    when = {f"p{n}": rng.choice(elsewhen) for n in _answering(size - 1 - helpers, rng)}
    mine = rating(rng)
    states = []
    for tick in range(count):
        if tick == alone:
            channel.give(TARGET, mine)
            for n in range(helpers):
                channel.give(f"helper {n}", rng.choice(RATINGS))
        for who, moment in when.items():
            if moment == tick:
                channel.give(who, rating(rng))
        moment_now = channel.tick(closing=tick == count - 1)
        if moment_now.outcome is Outcome.PUBLISH:
            known = [
                value
                for who, value in moment_now.added.items()
                if who != TARGET and (all_known or who.startswith("helper"))
            ]
            is_in = TARGET in moment_now.added
            unknown = len(moment_now.added) - len(known) - is_in
            people = len(channel.released)
            states.append(State(moment_now.label, people, unknown, sum(known), is_in))
    return Trial(mine, tuple(states))


def _answering(people: int, rng: random.Random) -> list[int]:
    return [n for n in range(people) if rng.random() < 0.85]


def on_live(
    size: int, helpers: int, rng: random.Random, *, least: int, all_known: bool = False
) -> Trial:
    """A board that shows how many answered and their exact average at every moment, once ``least``
    have; looked at before and after the target answers, and until it shows something."""
    alone = rng.randrange(DAYS)
    others = _answering(size - 1 - helpers, rng)
    when = Counter(rng.choice([day for day in range(DAYS) if day != alone]) for _ in others)
    mine = rating(rng)
    helping = [rng.choice(RATINGS) for _ in range(helpers)]
    looks = [(False, sum(count for day, count in when.items() if day < alone))]
    after = looks[0][1] + 1 + helpers
    looks.append((True, after))
    for day in range(alone + 1, DAYS):
        after += when[day]
        looks.append((True, after))
    shown = [(is_in, people) for is_in, people in looks if people >= least]
    first = [one for one in shown if not one[0]] + [one for one in shown if one[0]][:1]
    states: list[State] = []
    total = counted = 0
    for is_in, people in first:
        fresh = is_in and not any(state.has_target for state in states)
        given = [rating(rng) for _ in range(people - counted - (1 + helpers) * fresh)]
        known = (sum(helping) if fresh else 0) + (sum(given) if all_known else 0)
        total += sum(given) + (mine + sum(helping) if fresh else 0)
        states.append(State(total, people, 0 if all_known else len(given), known, fresh))
        counted = people
    return Trial(mine, tuple(states))


def attack(
    board: str, size: int, helped: bool, trials: int, *, all_known: bool = False
) -> tuple[Score, int]:
    """The attacker's score on a board (``live``, ``five``, ``ours``), and in how many trials the
    target was behind something."""
    helpers = rules.accomplices(size) if helped else 0
    found = []
    for number in range(trials):
        rng = random.Random(f"rating {board} {size} {helped} {all_known} {number}")
        if board == "ours":
            found.append(on_ours(size, helpers, rng, all_known=all_known))
        else:
            least = {"live": 1, "five": 5}[board]
            found.append(on_live(size, helpers, rng, least=least, all_known=all_known))
    score = of_posteriors((trial.mine - 1, posterior(trial.states)) for trial in found)
    return score, sum(trial.is_in for trial in found)
