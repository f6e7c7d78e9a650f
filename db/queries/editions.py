"""Statements over editions: lessons as they read when they were first loaded."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import EditionRow


def hashes(db: Session) -> set[str]:
    """The hash of every edition kept."""
    return set(db.scalars(select(EditionRow.hash)))


def add(db: Session, edition: str, lesson_id: str, canonical: str) -> None:
    """Keep an edition; one that is there already stays as it is, also when two start at once."""
    statement = insert_into(db, EditionRow).values(
        hash=edition, lesson_id=lesson_id, canonical=canonical
    )
    db.execute(statement.on_conflict_do_nothing())


def canonical(db: Session, edition: str) -> str | None:
    """An edition's canonical form."""
    return db.scalar(select(EditionRow.canonical).where(EditionRow.hash == edition))


def by_prefix(db: Session, start: str) -> list[str]:
    """The canonical forms of the editions whose hash begins so."""
    statement = select(EditionRow.canonical).where(EditionRow.hash.startswith(start))
    return list(db.scalars(statement))
