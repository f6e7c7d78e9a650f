"""Invented courses of events, run through the real planner."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from course.cohort import calendar
from course.cohort.channels import Kind
from course.cohort.release import Decision, Outcome, decide

SIZES = (8, 12, 25, 60)
WEEKS = 8
_START = date(2026, 9, 7)
PRIOR = (0.10, 0.20, 0.35, 0.25, 0.10)  # of ratings 1 to 5; the blind guess is right in .35


def ticks(size: int) -> int:
    """How many ticks a channel has that opens on the first day."""
    freeze = _START + timedelta(days=7)
    return len(calendar.tick_dates(_START, WEEKS, freeze, size, _START))


def rating(rng: random.Random) -> int:
    """A rating drawn from the prior."""
    return rng.choices((1, 2, 3, 4, 5), PRIOR)[0]


@dataclass
class Channel:
    """One channel's life: who waits, who is behind the figure, and every decision."""

    kind: Kind
    size: int
    rng: random.Random
    pending: dict[str, int] = field(default_factory=dict)
    released: dict[str, int] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
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

    def tick(self, *, closing: bool) -> Decision:
        """Decide, and move whoever was released."""
        decision = decide(
            self.kind,
            self.pending,
            self.released,
            self.size,
            closing=closing,
            toss=lambda: self.rng.random() < 0.5,
        )
        self.decisions.append(decision)
        if decision.outcome is Outcome.PUBLISH:
            self.released |= decision.added
            self.pending = {p: v for p, v in self.pending.items() if p not in decision.added}
            self.states.append(frozenset(self.released))
        return decision

    def shown(self) -> tuple[str, ...]:
        """The label on show after each tick; empty before the first."""
        labels, now = [], ""
        for decision in self.decisions:
            now = decision.label or now
            labels.append(now)
        return tuple(labels)
