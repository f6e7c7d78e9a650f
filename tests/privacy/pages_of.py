"""A stolen disk: PostgreSQL's own files, with whatever versions of rows lie in them.

A query shows the living rows alone. In the files each version, living or dead, carries the number
of the transaction that wrote it and of the last one that deleted it or leaned on it.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

_PAGE = 8192
_HEADER = 24
_NONE = 0


@dataclass(frozen=True)
class Version:
    """One version of a row: its two transaction numbers, and its bytes."""

    xmin: int
    xmax: int
    content: bytes


def versions(engine: Engine, table: str) -> list[Version]:
    """Every version of a table's rows that lies in its file."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = connection.scalar(text("SHOW data_directory"))
        path = connection.scalar(text("SELECT pg_relation_filepath(:name)"), {"name": table})
    pages = Path(str(folder), str(path)).read_bytes()
    return [one for at in range(0, len(pages), _PAGE) for one in _on(pages[at : at + _PAGE])]


def _on(page: bytes) -> Iterator[Version]:
    (lower,) = struct.unpack_from("<H", page, 12)
    for place in range(_HEADER, lower, 4):
        (pointer,) = struct.unpack_from("<I", page, place)
        start, length = pointer & 0x7FFF, pointer >> 17
        if length:
            row = page[start : start + length]
            xmin, xmax = struct.unpack_from("<II", row)
            yield Version(xmin, xmax, row)


def standing_out(
    engine: Engine, tables: Collection[str], people: Collection[str], few: int
) -> dict[str, set[str]]:
    """Whom a transaction number singles out, by table: it stands beside at most ``few`` people."""
    by_number: dict[int, set[str]] = defaultdict(set)
    where: dict[int, set[str]] = defaultdict(set)
    for table in tables:
        for version in versions(engine, table):
            its_own = {who for who in people if who.encode() in version.content}
            for number in {version.xmin, version.xmax} - {_NONE}:
                by_number[number] |= its_own
                where[number] |= {table} if its_own else set()
    found: dict[str, set[str]] = defaultdict(set)
    for number, its_own in by_number.items():
        if 0 < len(its_own) <= few:
            for table in where[number]:
                found[table] |= its_own
    return dict(found)
