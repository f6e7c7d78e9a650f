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
    CompoundSelect,
    Insert,
    Select,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone

Tallies = dict[str, dict[int, int]]  # by channel, how many gave each value

_GIVEN, _BEHIND = Contribution.__table__.c, Released.__table__.c
_COUNTED, _DONE = Roster.__table__.c, TickDone.__table__.c
_UNIT: Any = bindparam("unit")
_MEMBERS: Any = bindparam("members", expanding=True)
_SEQ: Any = bindparam("seq")
_NO_VALUE: Any = literal_column("0")
_INTO_BEHIND = insert(Released.__table__)  # type: ignore[arg-type]


def _new(*columns: Any, channels: str, is_first: bool) -> Select[Any]:
    """Contributions of roster learners to some channels, due by a day, who are not behind them yet.

    Where ``is_first``, nobody is behind any figure of the unit, and nobody is looked for there.
    """
    there = exists().where(
        _BEHIND.cohort_id == _UNIT, _BEHIND.channel == _GIVEN.channel, _BEHIND.pid == _GIVEN.pid
    )
    found = (
        select(*columns)
        .select_from(Contribution.__table__)
        .join(
            Roster.__table__,
            (_COUNTED.cohort_id == _GIVEN.cohort_id) & (_COUNTED.pid == _GIVEN.pid),
        )
        .where(
            _GIVEN.cohort_id.in_(_MEMBERS),
            _GIVEN.channel.in_(bindparam(channels, expanding=True)),
            _GIVEN.due_on <= bindparam("day"),
        )
    )
    return found if is_first else found.where(~there)


def _count_new(*, is_first: bool) -> CompoundSelect[Any]:
    """People alone in some channels, and by value in others."""
    one, by_value = _GIVEN.channel, (_GIVEN.channel, _GIVEN.value)
    people = _new(one, _NO_VALUE, func.count(), channels="growing", is_first=is_first)
    values = _new(*by_value, func.count(), channels="once", is_first=is_first)
    return union_all(people.group_by(one), values.group_by(*by_value))


def _put_behind(*, is_first: bool) -> Insert:
    noted = _UNIT.label("unit"), _GIVEN.channel, _GIVEN.pid, _GIVEN.value, _SEQ.label("n")
    columns = ["cohort_id", "channel", "pid", "value", "seq"]
    return _INTO_BEHIND.from_select(columns, _new(*noted, channels="channels", is_first=is_first))


# By whether nobody is behind any figure yet.
_COUNT_NEW = {one: _count_new(is_first=one) for one in (True, False)}
_PUT_BEHIND = {one: _put_behind(is_first=one) for one in (True, False)}
# As a value of each contribution, not as a join: planned without knowing how many rows were put
# there a moment ago, PostgreSQL would begin a join at the wrong end.
_IS_BEHIND_OTHER = (
    select(literal_column("1"))
    .where(
        _BEHIND.cohort_id == _UNIT,
        _BEHIND.pid == _GIVEN.pid,
        _BEHIND.channel == func.replace(_GIVEN.channel, bindparam("one"), bindparam("other")),
    )
    .scalar_subquery()
)
_COUNT_BEHIND = union_all(
    select(_BEHIND.channel, _BEHIND.seq, _BEHIND.value, func.count())
    .where(_BEHIND.cohort_id == _UNIT)
    .group_by(_BEHIND.channel, _BEHIND.seq, _BEHIND.value),
    select(_GIVEN.channel, _NO_VALUE, _GIVEN.value, func.count())
    .where(
        _GIVEN.cohort_id.in_(_MEMBERS),
        _GIVEN.channel.in_(bindparam("channels", expanding=True)),
        _IS_BEHIND_OTHER == 1,
    )
    .group_by(_GIVEN.channel, _GIVEN.value),
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


def new(db: Session, due: Due, growing: Collection[str], once: Collection[str]) -> Tallies:
    """Roster learners due by the day in some channels and not behind them yet, counted.

    In channels that may grow they are counted alone, without what they gave: under the value 0.
    """
    return _tallies(db, _COUNT_NEW[due.is_first], due.asked(growing=growing, once=once))


def put_behind(db: Session, due: Due, channels: Collection[str], seq: int) -> None:
    """Put whoever is new to some of the channels behind their next state, number ``seq``."""
    statement = _PUT_BEHIND[due.is_first]
    db.connection().execute(statement, due.asked(channels=channels, seq=seq))


def behind(
    db: Session, due: Due, given: Collection[str], kinds: tuple[str, str]
) -> dict[str, Behind]:
    """Everyone behind each channel's published states, counted.

    And by channel of ``given``, all of the first kind, what was given there by those who are behind
    the channel of the second kind beside it.
    """
    one, other = (f"/{kind}/" for kind in kinds)
    asked = due.asked(channels=given, one=one, other=other)
    tallies: Tallies = {}
    newest: dict[str, tuple[int, int]] = {}  # a state's number, and how many it added
    for channel, seq, value, people in db.connection().execute(_COUNT_BEHIND, asked).all():
        tally = tallies.setdefault(channel, {})
        tally[value] = tally.get(value, 0) + people
        highest, added = newest.get(channel, (0, 0))
        if seq >= highest:
            newest[channel] = seq, people + (added if seq == highest else 0)
    return {one: Behind(tally, newest[one][1]) for one, tally in tallies.items()}


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


def _tallies(db: Session, statement: Any, asked: dict[str, Any]) -> Tallies:
    found: Tallies = {}
    for channel, value, people in db.connection().execute(statement, asked).all():
        found.setdefault(channel, {})[value] = people
    return found
