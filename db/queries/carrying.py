"""Statements for writing that is brought from one pid to another."""

from __future__ import annotations

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.answers import Attempt, Contribution, Draft, StepDone, Uncounted


def counts(db: Session, pid: str) -> tuple[int, int, int]:
    """How many attempts, drafts with words in them, and steps done a pid has."""
    return (
        db.scalar(select(func.count()).where(Attempt.pid == pid)) or 0,
        db.scalar(select(func.count()).where(Draft.pid == pid, Draft.sealed != "")) or 0,
        db.scalar(select(func.count()).where(StepDone.pid == pid)) or 0,
    )


def make_room(db: Session, pid: str, lesson_id: str, exercise_id: str, by: int) -> None:
    """Raise the numbers of a learner's attempts at an exercise, so that earlier ones fit below."""
    mine = (
        (Attempt.pid == pid)
        & (Attempt.lesson_id == lesson_id)
        & (Attempt.exercise_id == exercise_id)
    )
    # From the top, because no two may have the same number even for a moment.
    for number in sorted(db.scalars(select(Attempt.number).where(mine)), reverse=True):
        raised = update(Attempt).where(mine, Attempt.number == number).values(number=number + by)
        db.execute(raised.execution_options(synchronize_session=False))


def count_no_more(db: Session, cohort_id: str, pid: str) -> None:
    """Let a pid count in no figure from now on; what waited is gone, what is published stays."""
    row = insert_into(db, Uncounted).values(pid=pid)
    db.execute(row.on_conflict_do_nothing())
    db.execute(
        delete(Contribution).where(Contribution.cohort_id == cohort_id, Contribution.pid == pid)
    )
    scrub_after(db)


def counts_nowhere(db: Session, pid: str) -> bool:
    """Whether a pid counts in no figure of its cohort."""
    return bool(db.scalar(select(exists().where(Uncounted.pid == pid))))
