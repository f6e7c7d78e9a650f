"""Statements over how learners rated their own replies, always by pid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import ReplyRating


def put(
    db: Session, pid: str, lesson_id: str, exercise_id: str, number: int, moment: str, sealed: str
) -> None:
    """Keep a rating in place of the one before."""
    row = insert_into(db, ReplyRating).values(
        pid=pid,
        lesson_id=lesson_id,
        exercise_id=exercise_id,
        number=number,
        moment=moment,
        sealed=sealed,
    )
    db.execute(
        row.on_conflict_do_update(
            index_elements=["pid", "lesson_id", "exercise_id", "number", "moment"],
            set_={"sealed": sealed},
        )
    )


def mine(db: Session, pid: str, lesson_id: str | None = None) -> list[ReplyRating]:
    """A learner's ratings of replies, in one lesson if named."""
    statement = select(ReplyRating).where(ReplyRating.pid == pid)
    if lesson_id is not None:
        statement = statement.where(ReplyRating.lesson_id == lesson_id)
    return list(db.scalars(statement.order_by(ReplyRating.number, ReplyRating.moment)))


def any_of(db: Session, pid: str) -> bool:
    """Whether a learner has any rating of a reply."""
    return bool(db.scalar(select(exists().where(ReplyRating.pid == pid))))


def remove(db: Session, pid: str, lesson_id: str, exercise_id: str, numbers: Sequence[int]) -> None:
    """Remove the ratings of these attempts at a reply."""
    db.execute(
        delete(ReplyRating).where(
            ReplyRating.pid == pid,
            ReplyRating.lesson_id == lesson_id,
            ReplyRating.exercise_id == exercise_id,
            ReplyRating.number.in_(numbers),
        )
    )
