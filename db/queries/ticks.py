"""Statements of one tick: how many gave what, who is newly behind a figure, and what was decided.

Everything is counted where it lies: no row of a contribution is ever brought here. A tick asks for
a hundred channels at once, so its statements are built once, over plain columns.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    Insert,
    Select,
    bindparam,
    case,
    exists,
    func,
    insert,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone

Tally = dict[int, int]  # how many gave each value
Tallies = dict[str, Tally]  # by channel

_GIVEN, _BEHIND = Contribution.__table__.c, Released.__table__.c
_COUNTED, _DONE = Roster.__table__.c, TickDone.__table__.c
_UNIT: Any = bindparam("unit")
_MEMBERS: Any = bindparam("members", expanding=True)
_SEQ: Any = bindparam("seq")
_INTO_BEHIND = insert(Released.__table__)  # type: ignore[arg-type]


# As a value, not as a join: PostgreSQL, where it does not know how few people a roster has, would
# look through a whole cohort for each of them.
_COUNTS = _GIVEN.pid.in_(select(_COUNTED.pid).where(_COUNTED.cohort_id.in_(_MEMBERS))).is_(True)


def _new(*columns: Any, is_first: bool) -> Select[Any]:
    """Contributions of roster learners, due by a day, who are not behind their channel yet.

    Where ``is_first``, nobody is behind any figure of the unit, and nobody is looked for there.
    """
    there = exists().where(
        _BEHIND.cohort_id == _UNIT, _BEHIND.channel == _GIVEN.channel, _BEHIND.pid == _GIVEN.pid
    )
    due = _GIVEN.cohort_id.in_(_MEMBERS), _GIVEN.due_on <= bindparam("day"), _COUNTS
    found = select(*columns).where(*due)
    return found if is_first else found.where(~there)


def _count_new(*, is_first: bool) -> Select[Any]:
    given = _GIVEN.channel, _GIVEN.value
    return _new(*given, func.count(), is_first=is_first).group_by(*given)


def _put_behind(*, is_first: bool) -> Insert:
    noted = _UNIT.label("unit"), _GIVEN.channel, _GIVEN.pid, _GIVEN.value, _SEQ.label("n")
    columns = ["cohort_id", "channel", "pid", "value", "seq"]
    some = _GIVEN.channel.in_(bindparam("channels", expanding=True))
    put = _INTO_BEHIND.from_select(columns, _new(*noted, is_first=is_first).where(some))
    return put.execution_options(preserve_rowcount=True)


# By whether nobody is behind any figure yet.
_COUNT_NEW = {one: _count_new(is_first=one) for one in (True, False)}
_PUT_BEHIND = {one: _put_behind(is_first=one) for one in (True, False)}
# As a value of each contribution, not as a join: planned without knowing how many rows were put
# there a moment ago, PostgreSQL would begin a join at the wrong end.
_IS_BEHIND_OTHER = (
    tuple_(func.replace(_GIVEN.channel, bindparam("one"), bindparam("other")), _GIVEN.pid)
    .in_(
        select(_BEHIND.channel, _BEHIND.pid).where(
            _BEHIND.cohort_id == _UNIT,
            _BEHIND.channel.in_(bindparam("others", expanding=True)),
        )
    )
    .is_(True)
)
_COUNT_GIVEN = (
    select(_GIVEN.channel, _GIVEN.value, func.count())
    .where(
        _GIVEN.cohort_id.in_(_MEMBERS),
        _GIVEN.channel.in_(bindparam("channels", expanding=True)),
        _IS_BEHIND_OTHER,
    )
    .group_by(_GIVEN.channel, _GIVEN.value)
)
_COUNT_BEHIND = (
    select(_BEHIND.channel, _BEHIND.value, func.count())
    .where(_BEHIND.cohort_id == _UNIT)
    .group_by(_BEHIND.channel, _BEHIND.value)
)
_STATES = (
    select(
        _DONE.channel,
        func.coalesce(func.max(_DONE.seq), 0),
        func.max(case((_DONE.tick_on == bindparam("day"), 1), else_=0)),
        select(exists().where(_BEHIND.cohort_id == _UNIT)).scalar_subquery(),
    )
    .where(_DONE.cohort_id == _UNIT, _DONE.seq.is_not(None) | (_DONE.tick_on == bindparam("day")))
    .group_by(_DONE.channel)
)
# As the drivers take them: a tick decides a hundred channels, and there is nothing to translate.
_PUT_DONE = """INSERT INTO tick_done
(cohort_id, channel, tick_on, coin_waits, seq, label, group_label) VALUES (?, ?, ?, ?, ?, ?, ?)"""
_COPY_DONE = """COPY tick_done
(cohort_id, channel, tick_on, coin_waits, seq, label, group_label) FROM STDIN"""


@dataclass(frozen=True)
class Due:
    """A tick's day in a unit; ``members`` are the unit's cohorts.

    Where ``is_first``, nobody is behind any figure of the unit.
    """

    unit: str
    members: Sequence[str]
    day: date
    is_first: bool = False

    def asked(self, **more: Any) -> dict[str, Any]:
        """What the statements above ask for."""
        return {"unit": self.unit, "members": self.members, "day": self.day, **more}


@dataclass(frozen=True)
class State:
    """How many published states a channel has had, and whether its tick of the day is decided."""

    seq: int
    is_decided: bool


class Done(NamedTuple):
    """A decided tick of one channel."""

    channel: str
    coin_waits: bool | None
    cell: Cell | None


def states(db: Session, due: Due) -> tuple[dict[str, State], bool]:
    """Where each channel stands that has a published state, by the plans of the main database.

    Or whose tick of the day is decided. And whether anybody is behind a figure of the unit.
    """
    found = db.connection().execute(_STATES, due.asked()).all()
    states = {channel: State(seq, bool(decided)) for channel, seq, decided, _ in found}
    return states, any(row[3] for row in found[:1])


def new(db: Session, due: Due) -> Tallies:
    """Roster learners due by the day and not behind a channel yet, counted by what they gave."""
    return _tallies(db, _COUNT_NEW[due.is_first], due.asked())


def behind(db: Session, due: Due) -> Tallies:
    """Everyone behind each channel's published states, counted by what they gave."""
    return {} if due.is_first else _tallies(db, _COUNT_BEHIND, due.asked())


def put_behind(db: Session, due: Due, channels: Collection[str], seq: int) -> int:
    """Put whoever is new to some of the channels behind their next state, number ``seq``.

    Returns how many are, in all of the channels together.
    """
    asked = due.asked(channels=channels, seq=seq)
    return db.connection().execute(_PUT_BEHIND[due.is_first], asked).rowcount


def given(db: Session, due: Due, channels: Collection[str], kinds: tuple[str, str]) -> Tallies:
    """What was given in some channels, all of the first kind, by some of the roster.

    By those who are behind the channel of the second kind beside it.
    """
    one, other = (f"/{kind}/" for kind in kinds)
    others = [channel.replace(one, other) for channel in channels]
    asked = due.asked(channels=channels, others=others, one=one, other=other)
    return _tallies(db, _COUNT_GIVEN, asked)


def put_done(db: Session, due: Due, ticks: Sequence[Done]) -> None:
    """Remember decided ticks: their coins and their labels."""
    day = due.day.isoformat()
    rows = []
    for one in ticks:
        cell = one.cell
        said = (None, None, None) if cell is None else (cell.seq, cell.label, cell.group_label)
        rows.append((due.unit, one.channel, day, one.coin_waits, *said))
    connection = db.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_PUT_DONE, rows)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(_COPY_DONE) as copy:
        for row in rows:
            copy.write_row(row)


def _tallies(db: Session, statement: Select[Any], asked: dict[str, Any]) -> Tallies:
    found: Tallies = {}
    for channel, value, people in db.connection().execute(statement, asked).all():
        found.setdefault(channel, {})[value] = people
    return found
