"""What the calendar starts: fixing rosters, deciding ticks, copying labels to the release store.

Everything here may be interrupted anywhere and run again, by several processes at once: a roster is
fixed once, a tick decided once under one lock, and copying goes on until both stores agree.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from course.cohort import channels, measures
from course.cohort.channels import Kind, kind_of
from course.cohort.contribute import local_day
from course.cohort.copying import copy
from course.cohort.freezing import freeze_due
from course.cohort.measures import Measure
from course.cohort.release import BESIDE, NOTHING, ONCE, Coins, Decision, Outcome, decide, say
from course.installation import Installation
from course.work import Work
from db.queries import release as rows
from db.queries import release_store as store
from db.queries import settle as rewriting
from db.queries import ticks
from db.queries.release import Unit
from db.queries.ticks import Done, Due, State, Tallies, Tally

__all__ = ["copy", "freeze_due", "run_due", "settle", "toss"]

Courses = dict[str | None, dict[str, Measure]]  # what is measured, by place


def toss() -> bool:
    """Whether to wait: a fair coin from the operating system's secure source."""
    return secrets.randbits(1) == 1


def run_due(installation: Installation, toss: Callable[[], bool] = toss) -> int:
    """Do all that is due by now, in order; returns how many freezes and tick dates were done.

    Missed ticks are caught up in the order of their dates, each with those who contributed by its
    date. A clock moved backwards undoes and repeats nothing.
    """
    done = freeze_due(installation)
    due = _due(installation)
    copied = store.highest(installation.release_writer) if due else {}
    courses: Courses = {}
    for day, unit in due:
        done += _tick(installation, unit, day, toss, copied, courses)
    copy(installation)
    return done


def _due(installation: Installation) -> list[tuple[date, Unit]]:
    """(date, unit) of every tick that has come and is not decided for all its channels."""
    with installation.reading() as work:
        units = rows.units(work.db, frozen=True)
        done = rows.counts_done(work.db) if units else {}
        found = []
        for unit in units:
            today = local_day(work.now, unit.time_zone).isoformat()
            planned = Counter(day for days in unit.calendar.values() for day in days)
            found += [
                (date.fromisoformat(day), unit)
                for day, channels in planned.items()
                if day <= today and done.get((unit.id, day), 0) < channels
            ]
    return sorted(found, key=lambda one: (one[0], one[1].id))


def _tick(
    installation: Installation,
    unit: Unit,
    day: date,
    toss: Callable[[], bool],
    copied: dict[tuple[str, str], int],
    courses: Courses,
) -> int:
    """Decide one date's ticks of a cohort or pool, all channels in one transaction.

    Its roster, its calendar and who belongs to it were fixed at the freeze, so that only what is
    decided has to be read again under the locks.
    """
    with installation.writing() as work:
        rows.lock_ticks(work.db, nobody_contributes=True)
        asked = Due(unit.id, unit.members, day)
        states, anyone = ticks.states(work.db, asked)
        that_day = day.isoformat()
        due = {
            channel: that_day == days[-1]
            for channel, days in unit.calendar.items()
            if that_day in days and not states.get(channel, _NEVER).is_decided
        }
        if not due:
            return 0
        asked = replace(asked, is_first=not anyone)
        tick = _Tick(work, unit, asked, due, states, _measures(work, unit, courses))
        tick.closed |= {
            one for one in due if copied.get((unit.id, one), 0) > states.get(one, _NEVER).seq
        }
        ticks.put_done(work.db, asked, tick.run(toss))
        return 1


_NEVER = State(0, is_decided=False)
_TRIES = Kind.ATTEMPTS


@dataclass
class _Tick:
    """One date's ticks of a unit. ``due`` says for each channel whether this is its last.

    Nothing comes in a channel that is ``closed``. Where the release store knows more than we do, an
    older copy of the main database was restored, and whoever is behind those figures is forgotten
    here. Of a channel whose lesson is gone nothing could be said.
    """

    work: Work
    unit: Unit
    asked: Due
    due: dict[str, bool]
    states: dict[str, State]
    measures: dict[str, Measure]

    def __post_init__(self) -> None:
        self.size = self.unit.size or 0
        self.lessons = len(self.work.catalogue.editions)
        self.closed = self.due.keys() - self.measures.keys()

    def run(self, toss: Callable[[], bool]) -> list[Done]:
        """Decide every channel, and put whoever is new behind the figures that come.

        A label is made of what is counted here: under the lock nobody contributes meanwhile, so
        that it says exactly whom it rests on.
        """
        coins = Coins(toss)
        own = [one for one in self.due if kind_of(one) not in BESIDE]
        told = ticks.new(self.work.db, self.asked)
        decided = {one: self._decide(one, _people(told.get(one)), coins) for one in own}
        told |= (behind := self._grow(decided, told))
        tries = self._tries()
        for one in self.due.keys() - own:
            there = behind.get(channels.beside(one, BESIDE[kind_of(one)]), {})
            decided[one] = self._decide(one, _people(there), coins)
            told[one] = tries.get(one, {}) if kind_of(one) is _TRIES else there
        return [self._done(one, decided[one], told.get(one, {})) for one in self.due]

    def _decide(self, channel: str, people: int, coins: Coins) -> Decision:
        if channel in self.closed:
            return NOTHING
        states, closing = self._state(channel).seq, self.due[channel]
        coin = coins.of(self.measures[channel])
        return decide(kind_of(channel), people, states, self.size, closing=closing, toss=coin)

    def _grow(self, decided: dict[str, Decision], told: Tallies) -> Tallies:
        """Put the new people behind the figures that may grow again; everyone behind any now."""
        behind = ticks.behind(self.work.db, self.asked)
        growing = [
            one
            for one, decision in decided.items()
            if decision.outcome is Outcome.PUBLISH and kind_of(one) not in ONCE
        ]
        for seq in {self._next(one) for one in growing}:
            of_seq = [one for one in growing if self._next(one) == seq]
            put = ticks.put_behind(self.work.db, self.asked, of_seq, seq)
            if put != sum(_people(told[one]) for one in of_seq):
                raise RuntimeError("others are new to a figure than a moment ago")
        return behind | {one: _together(behind.get(one), told[one]) for one in growing}

    def _tries(self) -> Tallies:
        """How many tries it took those who are behind the completion of a lesson."""
        tried = [one for one in self.due if kind_of(one) is _TRIES and self._next(one) == 1]
        kinds = (_TRIES, BESIDE[_TRIES])
        return ticks.given(self.work.db, self.asked, tried, kinds) if tried else {}

    def _state(self, channel: str) -> State:
        return self.states.get(channel, _NEVER)

    def _next(self, channel: str) -> int:
        return self._state(channel).seq + 1

    def _done(self, channel: str, decision: Decision, tally: Tally) -> Done:
        if decision.outcome is not Outcome.PUBLISH:
            return Done(channel, decision.coin_waits, None)
        said = say(self.measures[channel], tally, self.size, self.lessons)
        cell = None
        if said is not None:
            place = (self.unit.id, channel, self._next(channel), self.asked.day)
            cell = store.Cell(*place, said.label, said.group)
        return Done(channel, decision.coin_waits, cell)


def _people(tally: Tally | None) -> int:
    return sum(tally.values()) if tally else 0


def _together(before: Tally | None, new: Tally) -> Tally:
    return Counter(before) + Counter(new) if before else new


def _measures(work: Work, unit: Unit, courses: Courses) -> dict[str, Measure]:
    """What each channel is about, as the lessons read where the unit's cohorts are."""
    found: dict[str, Measure] = {}
    for place in sorted(unit.places, key=str):
        if place not in courses:
            here = measures.of_course(work.catalogue.in_place(place))
            courses[place] = {one.channel: one for one in here}
        found = {**courses[place], **found}
    return found


def settle(installation: Installation) -> None:
    """Once a day: leave nothing in how rows lie that leads from a person to their answers."""
    rewriting.settle(installation.engine)
