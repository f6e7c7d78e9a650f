"""The planner of sealed batches: what one tick does to one channel. Pure.

A channel is ``<wave>/<kind>/<item>`` within a cohort. Its published state rests on a set of roster
learners, which grows by at least a batch at a time or stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from course.cohort import labels, rules
from course.cohort.channels import Kind


class Outcome(StrEnum):
    """What a tick does."""

    NOTHING = "nothing"  # too few are new
    WAIT = "wait"  # the coin says not now
    PUBLISH = "publish"


@dataclass(frozen=True)
class Decision:
    """What one tick does to one channel.

    ``added`` are the pids newly behind the figure, with their values; empty unless it publishes.
    ``coin_waits`` is the coin's answer, None where none was tossed.
    """

    outcome: Outcome
    coin_waits: bool | None = None
    added: Mapping[str, int] = field(default_factory=dict)
    label: str = ""
    group: str = ""


def decide(
    kind: Kind,
    pending: Mapping[str, int],
    released: Mapping[str, int],
    size: int,
    *,
    closing: bool,
    toss: Callable[[], bool],
) -> Decision:
    """What a tick does, given who contributed and is not behind the figure yet.

    ``pending`` and ``released`` are values by pid, of roster learners only; ``size`` is the
    roster's. ``toss`` answers whether to wait; it is asked at most once, and never whether a rating
    is high or low.
    """
    added = {pid: value for pid, value in pending.items() if pid not in released}
    if len(added) < rules.batch(size) or not _ever(kind, size):
        return Decision(Outcome.NOTHING)
    waits = toss() if size >= rules.COIN_FROM and not closing else None
    if waits:
        return Decision(Outcome.WAIT, coin_waits=True)
    label, group = _labels(kind, [*released.values(), *added.values()], size)
    return Decision(Outcome.PUBLISH, waits, added, label, group)


def _ever(kind: Kind, size: int) -> bool:
    if kind is Kind.COMPLETION:
        return rules.publishes_completion(size)
    return rules.publishes_ratings(size)


def _labels(kind: Kind, values: list[int], size: int) -> tuple[str, str]:
    if kind is Kind.COMPLETION:
        said = labels.completion(len(values), size)
        # The group says no more than the label itself, which is capped.
        return said, labels.group(min(len(values), rules.completion_cap(size)), size)
    return labels.rating(values), labels.group(len(values), size)
