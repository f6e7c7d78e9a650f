"""Statements about live runs: where they stand, who hosts them, the plans they follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from db.queries import live_locks
from db.queries.upsert import insert_into
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership
from db.tables.live import LiveHost, LivePlan, LiveRun

_RUN = LiveRun.__table__.c
_HOST = LiveHost.__table__.c
_MEMBER = Membership.__table__.c
_ACCOUNT = Account.__table__.c


@dataclass(frozen=True)
class Row:
    """A run as it is stored; ``starts_at`` is an ISO time."""

    id: str
    plan_id: str
    edition: str
    cohort_id: str | None
    title: str
    starts_at: str
    minutes: int
    time_zone: str
    capacity: int
    for_guests: bool
    rehearsal: bool
    code: str
    board_hash: str | None = field(repr=False)
    status: str
    state: dict[str, Any]
    revision: int
    kept_until: date


_ROW = tuple(_RUN[name] for name in Row.__dataclass_fields__)
_FIND = select(*_ROW).where(_RUN.id == bindparam("run_id"))
# An ended run is found by its code only where no other has the code now.
_BY_CODE = (
    select(*_ROW)
    .where(_RUN.code == bindparam("code"))
    .order_by(case((_RUN.status == "ended", 1), else_=0), _RUN.starts_at.desc())
    .limit(1)
)
# Whoever hosts a run must still teach: in its cohort, or anywhere where it has none.
_TEACHES = exists().where(
    _MEMBER.account_id == _HOST.account_id,
    _MEMBER.role == "instructor",
    or_(_RUN.cohort_id.is_(None), _MEMBER.cohort_id == _RUN.cohort_id),
)
_MAKES = and_(_RUN.cohort_id.is_(None), or_(_ACCOUNT.is_owner, _ACCOUNT.may_make_cohorts))
_HOSTED = (
    select(_RUN.id)
    .join_from(LiveHost.__table__, LiveRun.__table__, _RUN.id == _HOST.run_id)
    .join(Account.__table__, _ACCOUNT.id == _HOST.account_id)
    .where(_HOST.account_id == bindparam("account_id"), or_(_TEACHES, _MAKES))
)
_IS_HOST = _HOSTED.where(_RUN.id == bindparam("run_id"))
_MOVE = (
    update(LiveRun.__table__)  # type: ignore[arg-type]
    .where(_RUN.id == bindparam("run"), _RUN.revision == bindparam("seen"))
    .values(status=bindparam("now"), state=bindparam("packed"), revision=bindparam("next"))
)


def add(db: Session, row: Row) -> bool:
    """Store a new run; False when its code is taken."""
    values = {name: getattr(row, name) for name in Row.__dataclass_fields__}
    statement = insert_into(db, LiveRun).values(values).on_conflict_do_nothing()
    return bool(db.execute(statement.returning(_RUN.id)).all())


def find(db: Session, run_id: str, *, holds: bool = False) -> Row | None:
    """One run. ``holds`` lets nobody change it, or answer in it, until the transaction is over."""
    if holds:
        live_locks.commanding(db, run_id)
    found = db.connection().execute(_FIND, {"run_id": run_id}).first()
    return Row(*found) if found else None


def by_code(db: Session, code: str) -> Row | None:
    """The run that people join by a code; the latest ended one where no other has it."""
    found = db.connection().execute(_BY_CODE, {"code": code}).first()
    return Row(*found) if found else None


def of_host(db: Session, account_id: str) -> list[Row]:
    """The runs somebody hosts, the latest first."""
    statement = select(*_ROW).where(_RUN.id.in_(_HOSTED)).order_by(_RUN.starts_at.desc(), _RUN.id)
    return [Row(*row) for row in db.connection().execute(statement, {"account_id": account_id})]


def of_cohort(db: Session, cohort_id: str) -> list[Row]:
    """The runs of a cohort that have not ended, the first to begin first."""
    wanted = and_(_RUN.cohort_id == cohort_id, _RUN.status != "ended")
    found = db.execute(select(*_ROW).where(wanted).order_by(_RUN.starts_at, _RUN.id))
    return [Row(*row) for row in found]


def not_ended(db: Session) -> list[Row]:
    """Every run that is planned or goes on."""
    statement = select(*_ROW).where(_RUN.status != "ended").order_by(_RUN.id)
    return [Row(*row) for row in db.connection().execute(statement)]


def ended(db: Session) -> list[Row]:
    """Every run that is over and still kept."""
    statement = select(*_ROW).where(_RUN.status == "ended").order_by(_RUN.id)
    return [Row(*row) for row in db.connection().execute(statement)]


def all_rows(db: Session) -> list[Row]:
    """Every run."""
    return [Row(*row) for row in db.connection().execute(select(*_ROW).order_by(_RUN.id))]


def revisions(db: Session, run_ids: Collection[str]) -> dict[str, int]:
    """The present revision of each run."""
    statement = select(_RUN.id, _RUN.revision).where(_RUN.id.in_(list(run_ids)))
    return {row[0]: row[1] for row in db.connection().execute(statement)}


def move(db: Session, run_id: str, seen: int, status: str, packed: dict[str, Any]) -> bool:
    """Let a run go on to another state, as its next revision; False where it has moved on since."""
    given = {"run": run_id, "seen": seen, "now": status, "packed": packed, "next": seen + 1}
    return db.connection().execute(_MOVE, given).rowcount == 1


def touch(db: Session, run_id: str) -> int:
    """Count a change of what the room sees; returns the new revision."""
    statement = (
        update(LiveRun).where(LiveRun.id == run_id).values(revision=LiveRun.revision + 1)
    ).returning(_RUN.revision)
    return int(db.execute(statement).scalar_one())


def set_board(db: Session, run_id: str, board_hash: str | None) -> None:
    """Let the board be opened by another secret, or by none."""
    db.execute(update(LiveRun).where(LiveRun.id == run_id).values(board_hash=board_hash))


def remove(db: Session, run_id: str) -> None:
    """Remove a run with everything that is left of it."""
    db.execute(delete(LiveRun).where(LiveRun.id == run_id))


# -- plans


def remember_plan(db: Session, edition: str, canonical: str) -> None:
    """Keep a plan, where it is not kept yet."""
    row = insert_into(db, LivePlan).values(hash=edition, canonical=canonical)
    db.execute(row.on_conflict_do_nothing())


def plan(db: Session, edition: str) -> str | None:
    """A plan's canonical form."""
    return db.scalar(select(LivePlan.canonical).where(LivePlan.hash == edition))


# -- hosts


def is_host(db: Session, run_id: str, account_id: str) -> bool:
    """Whether an account hosts a run and still teaches."""
    db.flush()
    given = {"run_id": run_id, "account_id": account_id}
    return db.connection().execute(_IS_HOST, given).first() is not None


def add_host(db: Session, run_id: str, account_id: str) -> None:
    """Let an account host a run; once more changes nothing."""
    row = insert_into(db, LiveHost).values(run_id=run_id, account_id=account_id)
    db.execute(row.on_conflict_do_nothing())


def remove_host(db: Session, run_id: str, account_id: str) -> bool:
    """Let an account host a run no more; False when it did not."""
    statement = delete(LiveHost).where(LiveHost.run_id == run_id, LiveHost.account_id == account_id)
    return bool(db.execute(statement.returning(_HOST.account_id)).all())


def hosts(db: Session, run_id: str) -> list[tuple[str, str]]:
    """(account id, name) of a run's hosts, by name."""
    statement = (
        select(_ACCOUNT.id, _ACCOUNT.name)
        .join(LiveHost.__table__, _HOST.account_id == _ACCOUNT.id)
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


def keep_until(db: Session, cohort_id: str) -> date | None:
    """Until when a cohort's writing is kept."""
    return db.scalar(select(Cohort.keep_until).where(Cohort.id == cohort_id))
