"""Statements over a learner's own sheets, always by pid."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.answers import Sheet


def put(db: Session, pid: str, name: str, sealed: str) -> None:
    """Keep a sheet in place of what it was before; what it held is gone from the disk too."""
    row = insert_into(db, Sheet).values(pid=pid, name=name, sealed=sealed)
    db.execute(row.on_conflict_do_update(index_elements=["pid", "name"], set_={"sealed": sealed}))
    scrub_after(db)


def find(db: Session, pid: str, name: str) -> str | None:
    """The sealed form of a sheet."""
    return db.scalar(select(Sheet.sealed).where(Sheet.pid == pid, Sheet.name == name))


def named(db: Session, pid: str, prefix: str) -> list[tuple[str, str]]:
    """(name, sealed form) of the sheets whose name begins so."""
    found = select(Sheet.name, Sheet.sealed).where(
        Sheet.pid == pid, Sheet.name.startswith(prefix, autoescape=True)
    )
    return [(row.name, row.sealed) for row in db.execute(found.order_by(Sheet.name))]


def remove(db: Session, pid: str, name: str) -> None:
    """Forget a sheet."""
    db.execute(delete(Sheet).where(Sheet.pid == pid, Sheet.name == name))
    scrub_after(db)
