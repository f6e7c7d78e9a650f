"""Statements of one tick: how many gave what, who is newly behind a figure, and what was decided.

Everything is counted where it lies: no row of a contribution is ever brought here. A tick asks for
a hundred channels at once, so its statements are built once, over plain columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Insert, Select, bindparam, case, exists, func, insert, literal_column, select
from sqlalchemy.orm import Session

from db.queries import bulk
from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone

Tallies = dict[str, dict[int, int]]  # by channel, how many gave each value

_GIVEN, _BEHIND = Contribution.__table__.c, Released.__table__.c
_COUNTED, _DONE = Roster.__table__.c, TickDone.__table__.c
_UNIT: Any = bindparam("unit")
_MEMBERS: Any = bindparam("members", expanding=True)
_CHANNELS: Any = bindparam("channels", expanding=True)
_SEQ: Any = bindparam("seq")
_INTO_BEHIND = insert(Released.__table__)  # type: ignore[arg-type]


def _new(*columns: Any, is_first: bool) -> Select[Any]:
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
            _GIVEN.channel.in_(_CHANNELS),
            _GIVEN.due_on <= bindparam("day"),
        )
    )
    return found if is_first else found.where(~there)


def _count_new(*by: Any, is_first: bool) -> Select[Any]:
    return _new(*by, func.count(), is_first=is_first).group_by(*by)


def _put_behind(*, is_first: bool) -> Insert:
    noted = _UNIT.label("unit"), _GIVEN.channel, _GIVEN.pid, _GIVEN.value, _SEQ.label("n")
    columns = ["cohort_id", "channel", "pid", "value", "seq"]
    return _INTO_BEHIND.from_select(columns, _new(*noted, is_first=is_first))


# By whether nobody is behind any figure yet.
_YES_NO = (True, False)
_COUNT_PEOPLE = {one: _count_new(_GIVEN.channel, is_first=one) for one in _YES_NO}
_COUNT_NEW = {one: _count_new(_GIVEN.channel, _GIVEN.value, is_first=one) for one in _YES_NO}
_PUT_BEHIND = {one: _put_behind(is_first=one) for one in _YES_NO}
_COUNT_BEHIND = (
    select(_BEHIND.channel, _BEHIND.seq, _BEHIND.value, func.count())
    .where(_BEHIND.cohort_id == _UNIT)
    .group_by(_BEHIND.channel, _BEHIND.seq, _BEHIND.value)
)
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
_COUNT_GIVEN_BEHIND = (
    select(_GIVEN.channel, _GIVEN.value, func.count())
    .where(_GIVEN.cohort_id.in_(_MEMBERS), _GIVEN.channel.in_(_CHANNELS), _IS_BEHIND_OTHER == 1)
    .group_by(_GIVEN.channel, _GIVEN.value)
)
_STATES = (
    select(
        _DONE.channel,
        func.coalesce(func.max(_DONE.seq), 0),
        func.max(case((_DONE.tick_on == bindparam("day"), 1), else_=0)),
        select(exists().where(_BEHIND.cohort_id == _UNIT)).scalar_subquery(),
    )
    .where(_DONE.cohort_id == _UNIT)
    .group_by(_DONE.channel)
)


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
    """Where each channel stands that has had a tick, by the plans of the main database.

    And whether anybody is behind a figure of the unit.
    """
    found = db.connection().execute(_STATES, due.asked()).all()
    states = {channel: State(seq, bool(decided)) for channel, seq, decided, _ in found}
    return states, any(row[3] for row in found[:1])


def people(db: Session, due: Due, channels: Sequence[str]) -> dict[str, int]:
    """How many roster learners are due by the day in each channel and not behind it yet."""
    if not channels:
        return {}
    found = db.connection().execute(_COUNT_PEOPLE[due.is_first], due.asked(channels=channels))
    return {channel: people for channel, people in found.all()}


def new(db: Session, due: Due, channels: Sequence[str]) -> Tallies:
    """The values of the same, counted."""
    return _tallies(db, _COUNT_NEW[due.is_first], due.asked(channels=channels)) if channels else {}


def put_behind(db: Session, due: Due, channels: Sequence[str], seq: int) -> None:
    """Put whoever is new to some of the channels behind their next state, number ``seq``."""
    statement = _PUT_BEHIND[due.is_first]
    db.connection().execute(statement, due.asked(channels=channels, seq=seq))


def behind(db: Session, due: Due) -> dict[str, Behind]:
    """Everyone behind each channel's published states, counted."""
    rows = db.connection().execute(_COUNT_BEHIND, due.asked()).all()
    tallies: Tallies = {}
    newest: dict[str, tuple[int, int]] = {}  # a state's number, and how many it added
    for channel, seq, value, people in rows:
        tally = tallies.setdefault(channel, {})
        tally[value] = tally.get(value, 0) + people
        highest, added = newest.get(channel, (seq, 0))
        newest[channel] = max((highest, added), (seq, people + (added if seq == highest else 0)))
    return {one: Behind(tally, newest[one][1]) for one, tally in tallies.items()}


def given_behind(db: Session, due: Due, channels: Sequence[str], kinds: tuple[str, str]) -> Tallies:
    """What was given in channels of the first kind by those behind the second's states, counted."""
    one, other = (f"/{kind}/" for kind in kinds)
    asked = due.asked(channels=channels, one=one, other=other)
    return _tallies(db, _COUNT_GIVEN_BEHIND, asked) if channels else {}


def put_done(db: Session, due: Due, ticks: Sequence[Done]) -> None:
    """Remember decided ticks: their coins and their labels."""
    day = due.day.isoformat()
    rows = []
    for one in ticks:
        cell = one.cell
        said = (None, None, None) if cell is None else (cell.seq, cell.label, cell.group_label)
        rows.append((due.unit, one.channel, day, one.coin_waits, *said))
    columns = "cohort_id", "channel", "tick_on", "coin_waits", "seq", "label", "group_label"
    bulk.put(db, TickDone, columns, rows)


def _tallies(db: Session, statement: Any, asked: dict[str, Any]) -> Tallies:
    found: Tallies = {}
    for channel, value, people in db.connection().execute(statement, asked).all():
        found.setdefault(channel, {})[value] = people
    return found
