"""Statements over what waits for a tick."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import Contribution, Released, Roster


def contribution_value(db: Session, cohort_id: str, channel: str, pid: str) -> int | None:
    """The value a learner's contribution stands at; None when there is none."""
    return db.scalar(
        select(Contribution.value).where(
            Contribution.cohort_id == cohort_id,
            Contribution.channel == channel,
            Contribution.pid == pid,
        )
    )


def put_contribution(
    db: Session, cohort_id: str, channel: str, pid: str, *, value: int, due_on: date
) -> None:
    """Add a contribution, or replace the value of the one that is waiting; its date stays."""
    row = insert_into(db, Contribution).values(
        cohort_id=cohort_id, channel=channel, pid=pid, value=value, due_on=due_on
    )
    db.execute(
        row.on_conflict_do_update(
            index_elements=["cohort_id", "channel", "pid"], set_={"value": row.excluded.value}
        )
    )


def is_released(db: Session, cohort_id: str, channel: str, pid: str) -> bool:
    """Whether a learner is behind the channel's published state."""
    return bool(
        db.scalar(
            select(
                exists().where(
                    Released.cohort_id == cohort_id,
                    Released.channel == channel,
                    Released.pid == pid,
                )
            )
        )
    )


def on_roster(db: Session, cohort_id: str, pid: str) -> bool:
    """Whether a pid counts in the cohort's releases."""
    return bool(db.scalar(select(exists().where(Roster.cohort_id == cohort_id, Roster.pid == pid))))
