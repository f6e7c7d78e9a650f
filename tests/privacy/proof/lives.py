"""Invented people on their way through a course, and what is published of one of its lessons.

The target completes the lesson, or doesn't, on a day on which, accomplices apart, nobody does; they
completed all lessons before it and none after it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial

import numpy as np

from course.cohort import calendar
from course.cohort.channels import Kind
from course.cohort.release import Outcome, decide, say
from tests.privacy.traces import LESSONS, MEASURES, START, WEEKS

DAYS = 7 * WEEKS
# What lessons of the course that comes with Goldseam ask besides, by their place.
RATED = {0: 8 * (Kind.RATING,), 7: 8 * (Kind.RATING,) + 4 * (Kind.EVALUATION,)}
WRONG = (0.2, 0.35, 0.4, 0.45, 0.6)  # how likely a wrong choice is, by question
NEVER = 10**6
State = tuple[Counter[int], str, str]  # who is behind a figure, by value; what it says, of whom
Given = Sequence[tuple[int, int]]
_NOTHING: State = (Counter(), "", "")
# Of a hundred, 95 complete the first lesson and 54 the last.
_STAYS = 0.95  # how likely somebody goes on to the next lesson
_EACH_DAY = 0.25  # how likely they complete it on any day, once they may
_BACK = 0.5  # how likely somebody does the practice that comes back, two weeks later


@dataclass(frozen=True)
class Life:
    """Days on which each of the others completed each lesson; ``lesson`` counts from 0."""

    size: int
    helpers: int
    lesson: int
    alone: int
    did: bool
    others: np.ndarray  # people x lessons
    rng: random.Random
    seed: int

    def waits(self, coin: str, day: int) -> bool:
        """Whether whoever tosses that coin waits on a day."""
        return random.Random(f"{self.seed} {coin} {day}").random() < 0.5

    def days(self, lesson: int) -> list[int]:
        """The days on which that lesson was completed, by everybody."""
        found = [int(day) for day in self.others[:, lesson] if day < DAYS]
        if lesson == self.lesson:
            return found + [self.alone] * (self.helpers + self.did)
        if lesson < self.lesson:
            found += [min(7 * lesson, self.alone)] * (self.helpers + 1)
        return found


def opens(lesson: int) -> int:
    """The day on which a lesson opens: one a week."""
    return 7 * lesson


def live(
    size: int,
    helpers: int,
    did: bool,
    rng: random.Random,
    lessons: Sequence[int] = range(LESSONS),
) -> Life:
    """One course, of which one of the ``lessons`` is attacked; nothing of it but what the target
    does depends on ``did``."""
    numbers = np.random.default_rng(rng.getrandbits(64))
    lesson = rng.choice(lessons)
    alone = rng.randrange(opens(lesson), DAYS)
    people = size - 1 - helpers
    stays = np.cumprod(numbers.random((people, LESSONS)) < _STAYS, axis=1) == 1
    waits = numbers.geometric(_EACH_DAY, (people, LESSONS)) - 1
    days = np.empty((people, LESSONS), dtype=int)
    before = np.zeros(people, dtype=int)
    for one in range(LESSONS):
        before = days[:, one] = np.maximum(before, opens(one)) + waits[:, one]
    days[~stays] = NEVER
    days[:, lesson] += days[:, lesson] == alone  # nobody else does on that day
    return Life(size, helpers, lesson, alone, did, days, rng, rng.getrandbits(64))


@cache
def tick_days(size: int, lesson: int) -> tuple[int, ...]:
    """The days of a lesson's ticks, counted from the first day."""
    day = START + timedelta(days=opens(lesson))
    dates = calendar.tick_dates(START, WEEKS, START + timedelta(days=7), size, day)
    return tuple((one - START).days for one in dates)


@dataclass(frozen=True)
class Shown:
    """What a channel showed from each of its ticks on; empty for nothing."""

    days: tuple[int, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    behind: tuple[int, ...]  # which nobody sees

    def at(self, day: int) -> str:
        """What it showed at the end of a day."""
        past = [label for when, label in zip(self.days, self.labels, strict=True) if when <= day]
        return past[-1] if past else ""

    def next_day(self, day: int) -> int:
        """The first tick that a contribution of that day can be behind; the last for none."""
        return min((one for one in self.days if one >= day), default=self.days[-1])


def publish(life: Life, kind: Kind, given: Given, days: tuple[int, ...], coin: str) -> Shown:
    """Run a channel through the real planner; ``given`` are days and values.

    Channels that name the same ``coin`` wait at the same ticks.
    """
    left, waiting = sorted(given, reverse=True), Counter[int]()
    states = [_NOTHING]
    published = 0
    for day in days:
        while left and left[-1][0] <= day:
            waiting[left.pop()[1]] += 1
        decision = decide(
            kind,
            waiting.total(),
            published,
            life.size,
            closing=day == days[-1],
            toss=partial(life.waits, coin, day),
        )
        states.append(states[-1])
        if decision.outcome is Outcome.PUBLISH:
            states[-1] = (states[-2][0] + waiting, *_said(life, kind, states[-2][0] + waiting))
            waiting, published = Counter(), published + 1
    return _shown(days, states[1:])


def beside(life: Life, own: Shown) -> Shown:
    """How many tries the lesson took, which is said of those behind its completion, once."""
    states = [_NOTHING]
    for people in own.behind:
        states.append(states[-1])
        decision = decide(
            Kind.ATTEMPTS, people, int(states[-1] != _NOTHING), life.size, closing=False, toss=bool
        )
        if decision.outcome is Outcome.PUBLISH:
            tally = Counter(life.rng.randrange(1, 5) for _ in range(people))
            states[-1] = (tally, *_said(life, Kind.ATTEMPTS, tally))
    return _shown(own.days, states[1:])


def _said(life: Life, kind: Kind, tally: Counter[int]) -> tuple[str, str]:
    said = say(MEASURES[kind], tally, life.size, LESSONS)
    return (said.label, said.group) if said else ("", "")


def _shown(days: tuple[int, ...], states: Sequence[State]) -> Shown:
    people, labels, groups = zip(*states, strict=True)
    return Shown(days, labels, groups, tuple(tally.total() for tally in people))


def completion(life: Life, lesson: int) -> Shown:
    """What is said of who completed a lesson."""
    given = [(day, 1) for day in life.days(lesson)]
    return publish(life, Kind.COMPLETION, given, tick_days(life.size, lesson), _coin(lesson))


def _coin(lesson: int) -> str:
    """One coin for all that rests on whoever completed a lesson, as ticks toss it."""
    return f"lesson {lesson}"


@dataclass(frozen=True)
class Around:
    """Everything else that rests on whoever completed the lesson."""

    same: tuple[Shown, ...]  # ratings of every skill, and a statement: the same people each
    once: tuple[Shown, ...]  # tries, and the questions of its check
    returns: Shown
    progress: Shown


def around(life: Life, own: Shown) -> Around:
    """All other figures of the lesson, whose completion is ``own``; and overall progress."""
    rng, days, size = life.rng, life.days(life.lesson), life.size
    ticks = tick_days(size, life.lesson)
    rated = [
        publish(life, kind, [(day, rng.randrange(1, 6)) for day in days], ticks, _coin(life.lesson))
        for kind in RATED.get(life.lesson, ())
    ]
    asked = [
        publish(life, Kind.CHECK, [(day, int(rng.random() < wrong)) for day in days], (DAYS,), "")
        for wrong in WRONG
    ]
    back = [(day + 14, 1) for day in days if rng.random() < _BACK and day + 14 < DAYS]
    reached = [int(n) for n in (life.others < DAYS).sum(axis=1)]
    reached += [life.lesson + 1] * life.helpers + [life.lesson + life.did]
    return Around(
        tuple(rated),
        (beside(life, own), *asked),
        publish(life, Kind.RETURNS, back, ticks, f"returns {life.lesson}"),
        publish(life, Kind.PROGRESS, [(0, n) for n in reached], (DAYS,), ""),
    )
