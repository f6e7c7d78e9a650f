"""What an attacker learns who knows nearly everything but one person's answer.

The attacker knows the roster, when each person contributed, who is behind each figure, the values
of accomplices, and how ratings are spread in general; every label is weighed exactly (Bayes). That
is more than any instructor has.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from course.cohort import labels, rules
from course.cohort.channels import Kind
from course.cohort.release import Outcome
from tests.privacy.traces import PRIOR, SIZES, Channel, rating, ticks

# 2000 in the long run: GOLDSEAM_TRIALS=2000 pytest tests/privacy
TRIALS = int(os.environ.get("GOLDSEAM_TRIALS", "600"))
RATINGS = (1, 2, 3, 4, 5)
TARGET = "target"
WITH_HELP = [(size, helped) for size in SIZES for helped in (False, True)]


@dataclass(frozen=True)
class Seen:
    """A published state: its label, how many unknown people it added, the sum of known values
    added, and whether the target was among them."""

    label: str
    people: int
    unknown: int
    known: int
    has_target: bool


@cache
def sums(people: int) -> np.ndarray:
    """How likely each sum of ``people`` unknown ratings is; index 0 is the sum 0."""
    if people == 0:
        return np.ones(1)
    one = np.array((0.0, *PRIOR))
    return np.convolve(sums(people - 1), one)


@cache
def fits(label: str, people: int) -> np.ndarray:
    """1 for each sum of ``people`` ratings that is said as ``label``, else 0."""
    return np.array(
        [
            float(people <= total and labels.rating(spread(total, people)) == label)
            for total in range(5 * people + 1)
        ]
    )


def spread(total: int, people: int) -> list[int]:
    """Some ratings with the given sum (only their average matters)."""
    low, more = divmod(total, people)
    return [low + 1] * more + [low] * (people - more)


def posterior(states: list[Seen]) -> list[float]:
    """How likely each rating of the target is, given every published label."""
    found = []
    for value, prior in zip(RATINGS, PRIOR, strict=True):
        likely = np.ones(1)
        for state in states:
            likely = np.convolve(likely, sums(state.unknown))
            shift = state.known + (value if state.has_target else 0)
            likely = np.concatenate([np.zeros(shift), likely])
            room = np.zeros(5 * state.people + 1)
            room[: len(likely)] = likely[: len(room)]
            likely = room * fits(state.label, state.people)
        found.append(prior * float(likely.sum()))
    total = sum(found)
    return [one / total for one in found]


def watch(
    size: int, helpers: int, rng: random.Random, *, all_known: bool = False
) -> tuple[int, list[Seen], bool]:
    """One course in which the target answers in a period when, accomplices apart, nobody does."""
    channel = Channel(Kind.RATING, size, rng)
    count = ticks(size)
    alone = rng.randrange(count)
    others = [f"p{n}" for n in range(size - 1 - helpers)]
    elsewhen = [tick for tick in range(count) if tick != alone] or [0]
    when = {p: rng.choice(elsewhen) for p in others if rng.random() < 0.85}
    mine = rating(rng)
    states: list[Seen] = []
    for tick in range(count):
        if tick == alone:
            channel.give(TARGET, mine)
            for n in range(helpers):
                channel.give(f"helper {n}", rng.choice(RATINGS))
        for who, moment in when.items():
            if moment == tick:
                channel.give(who, rating(rng))
        decision = channel.tick(closing=tick == count - 1)
        if decision.outcome is Outcome.PUBLISH:
            helping = [
                value
                for who, value in decision.added.items()
                if who != TARGET and (all_known or who.startswith("helper"))
            ]
            target = TARGET in decision.added
            states.append(
                Seen(
                    decision.label,
                    len(channel.released),
                    len(decision.added) - len(helping) - target,
                    sum(helping),
                    target,
                )
            )
    return mine, states, TARGET in channel.released


@pytest.mark.parametrize(("size", "helped"), WITH_HELP)
def test_one_persons_rating_stays_a_guess(size: int, helped: bool) -> None:
    helpers = rules.accomplices(size) if helped else 0
    right = sure = published = 0
    for trial in range(TRIALS):
        rng = random.Random(f"rating {size} {helped} {trial}")
        mine, states, inside = watch(size, helpers, rng)
        chances = posterior(states)
        right += RATINGS[chances.index(max(chances))] == mine
        sure += max(chances) >= 0.95
        published += inside
    assert published > 50  # the target was behind a figure often enough to be attacked
    assert right / TRIALS <= max(PRIOR) + 0.08
    assert sure == 0


@pytest.mark.parametrize("size", SIZES)
def test_even_knowing_everyone_else_leaves_doubt(size: int) -> None:
    right = sure = 0
    for trial in range(TRIALS):
        rng = random.Random(f"known {size} {trial}")
        mine, states, _ = watch(size, 0, rng, all_known=True)
        chances = posterior(states)
        right += RATINGS[chances.index(max(chances))] == mine
        sure += max(chances) >= 0.95
    assert right / TRIALS <= 0.60
    assert sure / TRIALS <= 0.10


def test_the_same_attacker_reads_every_rating_off_a_live_board() -> None:
    """The positive control: a mean and a count that follow every answer, hidden below five."""
    right = 0
    for trial in range(TRIALS):
        rng = random.Random(f"live {trial}")
        before = [rating(rng) for _ in range(rng.randrange(5, 12))]
        mine = rating(rng)
        board = [(len(v), sum(v) / len(v)) for v in (before, [*before, mine])]
        (n, mean), (m, later) = board
        right += round(m * later - n * mean) == mine
    assert right / TRIALS >= 0.95


def completed(size: int, helpers: int, did: bool, rng: random.Random) -> tuple[object, ...]:
    """All that is shown of a lesson that the target completes, or doesn't, in a known period."""
    channel = Channel(Kind.COMPLETION, size, rng)
    count = ticks(size)
    alone = rng.randrange(count)
    others = [f"p{n}" for n in range(size - 1 - helpers)]
    when = {p: rng.randrange(count) for p in others if rng.random() < 0.7}
    for tick in range(count):
        for who, moment in when.items():
            if moment == tick:
                channel.give(who, 1)
        if tick == alone:
            for n in range(helpers):
                channel.give(f"helper {n}", 1)
            if did:
                channel.give(TARGET, 1)
        channel.tick(closing=tick == count - 1)
    return (alone, *channel.shown())


@pytest.mark.parametrize(("size", "helped"), WITH_HELP)
def test_one_persons_completion_stays_a_guess(size: int, helped: bool) -> None:
    helpers = rules.accomplices(size) if helped else 0

    def course(name: str, trial: int, did: bool) -> tuple[object, ...]:
        return completed(size, helpers, did, random.Random(f"{name} {size} {helped} {trial} {did}"))

    learned = {
        did: Counter(course("learn", trial, did) for trial in range(4 * TRIALS))
        for did in (False, True)
    }
    right = 0.0
    sure = 0
    for trial in range(TRIALS):
        did = trial % 2 == 0
        shown = course("try", trial, did)
        yes, no = learned[True][shown], learned[False][shown]
        right += 0.5 if yes == no else float((yes > no) == did)
        # What was seen too seldom to be learned from is no ground to be sure.
        sure += yes + no >= 40 and max(yes, no) / (yes + no) >= 0.95
    assert right / TRIALS <= 0.60
    assert sure / TRIALS <= 0.005


def test_the_same_attacker_reads_completion_off_a_live_board() -> None:
    """The positive control: an exact count that follows every completion, hidden below five."""
    right = 0
    for trial in range(TRIALS):
        rng = random.Random(f"live count {trial}")
        before, did = rng.randrange(5, 12), rng.random() < 0.5
        shown = (before, before + did)
        right += (shown[1] > shown[0]) == did
    assert right / TRIALS >= 0.95
