"""Statements over what learners write and do, always by pid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import BindParameter, and_, bindparam, delete, func, insert, or_, select, text
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.answers import Attempt, Draft, Position, StepDone
from db.tables.identity import Account, Membership

# Asked at every step of every lesson: built once, over plain columns.
_DRAFT, _STEP, _POSITION = Draft.__table__.c, StepDone.__table__.c, Position.__table__.c
_ACCOUNT, _ATTEMPT = Account.__table__.c, Attempt.__table__.c
_PID: BindParameter[str] = bindparam("pid")
_DRAFT_OF = select(_DRAFT.revision, _DRAFT.sealed).where(
    _DRAFT.pid == _PID, _DRAFT.box == bindparam("box")
)
_STEPS_DONE = select(_STEP.lesson_id, _STEP.step_id).where(_STEP.pid == _PID)
_POSITIONS = select(_POSITION.lesson_id, _POSITION.step_id).where(_POSITION.pid == _PID)
_MEMBER = Membership.__table__.c
_TEACHES = _MEMBER.account_id.is_not(None)
_NEAR = (
    select(_ACCOUNT.name, _ACCOUNT.is_owner, _TEACHES.label("teaches"))
    .select_from(Account.__table__)
    .outerjoin(
        Membership.__table__,
        and_(
            _MEMBER.account_id == _ACCOUNT.id,
            _MEMBER.cohort_id == bindparam("cohort_id"),
            _MEMBER.role == "instructor",
        ),
    )
    .where(or_(_ACCOUNT.is_owner, _TEACHES))
    .order_by(_ACCOUNT.name, _ACCOUNT.id)
)


@dataclass(frozen=True)
class StoredAttempt:
    """An attempt's row, its answer and its time inside the seal."""

    id: str
    pid: str
    lesson_id: str
    exercise_id: str
    kind: str
    number: int
    edition: str
    submission_key: str
    sealed: str = field(repr=False)


_STORED = select(*(_ATTEMPT[name] for name in StoredAttempt.__dataclass_fields__))
_MINE = _STORED.where(_ATTEMPT.pid == _PID).order_by(_ATTEMPT.number)
_IN_LESSON = _MINE.where(_ATTEMPT.lesson_id == bindparam("lesson_id"))
_AT_EXERCISE = _IN_LESSON.where(_ATTEMPT.exercise_id == bindparam("exercise_id"))
_BY_ID = _STORED.where(_ATTEMPT.pid == _PID, _ATTEMPT.id == bindparam("id"))
_BY_KEY = _STORED.where(_ATTEMPT.pid == _PID, _ATTEMPT.submission_key == bindparam("key"))
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
) -> list[StoredAttempt]:
    """A learner's attempts by number, in one lesson, or at one exercise of it, if named."""
    statement = _MINE if lesson_id is None else _IN_LESSON
    asked = {"pid": pid, "lesson_id": lesson_id, "exercise_id": exercise_id}
    db.flush()
    rows = db.connection().execute(_AT_EXERCISE if exercise_id else statement, asked)
    return [StoredAttempt(*row) for row in rows]


def attempt_counts(db: Session, pid: str) -> dict[tuple[str, str], int]:
    """How many attempts a learner has at each exercise, by (lesson id, exercise id)."""
    statement = (
        select(_ATTEMPT.lesson_id, _ATTEMPT.exercise_id, func.count().label("attempts"))
        .where(_ATTEMPT.pid == pid)
        .group_by(_ATTEMPT.lesson_id, _ATTEMPT.exercise_id)
    )
    rows = db.execute(statement)
    return {(row.lesson_id, row.exercise_id): row.attempts for row in rows}


def attempt(db: Session, pid: str, attempt_id: str) -> StoredAttempt | None:
    """One attempt of a learner."""
    db.flush()
    row = db.connection().execute(_BY_ID, {"pid": pid, "id": attempt_id}).one_or_none()
    return None if row is None else StoredAttempt(*row)


def attempt_by_key(db: Session, pid: str, key: str) -> StoredAttempt | None:
    """The attempt that was stored under a submission key."""
    db.flush()
    row = db.connection().execute(_BY_KEY, {"pid": pid, "key": key}).one_or_none()
    return None if row is None else StoredAttempt(*row)


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


def add_attempt(db: Session, row: StoredAttempt) -> None:
    """Store an attempt."""
    db.execute(insert(Attempt), vars(row))


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


def near(db: Session, cohort_id: str) -> list[tuple[str, bool, bool]]:
    """(name, runs the server, teaches the cohort) of whoever does either, by name."""
    db.flush()
    rows = db.connection().execute(_NEAR, {"cohort_id": cohort_id})
    return [(row.name, row.is_owner, row.teaches) for row in rows]
