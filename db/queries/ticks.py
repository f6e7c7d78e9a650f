"""Statements of one tick: how many gave what, who is newly behind a figure, and what was decided.

Everything is counted where it lies: no row of a contribution is ever brought here. A tick asks for
a hundred channels at once, so its statements are built once, over plain columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, case, exists, func, insert, select
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone

Tallies = dict[str, dict[int, int]]  # by channel, how many gave each value

_GIVEN, _BEHIND = Contribution.__table__.c, Released.__table__.c
_COUNTED, _DONE = Roster.__table__.c, TickDone.__table__.c
_UNIT: Any = bindparam("unit")
_MEMBERS: Any = bindparam("members", expanding=True)
_CHANNELS: Any = bindparam("channels", expanding=True)


def _new(*columns: Any) -> Select[Any]:
    """Contributions of roster learners due by a day, who are not behind the figures yet.

    Few are due in other channels than those that tick: to leave those out costs more than to count.
    """
    there = exists().where(
        _BEHIND.cohort_id == _UNIT, _BEHIND.channel == _GIVEN.channel, _BEHIND.pid == _GIVEN.pid
    )
    return (
        select(*columns)
        .select_from(Contribution.__table__)
        .join(
            Roster.__table__,
            (_COUNTED.cohort_id == _GIVEN.cohort_id) & (_COUNTED.pid == _GIVEN.pid),
        )
        .where(
            _GIVEN.cohort_id.in_(_MEMBERS),
            _GIVEN.due_on <= bindparam("day"),
            ~there,
        )
    )


_COUNT_NEW = _new(_GIVEN.channel, _GIVEN.value, func.count()).group_by(_GIVEN.channel, _GIVEN.value)
_PUT_BEHIND = insert(Released.__table__).from_select(  # type: ignore[arg-type]
    ["cohort_id", "channel", "pid", "value", "seq"],
    _new(
        _UNIT.label("unit"), _GIVEN.channel, _GIVEN.pid, _GIVEN.value, bindparam("seq").label("n")
    ).where(_GIVEN.channel.in_(_CHANNELS)),
)
_COUNT_BEHIND = (
    select(_BEHIND.channel, _BEHIND.seq, _BEHIND.value, func.count())
    .where(_BEHIND.cohort_id == _UNIT)
    .group_by(_BEHIND.channel, _BEHIND.seq, _BEHIND.value)
)
_COUNT_GIVEN_BEHIND = (
    select(_GIVEN.channel, _GIVEN.value, func.count())
    .join(
        Released.__table__,
        (_BEHIND.cohort_id == _UNIT)
        & (_BEHIND.pid == _GIVEN.pid)
        & (_BEHIND.channel == func.replace(_GIVEN.channel, bindparam("one"), bindparam("other"))),
    )
    .where(_GIVEN.cohort_id.in_(_MEMBERS), _GIVEN.channel.in_(_CHANNELS))
    .group_by(_GIVEN.channel, _GIVEN.value)
)
_STATES = (
    select(
        _DONE.channel,
        func.coalesce(func.max(_DONE.seq), 0),
        func.max(case((_DONE.tick_on == bindparam("day"), 1), else_=0)),
    )
    .where(_DONE.cohort_id == _UNIT)
    .group_by(_DONE.channel)
)


@dataclass(frozen=True)
class Due:
    """A tick's day in a unit; ``members`` are the unit's cohorts."""

    unit: str
    members: Sequence[str]
    day: date

    def asked(self, **more: Any) -> dict[str, Any]:
        """What the statements above ask for."""
        return {"unit": self.unit, "members": self.members, "day": self.day, **more}


@dataclass(frozen=True)
class Behind:
    """Everyone behind the published states of a channel: how many gave each value.

    ``newest`` is how many of them the state with the highest number added.
    """

    tally: dict[int, int]
    newest: int


@dataclass(frozen=True)
class State:
    """How many published states a channel has had, and whether its tick of the day is decided."""

    seq: int
    is_decided: bool


@dataclass(frozen=True)
class Done:
    """A decided tick of one channel."""

    channel: str
    coin_waits: bool | None
    cell: Cell | None


def states(db: Session, due: Due) -> dict[str, State]:
    """Where each channel stands that has had a tick, by the plans of the main database."""
    found = db.connection().execute(_STATES, due.asked())
    return {channel: State(seq, bool(decided)) for channel, seq, decided in found}


def new(db: Session, due: Due) -> Tallies:
    """Values of roster learners due by the day who are not behind the figures yet, counted."""
    return _tallies(db, _COUNT_NEW, due.asked())


def put_behind(db: Session, due: Due, channels: Sequence[str], seq: int) -> None:
    """Put whoever is new to some of the channels behind their next state, number ``seq``."""
    db.connection().execute(_PUT_BEHIND, due.asked(channels=channels, seq=seq))


def behind(db: Session, due: Due) -> dict[str, Behind]:
    """Everyone behind each channel's published states, counted."""
    found: dict[str, Behind] = {}
    rows = db.connection().execute(_COUNT_BEHIND, due.asked()).all()
    seen: dict[str, int] = {}
    for channel, seq, value, people in sorted(rows, key=lambda row: row[1]):
        before = found.get(channel, Behind({}, 0))
        tally = {**before.tally, value: before.tally.get(value, 0) + people}
        newest = people + (before.newest if seen.get(channel) == seq else 0)
        found[channel], seen[channel] = Behind(tally, newest), seq
    return found


def given_behind(db: Session, due: Due, channels: Sequence[str], kinds: tuple[str, str]) -> Tallies:
    """What was given in channels of the first kind by those behind the second's states, counted."""
    one, other = (f"/{kind}/" for kind in kinds)
    asked = due.asked(channels=channels, one=one, other=other)
    return _tallies(db, _COUNT_GIVEN_BEHIND, asked) if channels else {}


def put_done(db: Session, due: Due, ticks: Sequence[Done]) -> None:
    """Remember decided ticks: their coins and their labels."""
    rows = [
        {
            "cohort_id": due.unit,
            "channel": one.channel,
            "tick_on": due.day,
            "coin_waits": one.coin_waits,
            "seq": None if one.cell is None else one.cell.seq,
            "label": None if one.cell is None else one.cell.label,
            "group_label": None if one.cell is None else one.cell.group_label,
        }
        for one in ticks
    ]
    db.connection().execute(insert(TickDone.__table__), rows)  # type: ignore[arg-type]


def _tallies(db: Session, statement: Any, asked: dict[str, Any]) -> Tallies:
    found: Tallies = {}
    for channel, value, people in db.connection().execute(statement, asked).all():
        found.setdefault(channel, {})[value] = people
    return found
