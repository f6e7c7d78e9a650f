"""Statements over accounts, sign-ins and memberships."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership, SignIn


@dataclass(frozen=True)
class Standing:
    """A sign-in and the account behind it."""

    sign_in_id: str
    expires_sealed: str
    account_id: str
    name: str
    is_owner: bool
    may_make_cohorts: bool


def sign_in_by_hash(db: Session, token_hash: str) -> SignIn | None:
    """The sign-in whose cookie has this hash."""
    return db.scalar(select(SignIn).where(SignIn.token_hash == token_hash))


def standing(db: Session, sign_in_id: str) -> Standing | None:
    """The sign-in with its account, read afresh; None when revoked."""
    row = db.execute(
        select(
            SignIn.id,
            SignIn.expires_sealed,
            Account.id,
            Account.name,
            Account.is_owner,
            Account.may_make_cohorts,
        )
        .join(Account, Account.id == SignIn.account_id)
        .where(SignIn.id == sign_in_id)
    ).one_or_none()
    return None if row is None else Standing(*row)


def memberships(db: Session, account_id: str) -> list[tuple[str, str, str]]:
    """(cohort id, cohort name, role) of every cohort the account belongs to, by start then name.

    A learner who was removed belongs no more.
    """
    statement = (
        select(Cohort.id, Cohort.name, Membership.role)
        .join(Cohort, Cohort.id == Membership.cohort_id)
        .where(Membership.account_id == account_id, Membership.role != "former")
        .order_by(Cohort.starts_on.desc(), Cohort.name, Membership.role)
    )
    return [(a, b, c) for a, b, c in db.execute(statement)]


def sign_ins_by_hash(db: Session, hashes: Collection[str]) -> list[SignIn]:
    """The sign-ins whose cookies have one of these hashes."""
    return list(db.scalars(select(SignIn).where(SignIn.token_hash.in_(hashes))))
