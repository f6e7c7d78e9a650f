"""Statements over the release store: finished labels, added and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from db.engine import transaction
from db.tables.release import ReleaseCell


class Cell(NamedTuple):
    """One finished label and where it belongs."""

    cohort_id: str
    channel: str
    seq: int
    tick_on: date
    label: str
    group_label: str


_COLUMNS = (
    ReleaseCell.cohort_id,
    ReleaseCell.channel,
    ReleaseCell.seq,
    ReleaseCell.tick_on,
    ReleaseCell.label,
    ReleaseCell.group_label,
)


_PUBLISH = """INSERT INTO release_cell (cohort_id, channel, seq, tick_on, label, group_label)
VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""


def highest(store: Engine) -> dict[tuple[str, str], int]:
    """The number of each channel's newest label in the release store, by unit and channel."""
    key = ReleaseCell.cohort_id, ReleaseCell.channel
    with transaction(store, writes=False) as db:
        found = db.execute(select(*key, func.max(ReleaseCell.seq)).group_by(*key)).all()
        return {(unit, channel): seq for unit, channel, seq in found}


def published_numbers(store: Engine, cohort_ids: Collection[str]) -> set[tuple[str, str, int]]:
    """(cohort id, channel, seq) of every label of these in the release store."""
    statement = select(ReleaseCell.cohort_id, ReleaseCell.channel, ReleaseCell.seq).where(
        ReleaseCell.cohort_id.in_(cohort_ids)
    )
    with transaction(store, writes=False) as db:
        return {(a, b, c) for a, b, c in db.execute(statement)}


def publish(store: Engine, cells: Iterable[Cell]) -> None:
    """Copy labels to the release store; one that is there already stays as it is."""
    rows = [(*cell[:3], cell.tick_on.isoformat(), *cell[4:]) for cell in cells]
    if rows:
        with transaction(store, writes=True) as db:
            connection = db.connection()
            mark = "?" if connection.dialect.name == "sqlite" else "%s"
            connection.exec_driver_sql(_PUBLISH.replace("?", mark), rows)


def every_cell(store: Engine) -> list[Cell]:
    """Every label ever published, in the order of cohort, channel and number."""
    statement = select(*_COLUMNS).order_by(
        ReleaseCell.cohort_id, ReleaseCell.channel, ReleaseCell.seq
    )
    with transaction(store, writes=False) as db:
        return [Cell(*row) for row in db.execute(statement)]


def history(store: Engine, cohort_id: str) -> dict[str, list[Cell]]:
    """The published states of each channel of a cohort, oldest first, by channel."""
    statement = (
        select(*_COLUMNS)
        .where(ReleaseCell.cohort_id == cohort_id)
        .order_by(ReleaseCell.channel, ReleaseCell.seq)
    )
    found: dict[str, list[Cell]] = {}
    with transaction(store, writes=False) as db:
        for row in db.execute(statement):
            found.setdefault(row.channel, []).append(Cell(*row))
    return found
