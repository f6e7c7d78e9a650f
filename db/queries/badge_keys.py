"""Statements over the keys that sign badges."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.tables.record import BadgeKey

_LOCK = 7_032_121


def lock(db: Session) -> None:
    """Let those who would make a key take turns (SQLite's writers do anyway)."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def signing(db: Session) -> tuple[str, str] | None:
    """(id, sealed private key) of the key that signs now; None before the first."""
    row = db.execute(
        select(BadgeKey.id, BadgeKey.private_sealed).where(BadgeKey.private_sealed.is_not(None))
    ).one_or_none()
    return None if row is None or row.private_sealed is None else (row.id, row.private_sealed)


def public(db: Session, key_id: str) -> dict[str, Any] | None:
    """A public key by its id."""
    return db.scalar(select(BadgeKey.public).where(BadgeKey.id == key_id))


def replace(db: Session, key_id: str, public: dict[str, Any], private_sealed: str) -> None:
    """Sign with a new key from now on. Earlier private keys are gone; public ones stay."""
    db.execute(update(BadgeKey).values(private_sealed=None))
    db.add(BadgeKey(id=key_id, public=public, private_sealed=private_sealed))
    db.flush()
    scrub_after(db)


def distrust_earlier(db: Session) -> int:
    """Remove every key but the one that signs; returns how many."""
    gone = db.scalars(
        delete(BadgeKey).where(BadgeKey.private_sealed.is_(None)).returning(BadgeKey.id)
    ).all()
    return len(gone)
