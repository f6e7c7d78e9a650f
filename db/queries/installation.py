"""Statements over the installation's one row."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.identity import Installation


def known(db: Session) -> tuple[str, str] | None:
    """(id, fingerprint of the master key); None in a database that was never used."""
    row = db.scalar(select(Installation))
    return None if row is None else (row.id, row.key_fingerprint)


def add(db: Session, key_fingerprint: str) -> None:
    """Make the row."""
    db.add(Installation(key_fingerprint=key_fingerprint))
    db.flush()
