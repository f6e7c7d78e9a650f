"""What the calendar starts: fixing rosters, deciding ticks, copying labels to the release store.

Everything here may be interrupted anywhere and run again, by several processes at once: a roster is
fixed once, a tick decided once under one lock, and copying goes on until both stores agree.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from datetime import date

from course.cohort import channels, measures
from course.cohort.channels import Kind, kind_of
from course.cohort.contribute import local_day
from course.cohort.freezing import freeze_due
from course.cohort.measures import Measure
from course.cohort.release import BESIDE, ONCE, Decision, Outcome, decide, say
from course.cohort.rules import batch
from course.installation import Installation
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import release as rows
from db.queries import release_store as store
from db.queries import settle as rewriting
from db.queries import ticks
from db.queries.release import Unit
from db.queries.ticks import Done, Due, Tallies

__all__ = ["copy", "freeze_due", "run_due", "settle", "toss"]


def toss() -> bool:
    """Whether to wait: a fair coin from the operating system's secure source."""
    return secrets.randbits(1) == 1


def run_due(installation: Installation, toss: Callable[[], bool] = toss) -> int:
    """Do all that is due by now, in order; returns how many freezes and tick dates were done.

    Missed ticks are caught up in the order of their dates, each with those who contributed by its
    date. A clock moved backwards undoes and repeats nothing.
    """
    done = freeze_due(installation)
    for day, unit in _due(installation):
        done += _tick(installation, unit, day, toss)
    copy(installation)
    return done


def _due(installation: Installation) -> list[tuple[date, str]]:
    """(date, unit) of every tick that has come and is not decided for all its channels."""
    with installation.reading() as work:
        units = rows.units(work.db, frozen=True)
        done = rows.counts_done(work.db) if units else {}
        found = []
        for unit in units:
            today = local_day(work.now, unit.time_zone).isoformat()
            planned = Counter(day for days in unit.calendar.values() for day in days)
            found += [
                (date.fromisoformat(day), unit.id)
                for day, channels in planned.items()
                if day <= today and done.get((unit.id, day), 0) < channels
            ]
    return sorted(found)


def _tick(installation: Installation, unit_id: str, day: date, toss: Callable[[], bool]) -> int:
    """Decide one date's ticks of a cohort or pool, all channels in one transaction."""
    with installation.writing() as work:
        rows.lock_ticks(work.db)
        found = rows.units(work.db, frozen=True, unit=unit_id)
        if not found or day > local_day(work.now, found[0].time_zone):
            return 0
        decided = ticks.done_on(work.db, unit_id, day)
        due = {
            channel: day == date.fromisoformat(days[-1])
            for channel, days in found[0].calendar.items()
            if day.isoformat() in days and channel not in decided
        }
        if not due:
            return 0
        copied = store.highest(installation.release_writer, unit_id)
        ticks.put_done(work.db, unit_id, day, _Tick(work, found[0], day, due, copied).run(toss))
        return 1


class _Tick:
    """One date's ticks of a unit. ``due`` says for each channel whether this is its last."""

    def __init__(
        self, work: Work, unit: Unit, day: date, due: dict[str, bool], copied: dict[str, int]
    ) -> None:
        self.db, self.unit, self.due = work.db, unit, due
        self.size = unit.size or 0
        self.measures = _measures(work, unit)
        self.asked = Due(unit.id, unit.members, day)
        self.lessons = len(work.catalogue.editions)
        self.states = ticks.states(work.db, unit.id)
        # Where the store knows more than we do, an older copy of the main database was restored.
        # Whoever is behind those figures is forgotten here, so such a channel is closed; and so is
        # one whose lesson is gone, of which nothing could be said.
        self.closed = {one for one, seq in copied.items() if seq > self.states.get(one, 0)}
        self.closed |= due.keys() - self.measures.keys()

    def run(self, toss: Callable[[], bool]) -> list[Done]:
        """Decide every channel, and put whoever is new behind the figures that come."""
        own = [one for one in self.due if kind_of(one) not in BESIDE]
        told = ticks.new(self.db, self.asked, own)
        decided = {one: self._decide(one, _people(told.get(one)), toss) for one in own}
        told |= self._grow(decided)
        for one, (people, tally) in self._beside().items():
            told[one] = tally
            decided[one] = self._decide(one, people, toss)
        return [self._done(one, decided[one], told.get(one, {})) for one in self.due]

    def _decide(self, channel: str, people: int, toss: Callable[[], bool]) -> Decision:
        if channel in self.closed:
            return Decision(Outcome.NOTHING)
        states, closing = self.states.get(channel, 0), self.due[channel]
        return decide(kind_of(channel), people, states, self.size, closing=closing, toss=toss)

    def _grow(self, decided: dict[str, Decision]) -> Tallies:
        """Put the new people behind the figures that may grow again; everyone behind those now.

        The label is made of what is counted here, afterwards, so that it says exactly whom it rests
        on even where somebody contributed a moment ago.
        """
        growing = [
            one
            for one, decision in decided.items()
            if decision.outcome is Outcome.PUBLISH and kind_of(one) not in ONCE
        ]
        before = ticks.behind(self.db, self.asked, growing)
        for seq in {self._next(one) for one in growing}:
            of_seq = [one for one in growing if self._next(one) == seq]
            ticks.put_behind(self.db, self.asked, of_seq, seq)
        now = ticks.behind(self.db, self.asked, growing)
        for one in growing:
            if _people(now.get(one)) - _people(before.get(one)) < batch(self.size):
                raise RuntimeError("fewer are new to a figure than a moment ago")
        return now

    def _beside(self) -> dict[str, tuple[int, dict[int, int]]]:
        """How many are behind the figure that a channel goes with, and what they gave in it."""
        pairs = {
            one: channels.beside(one, BESIDE[kind])
            for one in self.due
            if (kind := kind_of(one)) in BESIDE
        }
        if not pairs:
            return {}
        there = ticks.behind(self.db, self.asked, set(pairs.values()))
        tried = [one for one in pairs if kind_of(one) is Kind.ATTEMPTS]
        tries = ticks.given_behind(
            self.db, self.asked, tried, (Kind.ATTEMPTS, BESIDE[Kind.ATTEMPTS])
        )
        return {
            one: (
                _people(there.get(other)),
                tries.get(one, {}) if one in tried else there.get(other, {}),
            )
            for one, other in pairs.items()
        }

    def _next(self, channel: str) -> int:
        return self.states.get(channel, 0) + 1

    def _done(self, channel: str, decision: Decision, tally: dict[int, int]) -> Done:
        if decision.outcome is not Outcome.PUBLISH:
            return Done(channel, decision.coin_waits, None)
        said = say(self.measures[channel], tally, self.size, self.lessons)
        cell = None
        if said is not None:
            place = (self.unit.id, channel, self._next(channel), self.asked.day)
            cell = store.Cell(*place, said.label, said.group)
        return Done(channel, decision.coin_waits, cell)


def _people(tally: dict[int, int] | None) -> int:
    return sum((tally or {}).values())


def _measures(work: Work, unit: Unit) -> dict[str, Measure]:
    """What each channel is about, as the lessons read where the unit's cohorts are."""
    found: dict[str, Measure] = {}
    for member in unit.members:
        row = cohorts.find(work.db, member)
        for one in measures.of_course(work.catalogue.in_place(row.place if row else None)):
            found.setdefault(one.channel, one)
    return found


def copy(installation: Installation) -> int:
    """Copy decided labels that the release store lacks; returns how many. Never computes any."""
    copied = store.counts(installation.release_writer)
    with installation.reading() as work:
        counted = rows.planned_counts(work.db)
        units = {one[0] for one, n in counted.items() if n > copied.get(one, 0)}
        planned = rows.planned_cells(work.db, units) if units else []
    missing = []
    for unit in units:
        there = store.published_numbers(installation.release_writer, unit)
        missing += [
            cell
            for cell in planned
            if cell.cohort_id == unit and (unit, cell.channel, cell.seq) not in there
        ]
    if missing:
        store.publish(installation.release_writer, missing)
    return len(missing)


def settle(installation: Installation) -> None:
    """Once a day: leave nothing in how rows lie that leads from a person to their answers."""
    rewriting.settle(installation.engine)
