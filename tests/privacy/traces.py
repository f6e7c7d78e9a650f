"""Invented courses of events, run through the real planner."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from course.cohort import calendar, measures, release
from course.cohort.channels import Kind
from course.cohort.release import Outcome, decide, say
from tests.content import small_catalogue

SIZES = (8, 12, 25, 60)
WHOLE = (*SIZES, 500)
WEEKS = 8
PRIOR = (0.10, 0.20, 0.35, 0.25, 0.10)  # of ratings 1 to 5; the blind guess is right in .35
MEASURES = {one.kind: one for one in measures.of_course(small_catalogue())}
LESSONS = 8
START = date(2026, 9, 7)


def ticks(size: int, opens: int = 0) -> int:
    """How many ticks a channel has that opens so many weeks after the first day."""
    freeze = START + timedelta(days=7)
    day = START + timedelta(days=7 * opens)
    return len(calendar.tick_dates(START, WEEKS, freeze, size, day))


def rating(rng: random.Random) -> int:
    """A rating drawn from the prior."""
    return rng.choices((1, 2, 3, 4, 5), PRIOR)[0]


@dataclass(frozen=True)
class Moment:
    """What one tick did: who came to be behind the figure, and what it then said."""

    outcome: Outcome
    coin_waits: bool | None
    added: Mapping[str, int]
    label: str = ""
    group: str = ""


@dataclass
class Channel:
    """One channel's life: who waits, who is behind the figure, and every tick."""

    kind: Kind
    size: int
    rng: random.Random
    pending: dict[str, int] = field(default_factory=dict)
    released: dict[str, int] = field(default_factory=dict)
    decisions: list[Moment] = field(default_factory=list)
    states: list[frozenset[str]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def give(self, pid: str, value: int) -> None:
        """A contribution, or an edit of one that waits."""
        if pid not in self.released and pid not in self.gone:
            self.pending[pid] = value

    def erase(self, pid: str) -> None:
        """Somebody's rows are gone; what stands behind figures stays, under no one's name."""
        self.gone.add(pid)
        self.pending.pop(pid, None)
        if pid in self.released:
            self.released[f"once {pid}"] = self.released.pop(pid)

    def tick(self, *, closing: bool) -> Moment:
        """Decide, and move whoever was released."""
        decision = decide(
            self.kind,
            len(self.pending),
            len(self.states),
            self.size,
            closing=closing,
            toss=lambda: self.rng.random() < 0.5,
        )
        moment = Moment(decision.outcome, decision.coin_waits, {})
        if decision.outcome is Outcome.PUBLISH:
            moment = self._publish(moment)
        self.decisions.append(moment)
        return moment

    def _publish(self, moment: Moment) -> Moment:
        added, self.pending = self.pending, {}
        self.released |= added
        tally = Counter((added if self.kind in release.ONCE else self.released).values())
        said = say(MEASURES[self.kind], tally, self.size, LESSONS)
        self.states.append(frozenset(self.released))
        if said is None:
            return Moment(Outcome.NOTHING, moment.coin_waits, {})
        return Moment(moment.outcome, moment.coin_waits, added, said.label, said.group)

    def shown(self) -> tuple[str, ...]:
        """The label on show after each tick; empty before the first."""
        labels, now = [], ""
        for decision in self.decisions:
            now = decision.label or now
            labels.append(now)
        return tuple(labels)
