"""Statements over how learners rated their own replies, always by pid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import ReplyRating

# Asked at every step with a reply: built once.
_PID = ReplyRating.pid == bindparam("pid")
_MINE = select(ReplyRating).where(_PID).order_by(ReplyRating.number, ReplyRating.moment)
_IN_LESSON = _MINE.where(ReplyRating.lesson_id == bindparam("lesson_id"))
_ANY = select(exists().where(_PID))


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
    if lesson_id is None:
        return list(db.scalars(_MINE, {"pid": pid}))
    return list(db.scalars(_IN_LESSON, {"pid": pid, "lesson_id": lesson_id}))


def any_of(db: Session, pid: str) -> bool:
    """Whether a learner has any rating of a reply."""
    db.flush()
    return bool(db.connection().scalar(_ANY, {"pid": pid}))


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
