"""Statements about answers while a round is open, and about what is left once it is closed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from db.engine import after_commit
from db.queries import live_files
from db.queries.upsert import insert_into
from db.tables.live import LiveResponse, LiveTally, LiveText

_RESPONSE = LiveResponse.__table__.c
_TALLY = LiveTally.__table__.c
_TEXT = LiveText.__table__.c
SEVERAL = 200  # seats asked for one by one; beyond that all are read
_PLACE = ["run_id", "item", "seat_id"]
_ONE = select(_RESPONSE.sealed).where(
    _RESPONSE.run_id == bindparam("run_id"),
    _RESPONSE.item == bindparam("item"),
    _RESPONSE.seat_id == bindparam("seat_id"),
)
_ALL = select(_RESPONSE.seat_id, _RESPONSE.sealed).where(
    _RESPONSE.run_id == bindparam("run_id"), _RESPONSE.item == bindparam("item")
)
_SHOWN = select(_TALLY.shown).where(
    _TALLY.run_id == bindparam("run_id"), _TALLY.item == bindparam("item")
)


def response(db: Session, run_id: str, item: str, seat_id: str) -> str | None:
    """The sealed answer of one seat."""
    given = {"run_id": run_id, "item": item, "seat_id": seat_id}
    found: str | None = db.connection().execute(_ONE, given).scalar()
    return found


def put(db: Session, run_id: str, item: str, seat_id: str, sealed: str) -> None:
    """Keep a seat's answer in place of its earlier one."""
    changed = {"sealed": sealed}
    row = insert_into(db, LiveResponse).values(run_id=run_id, item=item, seat_id=seat_id, **changed)
    db.connection().execute(row.on_conflict_do_update(index_elements=_PLACE, set_=changed))


def responses(
    db: Session, run_id: str, item: str, seat_ids: Collection[str] | None = None
) -> dict[str, str]:
    """The sealed answers of a round, by seat; of some seats only where they are given."""
    statement = _ALL
    if seat_ids is not None and len(seat_ids) <= SEVERAL:
        statement = _ALL.where(_RESPONSE.seat_id.in_(list(seat_ids)))
    found = db.connection().execute(statement, {"run_id": run_id, "item": item})
    return {row[0]: row[1] for row in found}


def are_at_least(db: Session, run_id: str, item: str, least: int) -> bool:
    """Whether so many have answered in a round; how many have is never asked."""
    few = _ALL.limit(least).subquery()
    found = db.connection().execute(
        select(func.count()).select_from(few), {"run_id": run_id, "item": item}
    )
    return bool(found.scalar_one() == least)


def take_all(db: Session, run_id: str, item: str) -> dict[str, str]:
    """Remove the answers of a round; returns them sealed, by seat."""
    after_commit(db, live_files.forget_ballots)
    statement = (
        delete(LiveResponse)
        .where(LiveResponse.run_id == run_id, LiveResponse.item == item)
        .returning(_RESPONSE.seat_id, _RESPONSE.sealed)
    )
    return {row[0]: row[1] for row in db.connection().execute(statement)}


def forget_answers(db: Session, run_id: str) -> None:
    """Remove the answers of a run."""
    after_commit(db, live_files.forget_ballots)
    db.execute(delete(LiveResponse).where(LiveResponse.run_id == run_id))


def empty(db: Session, run_id: str, seat_id: str, nothing: Callable[[str], str]) -> None:
    """Leave nothing in the answers of a seat but their rows; ``nothing`` seals that for an item."""
    mine = (LiveResponse.run_id == run_id) & (LiveResponse.seat_id == seat_id)
    for item in list(db.scalars(select(_RESPONSE.item).where(mine))):
        one = update(LiveResponse).where(mine, LiveResponse.item == item)
        db.execute(one.values(sealed=nothing(item)))


# -- tallies


def put_tally(db: Session, run_id: str, item: str, shown: dict[str, Any]) -> None:
    """Keep what a closed round may show; what stands there already stays."""
    row = insert_into(db, LiveTally).values(run_id=run_id, item=item, shown=shown)
    db.execute(row.on_conflict_do_nothing())


def tally(db: Session, run_id: str, item: str) -> dict[str, Any]:
    """What a closed round may show; empty for nothing."""
    found = db.connection().execute(_SHOWN, {"run_id": run_id, "item": item}).scalar()
    return dict(found) if found else {}


def tallies(db: Session, run_id: str) -> dict[str, dict[str, Any]]:
    """What each closed round of a run may show, by item."""
    statement = select(_TALLY.item, _TALLY.shown).where(_TALLY.run_id == run_id)
    return {item: dict(shown) for item, shown in db.connection().execute(statement)}


# -- texts


def add_text(db: Session, row_id: str, run_id: str, item: str, sealed: str) -> None:
    """Let a text wait for the hosts."""
    db.add(LiveText(id=row_id, run_id=run_id, item=item, state="new", sealed=sealed))
    db.flush()  # one by one, or they would be sorted by their keys


def texts(db: Session, run_id: str, item: str | None = None) -> list[tuple[str, str, str, str]]:
    """(id, item, state, sealed) of the texts of a run or a round, by their random ids."""
    statement = select(_TEXT.id, _TEXT.item, _TEXT.state, _TEXT.sealed)
    statement = statement.where(_TEXT.run_id == run_id).order_by(_TEXT.id)
    if item is not None:
        statement = statement.where(_TEXT.item == item)
    return [(a, b, c, d) for a, b, c, d in db.connection().execute(statement)]


def set_text(db: Session, text_id: str, state: str, sealed: str | None = None) -> None:
    """Let a text stand or not; ``sealed`` replaces it, and nothing is left of what it was."""
    if sealed is not None:
        after_commit(db, live_files.forget_texts)
    values = {"state": state} if sealed is None else {"state": state, "sealed": sealed}
    db.execute(update(LiveText).where(LiveText.id == text_id).values(values))
