"""Statements over cohorts, their instructors, and who may make cohorts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership

# A learner who was removed: no permission, but the pid stays theirs and is never given away.
FORMER = "former"

# Asked at every step of every lesson: built once.
_FIND = (
    select(Cohort)
    .where(Cohort.id == bindparam("cohort_id"))
    .execution_options(populate_existing=True)
)
_PLAN = select(Cohort.__table__).where(Cohort.__table__.c.id == bindparam("cohort_id"))


def find(db: Session, cohort_id: str) -> Cohort | None:
    """A cohort's row, as it is in the database now."""
    return db.scalar(_FIND, {"cohort_id": cohort_id})


def plan(db: Session, cohort_id: str) -> Any:
    """A cohort's columns, by their names, to be read and not changed; None where there is none."""
    db.flush()
    return db.connection().execute(_PLAN, {"cohort_id": cohort_id}).one_or_none()


def add(db: Session, **columns: Any) -> str:
    """A new cohort; returns its id."""
    row = Cohort(**columns)
    db.add(row)
    db.flush()
    return row.id


def change(
    db: Session,
    cohort_id: str,
    *,
    name: str,
    keep_until: date,
    unlock: dict[str, Any],
    place: str | None,
) -> None:
    """Change what may be changed after a cohort is made."""
    values = {"name": name, "keep_until": keep_until, "unlock": unlock, "place": place}
    db.execute(update(Cohort).where(Cohort.id == cohort_id).values(values))


def save_card(db: Session, cohort_id: str, card: dict[str, str]) -> None:
    """Replace the contact card."""
    db.execute(update(Cohort).where(Cohort.id == cohort_id).values(card=card))


def add_member(db: Session, cohort_id: str, account_id: str, role: str) -> None:
    """Give an account a role in a cohort."""
    db.add(Membership(cohort_id=cohort_id, account_id=account_id, role=role))
    db.flush()


def remove_member(db: Session, cohort_id: str, account_id: str, role: str) -> None:
    """Take an account's role in a cohort away."""
    db.execute(
        delete(Membership).where(
            Membership.cohort_id == cohort_id,
            Membership.account_id == account_id,
            Membership.role == role,
        )
    )


def make_former(db: Session, cohort_id: str, account_id: str) -> None:
    """End an account's part as a learner, remembering that its pid is taken."""
    remove_member(db, cohort_id, account_id, "learner")
    remove_member(db, cohort_id, account_id, FORMER)
    add_member(db, cohort_id, account_id, FORMER)


def count_members(db: Session, cohort_id: str, role: str) -> int:
    """How many accounts hold a role in a cohort."""
    statement = select(func.count()).where(
        Membership.cohort_id == cohort_id, Membership.role == role
    )
    return db.scalar(statement) or 0


def members(db: Session, cohort_id: str) -> list[tuple[str, str, str, str | None]]:
    """(account id, role, name, email) of everyone who has joined a cohort."""
    statement = (
        select(Account.id, Membership.role, Account.name, Account.email)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.cohort_id == cohort_id, Membership.role.in_(("instructor", "learner")))
    )
    return [(a, b, c, d) for a, b, c, d in db.execute(statement)]


def joined_accounts(db: Session) -> list[Account]:
    """Every account whose holder has signed in."""
    statement = select(Account).where(Account.joined)
    return list(db.scalars(statement.execution_options(populate_existing=True)))


def allow_making(db: Session, account_id: str, *, allowed: bool) -> bool:
    """Grant or withdraw the making of cohorts; False when no joined account has this id."""
    found = db.execute(
        update(Account)
        .where(Account.id == account_id, Account.joined)
        .values(may_make_cohorts=allowed)
        .returning(Account.id)
    ).all()
    return bool(found)
