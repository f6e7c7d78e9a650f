"""Statements over what instructors write to their cohort."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.identity import Account
from db.tables.notes import Note, TrainerText

Row = tuple[Note, str | None]  # a note and its author's name

# Asked at every visit to Home and at the head of every lesson: built once.
_TEXT = TrainerText.__table__.c
_TRAINER_TEXT = select(_TEXT.text, _TEXT.revision).where(
    _TEXT.cohort_id == bindparam("cohort_id"), _TEXT.lesson_id == bindparam("lesson_id")
)
_NOTES = (
    select(Note, Account.name)
    .outerjoin(Account, Account.id == Note.author_id)
    .where(Note.cohort_id == bindparam("cohort_id"))
    .execution_options(populate_existing=True)
)
_POSTED = _NOTES.where(Note.posted_on.is_not(None)).order_by(Note.place.desc())
_NOTE = _NOTES.where(Note.id == bindparam("note_id"))


def posted(db: Session, cohort_id: str) -> list[Row]:
    """The notes posted to a cohort, the newest first."""
    return [(note, name) for note, name in db.execute(_POSTED, {"cohort_id": cohort_id})]


def draft(db: Session, cohort_id: str) -> Note | None:
    """The note that is being written for a cohort."""
    found: Note | None = db.scalar(
        select(Note)
        .where(Note.cohort_id == cohort_id, Note.posted_on.is_(None))
        .execution_options(populate_existing=True)
    )
    return found


def find(db: Session, cohort_id: str, note_id: str) -> Row | None:
    """A note of a cohort."""
    row = db.execute(_NOTE, {"cohort_id": cohort_id, "note_id": note_id}).one_or_none()
    return None if row is None else (row[0], row[1])


def put_draft(
    db: Session, cohort_id: str, author_id: str, title: str, parts: dict[str, Any], revision: int
) -> str:
    """Store the note that is being written, in place of what was there; returns its id."""
    now = draft(db, cohort_id)
    if now is None:
        now = Note(cohort_id=cohort_id, posted_on=None, place=0)
        db.add(now)
    now.author_id, now.title, now.parts, now.revision = author_id, title, parts, revision
    db.flush()
    return now.id


def post(db: Session, cohort_id: str, note_id: str, author_id: str, day: date) -> None:
    """Let a note stand from ``day`` on, after those that were posted before."""
    last = db.scalar(select(func.max(Note.place)).where(Note.cohort_id == cohort_id)) or 0
    new = {"posted_on": day, "place": last + 1, "author_id": author_id}
    db.execute(update(Note).where(Note.id == note_id, Note.cohort_id == cohort_id).values(new))


def remove(db: Session, cohort_id: str, note_id: str) -> bool:
    """Remove a note, posted or not; False when there is none."""
    statement = delete(Note).where(Note.id == note_id, Note.cohort_id == cohort_id)
    return bool(db.execute(statement.returning(Note.id)).all())


def trainer_text(db: Session, cohort_id: str, lesson_id: str) -> tuple[str, int]:
    """(text, revision) of what stands at the head of a lesson; ``("", 0)`` where nothing does."""
    db.flush()
    asked = {"cohort_id": cohort_id, "lesson_id": lesson_id}
    row = db.connection().execute(_TRAINER_TEXT, asked).one_or_none()
    return ("", 0) if row is None else (row.text, row.revision)


def put_trainer_text(db: Session, cohort_id: str, lesson_id: str, text: str, revision: int) -> None:
    """Store what stands at the head of a lesson."""
    row = insert_into(db, TrainerText).values(
        cohort_id=cohort_id, lesson_id=lesson_id, text=text, revision=revision
    )
    new = {"text": text, "revision": revision}
    db.execute(row.on_conflict_do_update(index_elements=["cohort_id", "lesson_id"], set_=new))
