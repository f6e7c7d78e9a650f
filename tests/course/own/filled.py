"""Somebody with at least one row in every table that can hold rows about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Integer, Table, select

from course.access import Role, Viewer
from course.cohort import enrolment
from course.installation import Installation
from course.own.held import ANSWERS, PEOPLE
from course.work import Work
from db.base import Base
from tests import rooms, world

# Two rows of one table; the second differs in every key that is not the owner's.
ROWS_EACH = 2


@dataclass(frozen=True)
class Filled:
    """A learner, their cohort, and the pid they answer under there."""

    viewer: Viewer
    cohort_id: str
    pid: str


def filled(installation: Installation, name: str = "Canary Name", **columns: Any) -> Filled:
    """A learner in a cohort, and in every table beside."""
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        run_id = rooms.make(
            work, world.someone(work, cohort_id, Role.INSTRUCTOR), cohort_id=cohort_id
        )
        columns = {"email": "canary@example.org", "recovery_hash": "canary-hash"} | columns
        viewer = world.someone(work, cohort_id, Role.LEARNER, name=name, **columns)
        pid = enrolment.pid_of(work, viewer.account_id, cohort_id)
        for number in range(ROWS_EACH):
            for table in Base.metadata.sorted_tables:
                if table.name in PEOPLE | ANSWERS and table.name not in _MADE_ALREADY:
                    _fill(work, table, number, viewer.account_id, pid, (cohort_id, run_id))
    return Filled(viewer, cohort_id, pid)


# The account, its membership, sign-in, pid and link are real already.
_MADE_ALREADY = {"account", "enrolment", "pid_link", "membership"}


def _fill(
    work: Work, table: Table, number: int, account_id: str, pid: str, within: tuple[str, str]
) -> None:
    """One row whose required and optional columns all hold something."""
    row = {column.name: _value(column, number, account_id, pid, within) for column in table.columns}
    keys = [column.name for column in table.primary_key]
    same = [table.c[key] == row[key] for key in keys]
    if work.db.execute(select(table).where(*same)).first() is None:
        work.db.execute(table.insert().values(row))


def _value(column: Any, number: int, account_id: str, pid: str, within: tuple[str, str]) -> Any:
    owned = {"account_id": account_id, "pid": pid, "cohort_id": within[0], "run_id": within[1]}
    owned["author_id"] = account_id
    owned["attempt_id"] = f"canary id {number}"
    if column.name in owned:
        return owned[column.name]
    if column.default is not None and isinstance(column.default.arg, str):
        return column.default.arg  # one of a few words
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Integer):
        return 1 + number
    if isinstance(column.type, Date):
        return date(2026, 9, 7) + timedelta(days=number)
    if isinstance(column.type, JSON):
        return {}
    return f"canary {column.name} {number}"[: getattr(column.type, "length", None) or 200]
