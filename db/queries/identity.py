"""Statements over accounts, sign-ins and memberships."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from db.tables.cohort import Cohort
from db.tables.identity import Account, Installation, Membership, SignIn
from db.tables.letters import Preference


@dataclass(frozen=True)
class Standing:
    """A sign-in, the account behind it, and (cohort id, cohort name, role) of where it belongs.

    ``walls`` are those of its cohorts that have a wall. ``look`` is (text size, line spacing,
    whether clocks are hidden), each None for the default.
    """

    sign_in_id: str
    expires_sealed: str
    account_id: str
    name: str
    is_owner: bool
    may_make_cohorts: bool
    belongs: tuple[tuple[str, str, str], ...]
    notice: str | None
    look: tuple[str | None, str | None, bool | None]
    walls: frozenset[str] = frozenset()


# Asked at every page, every operation: one statement, built once, over plain columns. A learner
# who was removed belongs no more.
_SIGN_IN, _ACCOUNT = SignIn.__table__.c, Account.__table__.c
_MEMBERSHIP, _COHORT = Membership.__table__.c, Cohort.__table__.c
_PREFERENCE = Preference.__table__.c
_STANDING = (
    select(
        _SIGN_IN.id,
        _SIGN_IN.expires_sealed,
        _ACCOUNT.id,
        _ACCOUNT.name,
        _ACCOUNT.is_owner,
        _ACCOUNT.may_make_cohorts,
        _COHORT.id,
        _COHORT.name,
        _MEMBERSHIP.role,
        _ACCOUNT.notice,
        _PREFERENCE.text_size,
        _PREFERENCE.line_spacing,
        _PREFERENCE.hide_clocks,
        _COHORT.wall_id,
    )
    .select_from(SignIn.__table__)
    .join(Account.__table__, _ACCOUNT.id == _SIGN_IN.account_id)
    .outerjoin(
        Membership.__table__,
        and_(_MEMBERSHIP.account_id == _ACCOUNT.id, _MEMBERSHIP.role != "former"),
    )
    .outerjoin(Cohort.__table__, _COHORT.id == _MEMBERSHIP.cohort_id)
    .outerjoin(Preference.__table__, _PREFERENCE.account_id == _ACCOUNT.id)
    .order_by(_COHORT.starts_on.desc(), _COHORT.name, _MEMBERSHIP.role)
)
_STANDING_BY_ID = _STANDING.where(_SIGN_IN.id == bindparam("sign_in_id"))
_STANDING_BY_HASH = _STANDING.where(_SIGN_IN.token_hash == bindparam("token_hash"))


def standing(db: Session, sign_in_id: str) -> Standing | None:
    """The sign-in with its account, read afresh; None when revoked."""
    return _standing(db, _STANDING_BY_ID, {"sign_in_id": sign_in_id})


def standing_by_hash(db: Session, token_hash: str) -> Standing | None:
    """The same for the sign-in whose cookie has this hash."""
    return _standing(db, _STANDING_BY_HASH, {"token_hash": token_hash})


def _standing(
    db: Session, statement: Select[tuple[Any, ...]], asked: dict[str, str]
) -> Standing | None:
    db.flush()
    found = db.connection().execute(statement, asked).all()
    if not found:
        return None
    sign_in_id, sealed, account_id, name, is_owner, may_make = found[0][:6]
    belongs = tuple((row[6], row[7], row[8]) for row in found if row[6] is not None)
    notice, look = found[0][9], (found[0][10], found[0][11], found[0][12])
    walls = frozenset(row[6] for row in found if row[13] is not None)
    return Standing(
        sign_in_id, sealed, account_id, name, is_owner, may_make, belongs, notice, look, walls
    )


def sign_ins_by_hash(db: Session, hashes: Collection[str]) -> list[SignIn]:
    """The sign-ins whose cookies have one of these hashes."""
    return list(db.scalars(select(SignIn).where(SignIn.token_hash.in_(hashes))))


def count_accounts(db: Session) -> int:
    """How many accounts there are."""
    return db.scalar(select(func.count()).select_from(Account)) or 0


def count_owners(db: Session) -> int:
    """How many owners have signed in."""
    statement = select(func.count()).where(Account.is_owner, Account.joined)
    return db.scalar(statement) or 0


def installation_id(db: Session) -> str | None:
    """The id of the installation whose database this is; None before its first start."""
    return db.scalar(select(Installation.id))
