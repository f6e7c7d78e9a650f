"""Statements about who hosts a run."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.identity import Account, Membership
from db.tables.live import LiveHost, LiveRun

_RUN = LiveRun.__table__.c
_HOST = LiveHost.__table__.c
_MEMBER = Membership.__table__.c
_ACCOUNT = Account.__table__.c

# Whoever hosts a run must still teach: in its cohort, or anywhere where it has none.
_TEACHES = exists().where(
    _MEMBER.account_id == _HOST.account_id,
    _MEMBER.role == "instructor",
    or_(_RUN.cohort_id.is_(None), _MEMBER.cohort_id == _RUN.cohort_id),
)
_MAKES = and_(_RUN.cohort_id.is_(None), or_(_ACCOUNT.is_owner, _ACCOUNT.may_make_cohorts))
# The runs that somebody may lead, and those that one account may.
LED = (
    select(_RUN.id)
    .join_from(LiveHost.__table__, LiveRun.__table__, _RUN.id == _HOST.run_id)
    .join(Account.__table__, _ACCOUNT.id == _HOST.account_id)
    .where(or_(_TEACHES, _MAKES))
)
HOSTED = LED.where(_HOST.account_id == bindparam("account_id"))
_IS_HOST = HOSTED.where(_RUN.id == bindparam("run_id"))


def is_host(db: Session, run_id: str, account_id: str) -> bool:
    """Whether an account hosts a run and still teaches."""
    db.flush()
    given = {"run_id": run_id, "account_id": account_id}
    return db.connection().execute(_IS_HOST, given).first() is not None


def led_alone(db: Session, account_id: str) -> list[str]:
    """The titles of the runs to come, rehearsals left out, that nobody else may lead."""
    others = LED.where(_HOST.account_id != bindparam("account_id"))
    wanted = (_RUN.id.in_(HOSTED), _RUN.id.not_in(others), _RUN.status != "ended")
    found = select(_RUN.title).where(*wanted, _RUN.rehearsal.is_(False)).order_by(_RUN.title)
    return list(db.connection().scalars(found, {"account_id": account_id}))


def add_host(db: Session, run_id: str, account_id: str) -> None:
    """Let an account host a run; once more changes nothing."""
    row = insert_into(db, LiveHost).values(run_id=run_id, account_id=account_id)
    db.execute(row.on_conflict_do_nothing())


def remove_host(db: Session, run_id: str, account_id: str) -> bool:
    """Let an account host a run no more; False when it did not."""
    statement = delete(LiveHost).where(LiveHost.run_id == run_id, LiveHost.account_id == account_id)
    return bool(db.execute(statement.returning(_HOST.account_id)).all())


def hosts(db: Session, run_id: str) -> list[tuple[str, str]]:
    """(account id, name) of those who may lead a run, by name."""
    statement = (
        LED.with_only_columns(_ACCOUNT.id, _ACCOUNT.name)
        .where(_HOST.run_id == run_id)
        .order_by(_ACCOUNT.name, _ACCOUNT.id)
    )
    return [(row[0], row[1]) for row in db.connection().execute(statement)]


def instructors(db: Session, cohort_id: str) -> list[str]:
    """The accounts that teach a cohort."""
    statement = select(_MEMBER.account_id).where(
        _MEMBER.cohort_id == cohort_id, _MEMBER.role == "instructor"
    )
    return list(db.scalars(statement.order_by(_MEMBER.account_id)))


def who_could_host(db: Session, email: str, cohort_id: str | None) -> str | None:
    """The account with an address that teaches in a cohort, or anywhere where none is given."""
    teaches = select(_MEMBER.account_id).where(_MEMBER.role == "instructor")
    if cohort_id is not None:
        allowed: ColumnElement[bool] = _ACCOUNT.id.in_(
            teaches.where(_MEMBER.cohort_id == cohort_id)
        )
    else:
        allowed = or_(_ACCOUNT.id.in_(teaches), _ACCOUNT.is_owner, _ACCOUNT.may_make_cohorts)
    statement = select(_ACCOUNT.id).where(
        func.lower(_ACCOUNT.email) == email.strip().lower(), _ACCOUNT.joined, allowed
    )
    return db.scalars(statement.order_by(_ACCOUNT.id)).first()
