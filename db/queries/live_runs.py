"""Statements about live runs: where they stand, and the plans they follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, select, update
from sqlalchemy.orm import Session

from db.queries import live_hosts, live_locks
from db.queries.upsert import insert_into
from db.tables.live import LivePlan, LiveRun

_RUN = LiveRun.__table__.c


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
_OF_COHORT = (
    select(*_ROW)
    .where(_RUN.cohort_id == bindparam("cohort_id"), _RUN.status != "ended")
    .order_by(_RUN.starts_at, _RUN.id)
)
_FIND = select(*_ROW).where(_RUN.id == bindparam("run_id"))
# An ended run is found by its code only where no other has the code now.
_BY_CODE = (
    select(*_ROW)
    .where(_RUN.code == bindparam("code"))
    .order_by(case((_RUN.status == "ended", 1), else_=0), _RUN.starts_at.desc())
    .limit(1)
)
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
    statement = (
        select(*_ROW).where(_RUN.id.in_(live_hosts.HOSTED)).order_by(_RUN.starts_at.desc(), _RUN.id)
    )
    return [Row(*row) for row in db.connection().execute(statement, {"account_id": account_id})]


def of_cohort(db: Session, cohort_id: str) -> list[Row]:
    """The runs of a cohort that have not ended, the first to begin first."""
    found = db.connection().execute(_OF_COHORT, {"cohort_id": cohort_id})
    return [Row(*row) for row in found]


def without_host(db: Session) -> list[Row]:
    """Every run that has not ended and that nobody may lead any more."""
    wanted = and_(_RUN.status != "ended", _RUN.id.not_in(live_hosts.LED))
    found = db.connection().execute(select(*_ROW).where(wanted).order_by(_RUN.starts_at, _RUN.id))
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
