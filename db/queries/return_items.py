"""Statements over what comes back for practice, always by pid."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.answers import ReturnItem

# Asked at every visit to Home: built once, over plain columns.
_COLUMNS = ReturnItem.__table__.c
_MINE = (
    select(_COLUMNS.item, _COLUMNS.sealed)
    .where(_COLUMNS.pid == bindparam("pid"))
    .order_by(_COLUMNS.item)
)


def put(db: Session, pid: str, item: str, sealed: str) -> None:
    """Keep an item in place of what it was before."""
    row = insert_into(db, ReturnItem).values(pid=pid, item=item, sealed=sealed)
    db.execute(row.on_conflict_do_update(index_elements=["pid", "item"], set_={"sealed": sealed}))


def mine(db: Session, pid: str) -> list[tuple[str, str]]:
    """(item, sealed) of everything that comes back to a learner."""
    db.flush()
    return [(row.item, row.sealed) for row in db.connection().execute(_MINE, {"pid": pid})]


def remove(db: Session, pid: str, item: str) -> None:
    """Forget an item."""
    db.execute(delete(ReturnItem).where(ReturnItem.pid == pid, ReturnItem.item == item))
