"""Someone who has the whole database but not the key, joining people to answers by how rows lie.

Every trace a row leaves is a feature: the order in which a table gives its rows, PostgreSQL's
system columns, and every date or time. Features of the people's side are matched with features of
the answers' side by rank, by rank backwards, and by the nearest following value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Engine, Integer, literal_column, select
from sqlalchemy import Table as CoreTable

from db.base import Base

PEOPLE = {
    "account": "id",
    "sign_in": "account_id",
    "entry_link": "account_id",
    "membership": "account_id",
    "invitation": "account_id",
    "subject": "account_id",
    "agreement": "account_id",
    "ending_letter": "account_id",
    "preference": "account_id",
    "calendar_feed": "account_id",
    "message": "account_id",
    "letter": "account_id",
    "handed_in": "account_id",
    "public_certificate": "account_id",
    "live_booking": "account_id",
    "live_host": "account_id",
    "attendance": "account_id",
}
ANSWERS = (
    *("draft", "attempt", "reply_rating", "return_item", "sheet", "uncounted", "shown", "guide"),
    *(
        "under_way",
        "step_done",
        "position",
        "contribution",
        "enrolment",
        "wall_waiting",
        "wall_own",
    ),
)
_SYSTEM = {
    "ctid": "(ctid::text::point)[0] * 10000 + (ctid::text::point)[1]",
    "xmin": "xmin::text::bigint",
    "xmax": "xmax::text::bigint",
}

Feature = dict[str, float]  # by account id or pid


@dataclass(frozen=True)
class Sides:
    """Features by name, of people and of answers."""

    people: dict[str, Feature]
    answers: dict[str, Feature]


def read(engine: Engine, accounts: Sequence[str], pids: Sequence[str]) -> Sides:
    """Every feature of the given accounts and pids; constant ones say nothing and are left out."""
    people: dict[str, Feature] = {}
    answers: dict[str, Feature] = {}
    tables = Base.metadata.tables
    for name, column in PEOPLE.items():
        people |= features(engine, tables[name], column, set(accounts))
    for name in ANSWERS:
        answers |= features(engine, tables[name], "pid", set(pids))
    return Sides(people, answers)


def features(
    engine: Engine, table: CoreTable, column: str, wanted: set[str], *, numbers: bool = False
) -> dict[str, Feature]:
    """A table's features by name: for each row's owner the first and the last value.

    With ``numbers`` every number that stands in a row is one too.
    """
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    times = [c.name for c in table.columns if isinstance(c.type, Date | DateTime)]
    counts = [c.name for c in table.columns if numbers and isinstance(c.type, Integer | Boolean)]
    system = _SYSTEM if engine.dialect.name == "postgresql" else _row_number(engine, table)
    columns: list[Any] = [literal_column(sql).label(f"sys_{name}") for name, sql in system.items()]
    with engine.connect() as connection:
        rows = connection.execute(select(table, *columns)).mappings().all()
    for place, row in enumerate(rows):
        owner = row[column]
        if owner not in wanted:
            continue
        found["place"][owner].append(place)
        for name in system:
            found[name][owner].append(float(row[f"sys_{name}"]))
        for name in times:
            found[name][owner].append(row[name].toordinal())
        for name in counts:
            found[name][owner].append(float(row[name] or 0))
    return {
        f"{table.name}.{name}.{end.__name__}": {who: end(v) for who, v in values.items()}
        for name, values in found.items()
        for end in (min, max)
    }


def _row_number(engine: Engine, table: CoreTable) -> dict[str, str]:
    """SQLite's own row number, where a table has one."""
    with engine.connect() as connection:
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)
        ).scalar_one()
    return {} if "WITHOUT ROWID" in made else {"rowid": "rowid"}


def guesses(person: Feature, answer: Feature) -> dict[str, dict[str, str]]:
    """Which account each strategy takes for which pid, by strategy. Empty for constant features."""
    if len(set(person.values())) < 2 or len(set(answer.values())) < 2:
        return {}
    accounts = sorted(person, key=lambda who: (person[who], who))
    pids = sorted(answer, key=lambda pid: (answer[pid], pid))
    near = {
        who: min(
            answer, key=lambda pid: (answer[pid] < person[who], abs(answer[pid] - person[who]))
        )
        for who in accounts
    }
    return {
        "rank": dict(zip(accounts, pids, strict=False)),
        "rank backwards": dict(zip(accounts, reversed(pids), strict=False)),
        "nearest": near,
    }


def score(sides: Sides, truth: dict[str, str]) -> dict[str, int]:
    """How many accounts each way of matching gets right, by its name. ``truth``: pid by account."""
    return {
        f"{one} ~ {other} by {way}": sum(truth[who] == pid for who, pid in guess.items())
        for one, person in sides.people.items()
        for other, answer in sides.answers.items()
        for way, guess in guesses(person, answer).items()
    }
