"""Statements of one tick: how many gave what, who is newly behind a figure, and what was decided.

Everything is counted where it lies: no row of a contribution is ever brought here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, insert, literal, select
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone

Tallies = dict[str, dict[int, int]]  # by channel, how many gave each value


@dataclass(frozen=True)
class Due:
    """The channels of a unit that have a tick on a day; ``members`` are its cohorts."""

    unit: str
    members: Collection[str]
    channels: Collection[str]
    day: date


@dataclass(frozen=True)
class Done:
    """A decided tick of one channel."""

    channel: str
    coin_waits: bool | None
    cell: Cell | None


def new(db: Session, due: Due) -> Tallies:
    """Values of roster learners due by the day who are not behind the figures yet, counted."""
    columns = (Contribution.channel, Contribution.value, func.count())
    statement = _new(due, columns, due.channels)
    return _tallies(db, statement.group_by(Contribution.channel, Contribution.value))


def behind(db: Session, unit: str, channels: Collection[str]) -> Tallies:
    """Values of everyone behind the channels' published states, counted."""
    statement = (
        select(Released.channel, Released.value, func.count())
        .where(Released.cohort_id == unit, Released.channel.in_(channels))
        .group_by(Released.channel, Released.value)
    )
    return _tallies(db, statement)


def put_behind(db: Session, due: Due, channels: Collection[str], seq: int) -> None:
    """Put whoever is new to some of the channels behind their next state, number ``seq``."""
    columns = (
        literal(due.unit),
        Contribution.channel,
        Contribution.pid,
        Contribution.value,
        literal(seq),
    )
    names = ["cohort_id", "channel", "pid", "value", "seq"]
    db.execute(insert(Released).from_select(names, _new(due, columns, channels)))


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
        db.execute(insert(TickDone), rows)


def states(db: Session, unit: str) -> dict[str, int]:
    """The number of each channel's newest published state, by the plans of the main database."""
    statement = (
        select(TickDone.channel, func.max(TickDone.seq))
        .where(TickDone.cohort_id == unit, TickDone.seq.is_not(None))
        .group_by(TickDone.channel)
    )
    return {row[0]: row[1] or 0 for row in db.execute(statement)}


def done_on(db: Session, unit: str, day: date) -> set[str]:
    """The channels of a unit whose tick of a day is decided."""
    statement = select(TickDone.channel).where(TickDone.cohort_id == unit, TickDone.tick_on == day)
    return set(db.scalars(statement))


def _new(due: Due, columns: tuple[Any, ...], channels: Collection[str]) -> Select[Any]:
    there = exists().where(
        Released.cohort_id == due.unit,
        Released.channel == Contribution.channel,
        Released.pid == Contribution.pid,
    )
    return (
        select(*columns)
        .select_from(Contribution)
        .join(Roster, (Roster.cohort_id == due.unit) & (Roster.pid == Contribution.pid))
        .where(
            Contribution.cohort_id.in_(due.members),
            Contribution.channel.in_(channels),
            Contribution.due_on <= due.day,
            ~there,
        )
    )


def _tallies(db: Session, statement: Any) -> Tallies:
    found: Tallies = {}
    for channel, value, people in db.execute(statement):
        found.setdefault(channel, {})[value] = people
    return found
