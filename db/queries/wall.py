"""Statements over walls: what waits by pid, what is out without one, and the ticks between."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.release_store import Cell
from db.tables.answers import Enrolment, Roster, Uncounted
from db.tables.cohort import Cohort
from db.tables.wall import Wall, WallOwn, WallPiece, WallTick, WallWaiting

CHANNEL = "wall"  # by this name the release store remembers that a wall had a batch


def open_wall(db: Session) -> str:
    """A new wall; returns its id."""
    row = Wall()
    db.add(row)
    db.flush()
    return row.id


def put_cohort(db: Session, cohort_id: str, wall_id: str) -> None:
    """Let a cohort write on a wall."""
    db.execute(update(Cohort).where(Cohort.id == cohort_id).values(wall_id=wall_id))


def walls(db: Session) -> list[str]:
    """Every wall."""
    return list(db.scalars(select(Wall.id).order_by(Wall.id)))


def is_stopped(db: Session, wall_id: str) -> bool:
    """Whether a wall takes nothing any more."""
    return bool(db.scalar(select(Wall.stopped).where(Wall.id == wall_id)))


def stop(db: Session, wall_id: str) -> None:
    """Let a wall take nothing any more."""
    db.execute(update(Wall).where(Wall.id == wall_id).values(stopped=True))


def cohorts(db: Session, wall_id: str) -> list[Cohort]:
    """The cohorts that share a wall, the earliest first."""
    statement = select(Cohort).where(Cohort.wall_id == wall_id)
    ordered = statement.order_by(Cohort.starts_on, Cohort.id)
    return list(db.scalars(ordered.execution_options(populate_existing=True)))


def counted(db: Session, wall_id: str) -> set[str]:
    """The pids on the frozen rosters of a wall's cohorts, without those that count nowhere."""
    statement = select(Roster.pid).join(Cohort, Cohort.id == Roster.cohort_id)
    uncounted = select(Uncounted.pid)
    here = (Cohort.wall_id == wall_id) & Roster.pid.not_in(uncounted)
    return set(db.scalars(statement.where(here)))


def roster_size(db: Session, wall_id: str) -> int:
    """How many people were put on the rosters of a wall's cohorts, whatever became of them."""
    statement = select(func.count()).select_from(Roster)
    here = statement.join(Cohort, Cohort.id == Roster.cohort_id).where(Cohort.wall_id == wall_id)
    return db.scalar(here) or 0


def waiting(db: Session, pid: str) -> list[WallWaiting]:
    """What waits of one author."""
    statement = select(WallWaiting).where(WallWaiting.pid == pid).order_by(WallWaiting.id)
    return list(db.scalars(statement))


def own(db: Session, pid: str) -> list[WallOwn]:
    """What one author keeps."""
    return list(db.scalars(select(WallOwn).where(WallOwn.pid == pid).order_by(WallOwn.id)))


def add(db: Session, rows: Iterable[WallWaiting | WallOwn | WallPiece]) -> None:
    """Store rows in the order they are given."""
    for row in rows:
        db.add(row)
        db.flush()  # one by one, or they would be sorted by their keys


def remove_waiting(db: Session, pid: str, row_id: str) -> bool:
    """Take a waiting text back; False when it waits no more."""
    scrub_after(db)
    statement = delete(WallWaiting).where(WallWaiting.pid == pid, WallWaiting.id == row_id)
    return bool(db.scalars(statement.returning(WallWaiting.id)).all())


def remove_own(db: Session, pid: str, row_id: str) -> bool:
    """Forget something an author kept."""
    scrub_after(db)
    statement = delete(WallOwn).where(WallOwn.pid == pid, WallOwn.id == row_id)
    return bool(db.scalars(statement.returning(WallOwn.id)).all())


def reseal_own(db: Session, row_id: str, sealed: str) -> None:
    """Keep something else in an author's row."""
    db.execute(update(WallOwn).where(WallOwn.id == row_id).values(sealed=sealed))


def take_all_waiting(db: Session, wall_id: str) -> list[tuple[str, str, str]]:
    """Remove everything that waits for a wall; returns (id, pid, sealed) of each, in no order."""
    scrub_after(db)
    statement = (
        delete(WallWaiting)
        .where(WallWaiting.pid.in_(_pids_of(wall_id)))
        .returning(WallWaiting.id, WallWaiting.pid, WallWaiting.sealed)
    )
    return [(a, b, c) for a, b, c in db.execute(statement)]


def take_all_own(db: Session, wall_id: str) -> list[tuple[str, str, str]]:
    """Remove all that a wall's authors keep; returns (id, pid, sealed) of each, in no order."""
    statement = (
        delete(WallOwn)
        .where(WallOwn.pid.in_(_pids_of(wall_id)))
        .returning(WallOwn.id, WallOwn.pid, WallOwn.sealed)
    )
    return [(a, b, c) for a, b, c in db.execute(statement)]


def _pids_of(wall_id: str) -> Select[str]:
    return (
        select(Enrolment.pid)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.wall_id == wall_id)
    )


def pieces(db: Session, wall_id: str) -> list[WallPiece]:
    """Everything that is out on a wall, by the day of its batch and then by its random key."""
    statement = select(WallPiece).where(WallPiece.wall_id == wall_id)
    ordered = statement.order_by(WallPiece.tick_on.desc(), WallPiece.id)
    return list(db.scalars(ordered.execution_options(populate_existing=True)))


def remove_pieces(db: Session, wall_id: str, ids: Collection[str]) -> None:
    """Take pieces off a wall for good, those that were leaving among them."""
    gone = WallPiece.id.in_(list(ids)) | WallPiece.leaving
    db.execute(delete(WallPiece).where(WallPiece.wall_id == wall_id, gone))


def let_leave(db: Session, ids: Collection[str]) -> None:
    """Let pieces be gone at the next tick, whose authors can't be asked any more."""
    db.execute(update(WallPiece).where(WallPiece.id.in_(list(ids))).values(leaving=True))


def set_state(db: Session, piece_id: str, state: str, sealed: str | None = None) -> None:
    """Let a piece stand or not; ``sealed`` replaces its text."""
    if sealed is not None:
        scrub_after(db)
    values = {"state": state} if sealed is None else {"state": state, "sealed": sealed}
    db.execute(update(WallPiece).where(WallPiece.id == piece_id).values(values))


def ticks_done(db: Session, wall_id: str) -> set[date]:
    """The days of a wall's ticks that are done."""
    return set(db.scalars(select(WallTick.tick_on).where(WallTick.wall_id == wall_id)))


def last_seq(db: Session, wall_id: str) -> int:
    """How many batches a wall has had, by this database."""
    found = db.scalar(select(func.max(WallTick.seq)).where(WallTick.wall_id == wall_id))
    return found or 0


def put_tick(db: Session, wall_id: str, tick_on: date, seq: int | None) -> None:
    """Remember that a tick is done, and the number of its batch."""
    db.add(WallTick(wall_id=wall_id, tick_on=tick_on, seq=seq))
    db.flush()


def planned_cells(db: Session) -> list[Cell]:
    """That each batch went out, for the release store; nothing of what was in it."""
    statement = select(WallTick.wall_id, WallTick.seq, WallTick.tick_on)
    rows = db.execute(statement.where(WallTick.seq.is_not(None)))
    return [Cell(wall_id, CHANNEL, seq or 0, day, "out", "") for wall_id, seq, day in rows]
