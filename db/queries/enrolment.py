"""Statements over pids: minting them, finding one's own, and nothing that names anyone."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from db.tables.answers import Enrolment
from db.tables.cohort import Cohort
from db.tables.identity import Membership, PidLink

# Asked at every step of every lesson: built once, over plain columns.
_WRAPPED_KEY = select(Enrolment.__table__.c.key_wrapped).where(
    Enrolment.__table__.c.pid == bindparam("pid")
)
_MEMBER = Membership.__table__.c
_ACCOUNTS = select(_MEMBER.account_id).where(
    _MEMBER.cohort_id == bindparam("cohort_id"), _MEMBER.role == bindparam("role")
)
_PLACES = (
    select(_MEMBER.cohort_id)
    .where(_MEMBER.account_id == bindparam("account_id"), _MEMBER.role.in_(("learner", "former")))
    .order_by(_MEMBER.cohort_id)
)
_SEALED_PID = select(PidLink.__table__.c.pid_sealed).where(
    PidLink.__table__.c.key == bindparam("key")
)


def mint(db: Session, cohort_id: str, wrapped_keys: list[str]) -> None:
    """Add one enrolment for each wrapped key, under random pids."""
    db.add_all(Enrolment(cohort_id=cohort_id, key_wrapped=key) for key in wrapped_keys)
    db.flush()


def pids(db: Session, cohort_id: str) -> list[str]:
    """Every pid minted for a cohort, given out or not."""
    return list(db.scalars(select(Enrolment.pid).where(Enrolment.cohort_id == cohort_id)))


def wrapped_key(db: Session, pid: str) -> str | None:
    """The learner's wrapped key; None once destroyed."""
    db.flush()
    found: str | None = db.connection().scalar(_WRAPPED_KEY, {"pid": pid})
    return found


def lock_cohort(db: Session, cohort_id: str) -> None:
    """Hold the cohort's row until the transaction ends, so that joiners take turns."""
    db.execute(select(Cohort.id).where(Cohort.id == cohort_id).with_for_update()).all()


def learner_accounts(db: Session, cohort_id: str) -> list[str]:
    """Ids of the accounts that belong to the cohort as learners."""
    return _accounts(db, cohort_id, "learner")


def former_accounts(db: Session, cohort_id: str) -> list[str]:
    """Ids of the accounts that were removed as learners; their pids stay taken."""
    return _accounts(db, cohort_id, "former")


def instructor_accounts(db: Session, cohort_id: str) -> list[str]:
    """Ids of the accounts that belong to the cohort as instructors."""
    return _accounts(db, cohort_id, "instructor")


def _accounts(db: Session, cohort_id: str, role: str) -> list[str]:
    db.flush()
    asked = {"cohort_id": cohort_id, "role": role}
    return list(db.connection().scalars(_ACCOUNTS, asked))


def places(db: Session, account_id: str) -> list[str]:
    """Ids of the cohorts in which an account is, or was until it left, a learner."""
    db.flush()
    return list(db.connection().scalars(_PLACES, {"account_id": account_id}))


def sealed_pids(db: Session, keys: list[str]) -> dict[str, str]:
    """Sealed pids by link key, for those keys that have one."""
    rows = db.execute(select(PidLink.key, PidLink.pid_sealed).where(PidLink.key.in_(keys)))
    return {row.key: row.pid_sealed for row in rows}


def sealed_pid(db: Session, key: str) -> str | None:
    """The sealed pid under one link key; None where there is none."""
    db.flush()
    found: str | None = db.connection().scalar(_SEALED_PID, {"key": key})
    return found


def add_link(db: Session, key: str, pid_sealed: str) -> None:
    """Remember a sealed pid under its key."""
    db.add(PidLink(key=key, pid_sealed=pid_sealed))
    db.flush()


def remove_link(db: Session, key: str) -> None:
    """Forget the bridge from an account to its pid."""
    db.execute(delete(PidLink).where(PidLink.key == key))
