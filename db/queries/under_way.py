"""Statements over what a learner is in the middle of, always by pid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import UnderWay

# Asked at every step of every lesson: built once, over plain columns.
_COLUMNS = UnderWay.__table__.c
_AT = select(_COLUMNS.place, _COLUMNS.sealed).where(
    _COLUMNS.pid == bindparam("pid"), _COLUMNS.place.in_(bindparam("places", expanding=True))
)


def put(db: Session, pid: str, place: str, sealed: str) -> None:
    """Keep it in place of what stood there before."""
    row = insert_into(db, UnderWay).values(pid=pid, place=place, sealed=sealed)
    db.execute(row.on_conflict_do_update(index_elements=["pid", "place"], set_={"sealed": sealed}))


def at(db: Session, pid: str, places: Sequence[str]) -> dict[str, str]:
    """The sealed form of each of these places that has one."""
    db.flush()
    rows = db.connection().execute(_AT, {"pid": pid, "places": list(places)})
    return {row.place: row.sealed for row in rows}


def remove(db: Session, pid: str, place: str) -> None:
    """Forget what was under way at a place."""
    db.execute(delete(UnderWay).where(UnderWay.pid == pid, UnderWay.place == place))
