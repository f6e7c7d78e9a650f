"""The planner of sealed batches: what one tick does to one channel. Pure.

A channel is ``<wave>/<kind>/<item>`` within a cohort or a pool. Its published state rests on a set
of roster learners, which grows by at least a batch at a time or stays as it is. The planner knows
how many people there are and, for a label, how many gave each value; never who.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial

from course.cohort import labels, rules
from course.cohort.channels import Kind
from course.cohort.labels import Tally
from course.cohort.measures import Measure


class Outcome(StrEnum):
    """What a tick does."""

    NOTHING = "nothing"  # too few are new
    WAIT = "wait"  # the coin says not now
    PUBLISH = "publish"


@dataclass(frozen=True)
class Decision:
    """What one tick does to one channel. ``coin_waits`` is None where no coin was tossed."""

    outcome: Outcome
    coin_waits: bool | None = None


@dataclass(frozen=True)
class Said:
    """A finished label, and how many stand behind it in words."""

    label: str
    group: str


NOTHING = Decision(Outcome.NOTHING)


class Coins:
    """The coins of one date's ticks: one for all that goes with completing a lesson.

    The same people are behind all of it. With a coin each, a dozen figures would tell between them
    whether enough people are there, whatever one coin hides. What comes back is done later, by
    others, and has a coin of its own.
    """

    def __init__(self, toss: Callable[[], bool]) -> None:
        self._toss = toss
        self._tossed: dict[tuple[str, bool], bool] = {}

    def of(self, one: Measure) -> Callable[[], bool]:
        """Whether to wait with a channel; tossed when it is first asked."""
        return partial(self._waits, (one.lesson.id, one.kind is Kind.RETURNS))

    def _waits(self, key: tuple[str, bool]) -> bool:
        if key not in self._tossed:
            self._tossed[key] = self._toss()
        return self._tossed[key]


# Published once and never again; the others grow by batches.
ONCE = frozenset({Kind.ATTEMPTS, Kind.CHECK, Kind.PROGRESS, Kind.DISTRIBUTION})
AT_CLOSE = frozenset({Kind.CHECK, Kind.PROGRESS, Kind.DISTRIBUTION})
# These say more of exactly the people behind another figure, and come with it or never.
BESIDE = {Kind.DISTRIBUTION: Kind.RATING, Kind.ATTEMPTS: Kind.COMPLETION}
_COMPLETIONS = frozenset({Kind.COMPLETION, Kind.RETURNS, Kind.ATTEMPTS})


@lru_cache(maxsize=4096)
def least(kind: Kind, size: int) -> int:
    """How many people a figure of this kind needs to come, from a roster of ``size``."""
    step = rules.batch(size)
    match kind:
        case Kind.ATTEMPTS:
            # No other number than completion says, so that its coming says nothing besides.
            return -(-rules.ITEM_FROM // step) * step
        case Kind.CHECK:
            return max(step, rules.ITEM_FROM)
        case Kind.DISTRIBUTION:
            return rules.SPREAD_FROM
        case _:
            return step


def decide(
    kind: Kind,
    new: int,
    states: int,
    size: int,
    *,
    closing: bool,
    toss: Callable[[], bool],
) -> Decision:
    """What a tick does, given how many roster learners are ``new``: not behind the figure yet.

    ``states`` is how many published states the channel has had; ``size`` is the roster's. ``toss``
    answers whether to wait; it is asked at most once. Nothing here depends on anybody's value.
    """
    if not publishes(kind, size) or new < least(kind, size):
        return NOTHING
    if (kind in ONCE and states) or (kind in AT_CLOSE and not closing):
        return NOTHING
    tosses = size >= rules.COIN_FROM and not closing and kind not in BESIDE
    waits = toss() if tosses else None
    return Decision(Outcome.WAIT if waits else Outcome.PUBLISH, waits)


@lru_cache(maxsize=4096)
def publishes(kind: Kind, size: int) -> bool:
    """Whether a roster of this size ever has a figure of this kind published.

    A figure that needs twelve people says that there are twelve, and as with completion at least
    five of the roster must be left who may not be among them. In a smaller group than fifty overall
    progress would say too much of somebody who completes either everything or nothing.
    """
    match kind:
        case Kind.COMPLETION | Kind.RETURNS:
            return rules.publishes_completion(size)
        case Kind.RATING | Kind.EVALUATION:
            return rules.publishes_ratings(size)
        case Kind.PROGRESS:
            return size >= rules.PROGRESS_FROM
        case Kind.ATTEMPTS | Kind.CHECK | Kind.DISTRIBUTION:
            return size - rules.UNKNOWN >= least(kind, size)


def say(one: Measure, tally: Tally, size: int, lessons: int) -> Said | None:
    """The label of a channel's people, by how many gave each value; None where nothing is said.

    ``size`` is the roster's, ``lessons`` how many the course has.
    """
    people = sum(tally.values())
    if people < (rules.ITEM_FROM if one.kind is Kind.ATTEMPTS else rules.batch(size)):
        return None  # somebody was erased meanwhile
    label: str | None
    match one.kind:
        case Kind.COMPLETION | Kind.RETURNS:
            label = labels.completion(people, size)
        case Kind.RATING | Kind.EVALUATION:
            label = labels.rating_of(tally)
        case Kind.DISTRIBUTION:
            label = labels.spread(tally)
        case Kind.PROGRESS:
            label = labels.progress(tally, lessons)
        case Kind.ATTEMPTS:
            label = labels.tries(tally, one.planned)
        case Kind.CHECK:
            label = labels.wrong_choice(tally, one.choices, one.right)
    if one.kind in _COMPLETIONS:
        # The group says no more than completion itself, which is capped.
        people = min(people, rules.completion_cap(size))
    return None if label is None else Said(label, labels.group(people, size))
