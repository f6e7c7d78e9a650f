"""Copying decided labels to the release store. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence

from course.installation import Installation
from db.queries import release as rows
from db.queries import release_store as store
from db.queries import wall as walls
from db.queries.release_store import Cell

_AT_ONCE = 50  # units whose labels are held at one time


def copy(installation: Installation) -> int:
    """Copy decided labels that the release store lacks; returns how many. Never computes any."""
    copied = store.highest(installation.release_writer)
    with installation.reading() as work:
        newest = rows.planned_numbers(work.db)
        units = sorted({one[0] for one, seq in newest.items() if seq > copied.get(one, 0)})
        out = walls.planned_cells(work.db)
        done = _copy(installation, [one for one in out if one.seq > copied.get(one[:2], 0)])
        for start in range(0, len(units), _AT_ONCE):
            some = units[start : start + _AT_ONCE]
            done += _copy(installation, rows.planned_cells(work.db, some))
    return done


def _copy(installation: Installation, planned: Sequence[Cell]) -> int:
    if not planned:
        return 0
    units = {one.cohort_id for one in planned}
    there = store.published_numbers(installation.release_writer, units)
    missing = [one for one in planned if one[:3] not in there]
    store.publish(installation.release_writer, missing)
    return len(missing)
