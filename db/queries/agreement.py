"""Statements over the versions of the text about joining that people agreed to."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.identity import Agreement


def has_agreed(db: Session, account_id: str, fingerprint: str) -> bool:
    """Whether an account agreed to the text with this fingerprint."""
    return bool(
        db.scalar(
            select(
                exists().where(
                    Agreement.account_id == account_id, Agreement.fingerprint == fingerprint
                )
            )
        )
    )


def agree(db: Session, account_id: str, fingerprint: str, *, version: str, day_sealed: str) -> None:
    """Keep that an account agreed; the first time stands."""
    row = insert_into(db, Agreement).values(
        account_id=account_id, fingerprint=fingerprint, version=version, day_sealed=day_sealed
    )
    db.execute(row.on_conflict_do_nothing())


def of_account(db: Session, account_id: str) -> list[Agreement]:
    """Every version an account agreed to."""
    return list(db.scalars(select(Agreement).where(Agreement.account_id == account_id)))
