"""Statements about seats of a run: taking one, finding one's own, leaving."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, false, func, select, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries import live_locks
from db.queries.upsert import insert_into, insert_of
from db.tables.live import LiveCall, LiveRun, LiveSeat

SEVERAL = 200  # seats asked for one by one; beyond that all are read
_SEAT = LiveSeat.__table__.c
_RUN = LiveRun.__table__.c


@dataclass(frozen=True)
class Row:
    """A seat as it is stored."""

    id: str
    label: str
    device: str
    own: str = field(repr=False)


@dataclass(frozen=True)
class Standing:
    """A seat with what is asked of its run when its holder does something."""

    seat: Row
    status: str
    state: dict[str, Any]
    revision: int
    edition: str


_ROW = (_SEAT.id, _SEAT.label, _SEAT.device, _SEAT.own)
_STANDING = (
    select(*_ROW, _RUN.status, _RUN.state, _RUN.revision, _RUN.edition)
    .join_from(LiveSeat.__table__, LiveRun.__table__, _RUN.id == _SEAT.run_id)
    .where(
        _SEAT.token_hash == bindparam("token_hash"),
        _SEAT.run_id == bindparam("run_id"),
        _SEAT.gone == false(),
    )
)
_PRESENT = (
    select(*_ROW)
    .where(_SEAT.run_id == bindparam("run_id"), _SEAT.gone == false())
    .order_by(_SEAT.label)
)
_THESE = _PRESENT.where(_SEAT.id.in_(bindparam("seat_ids", expanding=True)))
# A seat that is gone stands under its own id: so both are in one index, which is read alone.
_COUNT = (
    select(func.count())
    .select_from(LiveSeat.__table__)
    .where(_SEAT.run_id == bindparam("run_id"), _SEAT.label != _SEAT.id)
)
_TAKE = {
    engine: insert.on_conflict_do_nothing().returning(_SEAT.id)
    for engine, insert in insert_of(LiveSeat).items()
}
_CALLS = (
    select(LiveCall.__table__.c.seat_id)
    .join_from(LiveCall.__table__, LiveSeat.__table__, _SEAT.id == LiveCall.__table__.c.seat_id)
    .where(_SEAT.run_id == bindparam("run_id"))
)


def standing(db: Session, run_id: str, token_hash: str, *, holds: bool = False) -> Standing | None:
    """The seat in a run with this token; None when there is none or it is gone.

    ``holds`` keeps the run's state as it is until the transaction is over.
    """
    if holds:
        live_locks.answering(db, run_id)
    given = {"run_id": run_id, "token_hash": token_hash}
    found = db.connection().execute(_STANDING, given).first()
    return Standing(Row(*found[:4]), *found[4:]) if found else None


def take(db: Session, run_id: str, row: Row, token_hash: str) -> bool:
    """Store a new seat; False when its label is taken."""
    values = {
        "id": row.id,
        "run_id": run_id,
        "token_hash": token_hash,
        "label": row.label,
        "device": row.device,
        "gone": False,
        "own": row.own,
    }
    asked = _TAKE[db.get_bind().dialect.name]
    return db.connection().execute(asked, values).first() is not None


def count(db: Session, run_id: str) -> int:
    """How many seats are taken and not left."""
    return int(db.connection().execute(_COUNT, {"run_id": run_id}).scalar_one())


def present(db: Session, run_id: str, seat_ids: Collection[str] | None = None) -> list[Row]:
    """The seats that are taken and not left, by their labels; of those given, or all."""
    asked: dict[str, Any] = {"run_id": run_id}
    few = seat_ids is not None and len(seat_ids) <= SEVERAL
    if few:
        asked["seat_ids"] = list(seat_ids or ())
    rows = db.connection().execute(_THESE if few else _PRESENT, asked)
    found = [Row(*row) for row in rows]
    return found if seat_ids is None else [row for row in found if row.id in seat_ids]


def by_hash(db: Session, run_id: str, hashes: Collection[str]) -> dict[str, str]:
    """The ids of the present seats that have one of these hashes, by hash."""
    statement = select(_SEAT.token_hash, _SEAT.id).where(
        _SEAT.run_id == run_id, _SEAT.gone == false()
    )
    wanted = set(hashes)
    if len(wanted) <= SEVERAL:
        statement = statement.where(_SEAT.token_hash.in_(wanted))
    rows = db.connection().execute(statement)
    return {hashed: seat_id for hashed, seat_id in rows if hashed in wanted}


def whose(db: Session, hashes: Collection[str]) -> dict[str, tuple[str, str]]:
    """(run id, seat id) of the present seats of any run that have one of these hashes, by hash."""
    statement = select(_SEAT.token_hash, _SEAT.run_id, _SEAT.id).where(
        _SEAT.token_hash.in_(list(hashes)), _SEAT.gone == false()
    )
    found = db.connection().execute(statement)
    return {hashed: (run_id, seat_id) for hashed, run_id, seat_id in found}


def set_own(db: Session, seat_id: str, own: str) -> None:
    """Keep what a seat's holder asked for."""
    db.execute(update(LiveSeat).where(LiveSeat.id == seat_id).values(own=own))


def leave(db: Session, run_id: str, seat_id: str) -> bool:
    """Let a seat be empty and its word be free; False when it was not taken.

    Words would run out where people kept joining and leaving.
    """
    statement = (
        update(LiveSeat)
        .where(LiveSeat.run_id == run_id, LiveSeat.id == seat_id, LiveSeat.gone == false())
        .values(gone=True, label=_SEAT.id)
        .returning(_SEAT.id)
    )
    left = bool(db.execute(statement).all())
    if left:
        db.execute(delete(LiveCall).where(LiveCall.seat_id == seat_id))
    return left


def count_all(db: Session, run_id: str) -> int:
    """How many seats there are, those that were left among them."""
    statement = select(func.count()).select_from(LiveSeat).where(_SEAT.run_id == run_id)
    return int(db.connection().execute(statement).scalar_one())


def blank(db: Session, run_id: str, own: Callable[[str], str]) -> None:
    """Forget what the holders of a run's seats asked for; ``own`` seals nothing for a seat."""
    ids = list(db.scalars(select(_SEAT.id).where(_SEAT.run_id == run_id)))
    if ids:
        named = [{"seat": one, "blank": own(one)} for one in ids]
        change = update(LiveSeat.__table__).where(_SEAT.id == bindparam("seat"))  # type: ignore[arg-type]
        db.connection().execute(change.values(own=bindparam("blank")), named)
    db.execute(delete(LiveCall).where(LiveCall.seat_id.in_(ids)))


def remove_all(db: Session, run_id: str) -> None:
    """Remove every seat of a run."""
    db.execute(delete(LiveSeat).where(LiveSeat.run_id == run_id))
    scrub_after(db)


# -- calls


def call(db: Session, seat_id: str) -> None:
    """Let a seat ask the hosts for a word; once more changes nothing."""
    row = insert_into(db, LiveCall).values(seat_id=seat_id)
    db.execute(row.on_conflict_do_nothing())


def uncall(db: Session, run_id: str, seat_id: str) -> bool:
    """A seat of a run asks no more; False when it did not."""
    of_run = select(_SEAT.id).where(_SEAT.run_id == run_id)
    statement = delete(LiveCall).where(LiveCall.seat_id == seat_id, LiveCall.seat_id.in_(of_run))
    return bool(db.execute(statement.returning(LiveCall.seat_id)).all())


def calls(db: Session, run_id: str) -> set[str]:
    """The seats of a run whose holders asked for a word."""
    return set(db.connection().execute(_CALLS, {"run_id": run_id}).scalars())
