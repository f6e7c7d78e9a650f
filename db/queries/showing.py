"""Statements over what learners show to one person, and choose for a talk, always by pid."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.answers import Enrolment
from db.tables.showing import Guide, Shown


def add(db: Session, row: Shown) -> None:
    """Store what is shown."""
    db.add(row)
    db.flush()


def mine(db: Session, pid: str) -> list[Shown]:
    """Everything a learner shows or has shown."""
    return list(db.scalars(select(Shown).where(Shown.pid == pid)))


def one_of_mine(db: Session, pid: str, shown_id: str) -> Shown | None:
    """One of them."""
    return db.scalar(select(Shown).where(Shown.pid == pid, Shown.id == shown_id))


def by_hash(db: Session, token_hash: str) -> Shown | None:
    """What the link with this hash leads to."""
    return db.scalar(select(Shown).where(Shown.token_hash == token_hash))


def linked(db: Session) -> list[Shown]:
    """Everything whose link may still work."""
    return list(db.scalars(select(Shown).where(Shown.token_hash.is_not(None))))


def cohort_of(db: Session, pid: str) -> str | None:
    """The cohort a pid belongs to."""
    return db.scalar(select(Enrolment.cohort_id).where(Enrolment.pid == pid))


def put_answer(db: Session, shown_id: str, sealed: str) -> bool:
    """Keep what came back; False when there is something already."""
    statement = (
        update(Shown).where(Shown.id == shown_id, Shown.answer.is_(None)).values(answer=sealed)
    )
    return db.scalar(statement.returning(Shown.id)) is not None


def unlink(db: Session, shown_id: str) -> None:
    """End a link: nothing of what it showed is left, only what came back."""
    db.execute(update(Shown).where(Shown.id == shown_id).values(token_hash=None, item=None))
    scrub_after(db)


def remove(db: Session, shown_id: str) -> None:
    """Remove what was shown, with whatever came back."""
    db.execute(delete(Shown).where(Shown.id == shown_id))
    scrub_after(db)


def guide(db: Session, pid: str) -> str | None:
    """The sealed choice for a talk with a supervisor."""
    return db.scalar(select(Guide.sealed).where(Guide.pid == pid))


def put_guide(db: Session, pid: str, sealed: str) -> None:
    """Keep a choice in place of the one before."""
    row = insert_into(db, Guide).values(pid=pid, sealed=sealed)
    db.execute(row.on_conflict_do_update(index_elements=["pid"], set_={"sealed": sealed}))
