"""Statements over the letters that accounts are sent, and the occasions they are written for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership
from db.tables.letters import Letter, Occasion, Preference

WAITING, SENT, OVER = "waiting", "sent", "over"
_WRITER = 7_032_118  # the lock under which letters are decided and claimed, on PostgreSQL

Key = tuple[str, str, str]  # (account id, cohort id, occasion)


def lock_letters(db: Session) -> None:
    """Hold the one lock of letters until the transaction ends.

    On SQLite a transaction that writes already holds the only writer's place.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITER})


def running(db: Session) -> list[str]:
    """Ids of every cohort."""
    return list(db.scalars(select(Cohort.id).order_by(Cohort.id)))


def decided(db: Session, cohort_id: str) -> set[str]:
    """Names of the occasions of a cohort that have been decided."""
    return set(db.scalars(select(Occasion.name).where(Occasion.cohort_id == cohort_id)))


def decide(db: Session, cohort_id: str, name: str) -> bool:
    """Take an occasion as decided; False when it was before."""
    row = insert_into(db, Occasion).values(cohort_id=cohort_id, name=name)
    return bool(db.execute(row.on_conflict_do_nothing().returning(Occasion.name)).all())


def willing(db: Session, cohort_id: str) -> list[tuple[str, str | None]]:
    """(account id, sealed pause) of a cohort's joined learners who want letters and can get any."""
    statement = (
        select(Account.id, Preference.paused_sealed)
        .join(Preference, Preference.account_id == Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.cohort_id == cohort_id,
            Membership.role == "learner",
            Account.joined,
            Account.email.is_not(None),
            Preference.reminders,
        )
    )
    return [(a, b) for a, b in db.execute(statement)]


def add_letters(db: Session, cohort_id: str, occasion: str, accounts: Sequence[str]) -> None:
    """Let a letter wait for each of these accounts."""
    for account_id in accounts:
        row = insert_into(db, Letter).values(
            account_id=account_id, cohort_id=cohort_id, occasion=occasion, state=WAITING, tries=0
        )
        db.execute(row.on_conflict_do_nothing())


@dataclass(frozen=True)
class Waiting:
    """A letter that waits; ``tries`` is how often it was put off."""

    key: Key
    tries: int
    retry_sealed: str | None


def waiting(db: Session) -> list[Waiting]:
    """Every letter that waits."""
    found = db.scalars(
        select(Letter).where(Letter.state == WAITING).execution_options(populate_existing=True)
    )
    return [
        Waiting((row.account_id, row.cohort_id, row.occasion), row.tries, row.retry_sealed)
        for row in found
    ]


def claim(db: Session, key: Key) -> bool:
    """Take a waiting letter as handed over; False when somebody else was quicker."""
    taken = update(Letter).where(*_is(key), Letter.state == WAITING).values(state=SENT)
    return bool(db.execute(taken.returning(Letter.occasion)).all())


def put_off(db: Session, key: Key, tries: int, retry_sealed: str, *, claimed: bool) -> None:
    """Let a letter wait until later: one that we claimed and that certainly did not go out, or one
    that nobody has claimed meanwhile.
    """
    now = SENT if claimed else WAITING
    new = {"state": WAITING, "tries": tries, "retry_sealed": retry_sealed}
    db.execute(update(Letter).where(*_is(key), Letter.state == now).values(new))


def close(db: Session, key: Key) -> None:
    """Let a letter never go out."""
    db.execute(update(Letter).where(*_is(key)).values(state=OVER))


def _is(key: Key) -> tuple[Any, ...]:
    return (
        Letter.account_id == key[0],
        Letter.cohort_id == key[1],
        Letter.occasion == key[2],
    )


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is for, and their off link's hash and sealed token."""

    name: str
    email: str
    paused_sealed: str | None
    off_hash: str
    off_sealed: str


def addressee(db: Session, account_id: str, cohort_id: str) -> Addressee | None:
    """Whom a letter is for; None when they left, want none any more, or have no address."""
    row = db.execute(
        select(
            Account.name,
            Account.email,
            Preference.paused_sealed,
            Preference.off_hash,
            Preference.off_sealed,
        )
        .join(Preference, Preference.account_id == Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Account.id == account_id,
            Membership.cohort_id == cohort_id,
            Membership.role == "learner",
            Preference.reminders,
        )
    ).one_or_none()
    if row is None or not row[1] or row[3] is None or row[4] is None:
        return None
    return Addressee(row[0], row[1], row[2], row[3], row[4])
