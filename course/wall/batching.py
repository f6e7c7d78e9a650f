"""What one tick does to the texts that wait for it. Pure.

Texts go out all together or not at all: only when they come from at least a batch of different
people who were on a frozen roster. Who joined later, or teaches too, is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from course.cohort import rules
from course.wall.texts import COURSE, Post, Shared, pack, plain

Shuffle = Callable[[list["Waiting"]], None]


@dataclass(frozen=True)
class Waiting:
    """A text that waits, by its author's pid; ``on`` is the day it was shared."""

    pid: str
    on: date
    shared: Shared = field(repr=False)


@dataclass(frozen=True)
class Batch:
    """What a tick does: texts that go out in this order, that come back, and that wait on."""

    out: tuple[Waiting, ...] = ()
    back: tuple[Waiting, ...] = ()
    stay: tuple[Waiting, ...] = ()


def decide(
    waiting: Sequence[Waiting],
    counted: Collection[str],
    size: int,
    standing: Collection[str],
    *,
    day: date,
    closing: bool,
    shuffle: Shuffle,
) -> Batch:
    """What the tick of ``day`` does with what waits.

    ``size`` is the number of people on the rosters (0 when nothing may ever go out), ``counted``
    their pids, ``standing`` the keys of the pieces that can be answered. In whatever order texts
    are handed in, the same ``shuffle`` puts them into the same order.
    """
    texts = sorted(waiting, key=lambda one: (one.pid, pack(plain(one.shared))))
    lost = [one for one in texts if not _stands(one.shared, standing)]
    texts = [one for one in texts if one not in lost]
    due = [one for one in texts if one.on <= day]
    people = {one.pid for one in due} & set(counted)
    goes = size >= rules.NOTHING_BELOW and len(people) >= rules.batch(size)
    out = due if goes else []
    rest = [one for one in texts if one not in out]
    for group in (out, rest, lost):
        shuffle(group)
    if closing:
        return Batch(tuple(out), (*lost, *rest), ())
    return Batch(tuple(out), tuple(lost), tuple(rest))


def _stands(shared: Shared, standing: Collection[str]) -> bool:
    return isinstance(shared, Post) or shared.to.startswith(COURSE) or shared.to in standing
