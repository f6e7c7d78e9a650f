"""Every row about one person, table by table, as it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, false, func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.tables.identity import Account, Invitation, PidLink
from db.tables.notes import Note

Row = dict[str, Any]


def every_table() -> dict[str, Table]:
    """The main database's tables, by name."""
    return dict(Base.metadata.tables)


def of_account(db: Session, name: str, account_id: str, link_keys: Collection[str]) -> list[Row]:
    """An account's rows of one table of people."""
    table = every_table()[name]
    return _rows(db, table, _theirs(table, account_id, link_keys))


def _theirs(table: Table, account_id: str, link_keys: Collection[str]) -> ColumnElement[bool]:
    if table is Account.__table__:
        return table.c.id == account_id
    if table is PidLink.__table__:
        return table.c.key.in_(list(link_keys)) if link_keys else false()
    if table is Invitation.__table__:
        return invited(account_id)
    if table is Note.__table__:
        return table.c.author_id == account_id
    return table.c.account_id == account_id


def invited(account_id: str) -> ColumnElement[bool]:
    """The invitations that are an account's: those it took, and others to the same addresses.

    The address that stands in the account itself says nothing: anybody may write any there.
    """
    reached = select(func.lower(Invitation.email)).where(Invitation.account_id == account_id)
    return (Invitation.account_id == account_id) | func.lower(Invitation.email).in_(reached)


def of_pid(db: Session, name: str, pid: str) -> list[Row]:
    """A pid's rows of one table of answers."""
    table = every_table()[name]
    return _rows(db, table, table.c.pid == pid)


def _rows(db: Session, table: Table, where: ColumnElement[bool]) -> list[Row]:
    db.flush()
    found = db.connection().execute(select(table).where(where)).mappings()
    keys = [column.name for column in table.primary_key]
    return sorted((dict(row) for row in found), key=lambda row: [str(row[key]) for key in keys])


def add(db: Session, name: str, row: Row) -> None:
    """Add one row to a table."""
    db.flush()
    db.connection().execute(every_table()[name].insert().values(row))


def remove(db: Session, name: str, row: Mapping[str, Any]) -> None:
    """Remove one row of a table, found by its key."""
    table = every_table()[name]
    db.flush()
    same = and_(*(column == row[column.name] for column in table.primary_key))
    db.connection().execute(delete(table).where(same))
