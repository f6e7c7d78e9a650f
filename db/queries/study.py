"""Statements over what learners write and do, always by pid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, bindparam, delete, func, select, text
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.answers import Attempt, Draft, Position, StepDone
from db.tables.identity import Account

# Asked at every step of every lesson: built once, over plain columns.
_DRAFT, _STEP, _POSITION = Draft.__table__.c, StepDone.__table__.c, Position.__table__.c
_ACCOUNT, _ATTEMPT = Account.__table__.c, Attempt.__table__.c
_PID: BindParameter[str] = bindparam("pid")
_DRAFT_OF = select(_DRAFT.revision, _DRAFT.sealed).where(
    _DRAFT.pid == _PID, _DRAFT.box == bindparam("box")
)
_STEPS_DONE = select(_STEP.lesson_id, _STEP.step_id).where(_STEP.pid == _PID)
_POSITIONS = select(_POSITION.lesson_id, _POSITION.step_id).where(_POSITION.pid == _PID)
_OWNERS = (
    select(_ACCOUNT.id, _ACCOUNT.name).where(_ACCOUNT.is_owner).order_by(_ACCOUNT.name, _ACCOUNT.id)
)
_LAST_NUMBER = select(func.max(_ATTEMPT.number)).where(
    _ATTEMPT.pid == _PID,
    _ATTEMPT.lesson_id == bindparam("lesson_id"),
    _ATTEMPT.exercise_id == bindparam("exercise_id"),
)


def lock_learner(db: Session, pid: str) -> None:
    """Let one learner's writes take turns until the transaction ends.

    SQLite's writers take turns anyway. On PostgreSQL a lock beside the rows is used, because a
    locked row keeps a trace of who last locked it.
    """
    if db.get_bind().dialect.name == "postgresql":
        number = int(pid[:15], 16)
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def draft(db: Session, pid: str, box: str) -> tuple[int, str] | None:
    """(revision, sealed) of one box's draft; sealed is empty once it was submitted or removed."""
    db.flush()
    row = db.connection().execute(_DRAFT_OF, {"pid": pid, "box": box}).one_or_none()
    return None if row is None else (row.revision, row.sealed)


def drafts(db: Session, pid: str) -> list[tuple[str, int, str]]:
    """(box, revision, sealed) of every draft a learner has."""
    rows = db.execute(select(Draft.box, Draft.revision, Draft.sealed).where(Draft.pid == pid))
    return [(row.box, row.revision, row.sealed) for row in rows]


def put_draft(db: Session, pid: str, box: str, revision: int, sealed: str) -> None:
    """Store a box's draft in place of the one before."""
    row = insert_into(db, Draft).values(pid=pid, box=box, revision=revision, sealed=sealed)
    new = {"revision": revision, "sealed": sealed}
    db.execute(row.on_conflict_do_update(index_elements=["pid", "box"], set_=new))


def attempts(
    db: Session, pid: str, lesson_id: str | None = None, exercise_id: str | None = None
) -> list[Attempt]:
    """A learner's attempts by number, in one lesson or exercise if named."""
    statement = select(Attempt).where(Attempt.pid == pid)
    if lesson_id is not None:
        statement = statement.where(Attempt.lesson_id == lesson_id)
    if exercise_id is not None:
        statement = statement.where(Attempt.exercise_id == exercise_id)
    return list(db.scalars(statement.order_by(Attempt.number)))


def attempt_counts(db: Session, pid: str) -> dict[tuple[str, str], int]:
    """How many attempts a learner has at each exercise, by (lesson id, exercise id)."""
    statement = (
        select(_ATTEMPT.lesson_id, _ATTEMPT.exercise_id, func.count().label("attempts"))
        .where(_ATTEMPT.pid == pid)
        .group_by(_ATTEMPT.lesson_id, _ATTEMPT.exercise_id)
    )
    rows = db.execute(statement)
    return {(row.lesson_id, row.exercise_id): row.attempts for row in rows}


def attempt_by_key(db: Session, pid: str, key: str) -> Attempt | None:
    """The attempt that was stored under a submission key."""
    return db.scalar(select(Attempt).where(Attempt.pid == pid, Attempt.submission_key == key))


def last_number(db: Session, pid: str, lesson_id: str, exercise_id: str) -> int:
    """The highest attempt number of an exercise; 0 before the first."""
    db.flush()
    asked = {"pid": pid, "lesson_id": lesson_id, "exercise_id": exercise_id}
    return db.connection().scalar(_LAST_NUMBER, asked) or 0


def exercises_tried(db: Session, pid: str, lesson_id: str) -> set[str]:
    """Ids of the exercises of a lesson that have an attempt."""
    statement = select(Attempt.exercise_id).where(
        Attempt.pid == pid, Attempt.lesson_id == lesson_id
    )
    return set(db.scalars(statement.distinct()))


def count_attempts(db: Session, pid: str, lesson_id: str, exercise_ids: Sequence[str]) -> int:
    """How many attempts a learner has made at some exercises of a lesson."""
    statement = select(func.count()).where(
        Attempt.pid == pid, Attempt.lesson_id == lesson_id, Attempt.exercise_id.in_(exercise_ids)
    )
    return db.scalar(statement) or 0


def add_attempt(db: Session, row: Attempt) -> None:
    """Store an attempt."""
    db.add(row)
    db.flush()


def remove_attempts(db: Session, pid: str, ids: Sequence[str]) -> None:
    """Remove attempts of one learner, and leave nothing of them on the disk after the commit."""
    db.execute(delete(Attempt).where(Attempt.pid == pid, Attempt.id.in_(ids)))
    scrub_after(db)


def steps_done(db: Session, pid: str) -> set[tuple[str, str]]:
    """(lesson id, step id) of every step a learner has done."""
    db.flush()
    rows = db.connection().execute(_STEPS_DONE, {"pid": pid})
    return {(row.lesson_id, row.step_id) for row in rows}


def add_step_done(db: Session, pid: str, lesson_id: str, step_id: str) -> None:
    """Mark a step done; doing it again changes nothing."""
    row = insert_into(db, StepDone).values(pid=pid, lesson_id=lesson_id, step_id=step_id)
    db.execute(row.on_conflict_do_nothing())


def positions(db: Session, pid: str) -> dict[str, str]:
    """The step at which a learner last was, by lesson id."""
    db.flush()
    rows = db.connection().execute(_POSITIONS, {"pid": pid})
    return {row.lesson_id: row.step_id for row in rows}


def put_position(db: Session, pid: str, lesson_id: str, step_id: str) -> None:
    """Remember where a learner is in a lesson."""
    row = insert_into(db, Position).values(pid=pid, lesson_id=lesson_id, step_id=step_id)
    new = {"step_id": step_id}
    db.execute(row.on_conflict_do_update(index_elements=["pid", "lesson_id"], set_=new))


def owners(db: Session) -> list[tuple[str, str]]:
    """(account id, name) of whoever runs the server, by name."""
    db.flush()
    rows = db.connection().execute(_OWNERS)
    return [(row.id, row.name) for row in rows]
