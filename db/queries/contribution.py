"""Statements over what waits for a tick."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import Contribution, Released, Roster, TickDone


def contributed(db: Session, cohort_id: str, channel: str, pid: str) -> int | None:
    """The value a learner's contribution stands at; None when there is none."""
    return db.scalar(
        select(Contribution.value).where(
            Contribution.cohort_id == cohort_id,
            Contribution.channel == channel,
            Contribution.pid == pid,
        )
    )


def put(
    db: Session, cohort_id: str, pid: str, values: Mapping[str, int], due: Mapping[str, date]
) -> None:
    """Add contributions by channel, or replace the values of those that wait; dates stay."""
    rows = [
        {"cohort_id": cohort_id, "channel": one, "pid": pid, "value": value, "due_on": due[one]}
        for one, value in values.items()
    ]
    statement = insert_into(db, Contribution)
    db.execute(
        statement.on_conflict_do_update(
            index_elements=["cohort_id", "channel", "pid"],
            set_={"value": statement.excluded.value},
        ),
        rows,
    )


def released(db: Session, unit: str, channels: Collection[str], pid: str) -> set[str]:
    """The channels behind whose published state a learner is."""
    statement = select(Released.channel).where(
        Released.cohort_id == unit, Released.channel.in_(channels), Released.pid == pid
    )
    return set(db.scalars(statement))


def decided(db: Session, unit: str, channels: Collection[str]) -> dict[str, set[date]]:
    """The dates of some channels' ticks that have been decided."""
    found: dict[str, set[date]] = {one: set() for one in channels}
    statement = select(TickDone.channel, TickDone.tick_on).where(
        TickDone.cohort_id == unit, TickDone.channel.in_(channels)
    )
    for channel, day in db.execute(statement):
        found[channel].add(day)
    return found


def on_roster(db: Session, cohort_id: str, pid: str) -> bool:
    """Whether a pid of a cohort counts in its releases."""
    return bool(db.scalar(select(exists().where(Roster.cohort_id == cohort_id, Roster.pid == pid))))
