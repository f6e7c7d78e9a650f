"""Statements of one tick: how many gave what, who is newly behind a figure, and what was decided.

Everything is counted where it lies: no row of a contribution is ever brought here. A tick asks for
a hundred channels at once, so its statements are built once, over plain columns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, insert, select
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
    """Contributions of roster learners due by a day, who are not behind the figures yet."""
    there = exists().where(
        _BEHIND.cohort_id == _UNIT, _BEHIND.channel == _GIVEN.channel, _BEHIND.pid == _GIVEN.pid
    )
    return (
        select(*columns)
        .select_from(Contribution.__table__)
        .join(Roster.__table__, (_COUNTED.cohort_id == _UNIT) & (_COUNTED.pid == _GIVEN.pid))
        .where(
            _GIVEN.cohort_id.in_(_MEMBERS),
            _GIVEN.channel.in_(_CHANNELS),
            _GIVEN.due_on <= bindparam("day"),
            ~there,
        )
    )


_COUNT_NEW = _new(_GIVEN.channel, _GIVEN.value, func.count()).group_by(_GIVEN.channel, _GIVEN.value)
_PUT_BEHIND = insert(Released.__table__).from_select(  # type: ignore[arg-type]
    ["cohort_id", "channel", "pid", "value", "seq"],
    _new(
        _UNIT.label("unit"), _GIVEN.channel, _GIVEN.pid, _GIVEN.value, bindparam("seq").label("n")
    ),
)
_COUNT_BEHIND = (
    select(_BEHIND.channel, _BEHIND.value, func.count())
    .where(_BEHIND.cohort_id == _UNIT, _BEHIND.channel.in_(_CHANNELS))
    .group_by(_BEHIND.channel, _BEHIND.value)
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
    select(_DONE.channel, func.max(_DONE.seq))
    .where(_DONE.cohort_id == _UNIT, _DONE.seq.is_not(None))
    .group_by(_DONE.channel)
)


@dataclass(frozen=True)
class Due:
    """A tick's day in a unit; ``members`` are the unit's cohorts."""

    unit: str
    members: Collection[str]
    day: date

    def asked(self, channels: Collection[str], **more: Any) -> dict[str, Any]:
        """What the statements above ask for."""
        here = {"unit": self.unit, "members": list(self.members), "channels": list(channels)}
        return {**here, "day": self.day, **more}


@dataclass(frozen=True)
class Done:
    """A decided tick of one channel."""

    channel: str
    coin_waits: bool | None
    cell: Cell | None


def new(db: Session, due: Due, channels: Collection[str]) -> Tallies:
    """Values of roster learners due by the day who are not behind the figures yet, counted."""
    return _tallies(db, _COUNT_NEW, due.asked(channels))


def behind(db: Session, due: Due, channels: Collection[str]) -> Tallies:
    """Values of everyone behind the channels' published states, counted."""
    return _tallies(db, _COUNT_BEHIND, due.asked(channels))


def given_behind(
    db: Session, due: Due, channels: Collection[str], kinds: tuple[str, str]
) -> Tallies:
    """What was given in channels of the first kind by those behind the second's states, counted."""
    one, other = (f"/{kind}/" for kind in kinds)
    return _tallies(db, _COUNT_GIVEN_BEHIND, due.asked(channels, one=one, other=other))


def put_behind(db: Session, due: Due, channels: Collection[str], seq: int) -> None:
    """Put whoever is new to some of the channels behind their next state, number ``seq``."""
    db.connection().execute(_PUT_BEHIND, due.asked(channels, seq=seq))


def put_done(db: Session, unit: str, day: date, ticks: Iterable[Done]) -> None:
    """Remember decided ticks: their coins and their labels."""
    rows = [
        {
            "cohort_id": unit,
            "channel": one.channel,
            "tick_on": day,
            "coin_waits": one.coin_waits,
            "seq": None if one.cell is None else one.cell.seq,
            "label": None if one.cell is None else one.cell.label,
            "group_label": None if one.cell is None else one.cell.group_label,
        }
        for one in ticks
    ]
    if rows:
        db.connection().execute(insert(TickDone.__table__), rows)  # type: ignore[arg-type]


def states(db: Session, unit: str) -> dict[str, int]:
    """The number of each channel's newest published state, by the plans of the main database."""
    found = db.connection().execute(_STATES, {"unit": unit})
    return {row[0]: row[1] or 0 for row in found}


def done_on(db: Session, unit: str, day: date) -> set[str]:
    """The channels of a unit whose tick of a day is decided."""
    statement = select(TickDone.channel).where(TickDone.cohort_id == unit, TickDone.tick_on == day)
    return set(db.scalars(statement))


def _tallies(db: Session, statement: Any, asked: dict[str, Any]) -> Tallies:
    found: Tallies = {}
    if asked["channels"]:
        db.flush()
        for channel, value, people in db.connection().execute(statement, asked):
            found.setdefault(channel, {})[value] = people
    return found
