"""Large installations: cohorts of learners with everything they ever handed in, put in in bulk.

Rows are what the app would have stored, in kind, number and length; sealed texts are random bytes
that nothing opens.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import DeclarativeBase, Session

from course.authoring.catalogue import Catalogue
from course.cohort import enrolment, measures
from course.cohort.channels import Kind
from course.cohort.measures import Measure
from course.cohort.release import BESIDE
from course.installation import Installation
from course.work import Work
from db.base import random_id
from db.tables.answers import Attempt, Contribution, Enrolment
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership, PidLink
from tests.world import CARD

WEEKS = 8
SEALED_BYTES = 300  # of a repair of some sentences
_AT_ONCE = 10_000
_MANY = {Attempt, Contribution}

Rows = Iterable[dict[str, Any]]


@dataclass(frozen=True)
class Size:
    """How large. ``learners`` are in each cohort; ``attempts`` are all learners' together."""

    cohorts: int
    learners: int
    attempts: int


@dataclass(frozen=True)
class Workload:
    """What was put in, and the days that matter."""

    cohort_ids: tuple[str, ...]
    freeze_on: date
    closes_on: date


def fill(installation: Installation, size: Size) -> Workload:
    """Put in cohorts that begin today; everybody does everything, and all of it in the last week.

    The closing tick is then the heaviest that there can be.
    """
    rng = random.Random(repr(size))
    start = installation.clock.now().date()
    closes_on = start + timedelta(days=7 * WEEKS)
    cohorts = [random_id() for _ in range(size.cohorts)]
    with installation.writing() as work:
        _put(work.db, Cohort, (_cohort(one, n, start) for n, one in enumerate(cohorts)))
        # In order, so that a million rows are put in where the last ones went.
        known = iter(sorted(random_id() for _ in range(size.cohorts * size.learners)))
        pids = {one: list(islice(known, size.learners)) for one in cohorts}
        _people(work, pids)
        everyone = [(cohort, pid) for cohort, own in pids.items() for pid in own]
        _put(work.db, Attempt, _attempts(work.catalogue, everyone, size.attempts, rng))
        found = [one for one in measures.of_course(work.catalogue) if one.kind is not _DERIVED]
        _put(work.db, Contribution, _contributions(found, everyone, closes_on, rng))
    return Workload(tuple(cohorts), start + timedelta(days=7), closes_on)


_DERIVED = next(kind for kind, other in BESIDE.items() if other is Kind.RATING)


def _cohort(cohort_id: str, number: int, start: date) -> dict[str, Any]:
    return {
        "id": cohort_id,
        "name": f"Cohort {number}",
        "time_zone": "Europe/London",
        "starts_on": start,
        "weeks": WEEKS,
        "freeze_on": start + timedelta(days=7),
        "keep_until": start + timedelta(days=365),
        "unlock": {"rule": "all"},
        "card": dict(CARD),
    }


def _people(work: Work, pids: dict[str, list[str]]) -> None:
    accounts = {pid: random_id() for own in pids.values() for pid in own}
    places = [(cohort, pid, accounts[pid]) for cohort, own in pids.items() for pid in own]
    key = work.vault.mint_learner_key()  # nothing is opened, so that one does for all
    _put(
        work.db, Account, ({"id": a, "name": "Invented", "joined": True} for a in accounts.values())
    )
    _put(
        work.db,
        Membership,
        ({"account_id": a, "cohort_id": cohort, "role": "learner"} for cohort, _, a in places),
    )
    _put(
        work.db,
        Enrolment,
        ({"pid": pid, "cohort_id": cohort, "key_wrapped": key} for cohort, pid, _ in places),
    )
    _put(work.db, PidLink, (_link(work, *place) for place in places))


def _link(work: Work, cohort_id: str, pid: str, account_id: str) -> dict[str, Any]:
    key = enrolment.link_key(work, account_id, cohort_id)
    return {"key": key, "pid_sealed": work.vault.seal(pid, f"pid_link/{key}")}


def _attempts(
    catalogue: Catalogue, everyone: list[tuple[str, str]], attempts: int, rng: random.Random
) -> Iterator[dict[str, Any]]:
    """As many as asked for, shared out evenly over learners and exercises."""
    exercises = [
        (edition, exercise)
        for edition in catalogue.editions.values()
        for exercise in measures.exercises(edition.lesson)
    ]
    each = -(-attempts // len(everyone))
    for index in range(attempts):
        number, (edition, exercise) = index % each, exercises[index % each % len(exercises)]
        yield {
            "id": f"{everyone[index // each][1][:24]}{number:08x}",
            "pid": everyone[index // each][1],
            "lesson_id": edition.lesson.id,
            "exercise_id": exercise.id,
            "kind": exercise.kind,  # type: ignore[attr-defined]
            "number": 1 + number // len(exercises),
            "edition": edition.hash,
            "submission_key": f"{index:016x}",
            "sealed": base64.b64encode(rng.randbytes(SEALED_BYTES)).decode(),
        }


def _contributions(
    found: list[Measure], everyone: list[tuple[str, str]], due_on: date, rng: random.Random
) -> Iterator[dict[str, Any]]:
    for cohort_id, pid in everyone:
        for one in found:
            yield {
                "cohort_id": cohort_id,
                "channel": one.channel,
                "pid": pid,
                "value": value(one, rng),
                "due_on": due_on,
            }


def value(one: Measure, rng: random.Random) -> int:
    """A value that a learner may give."""
    match one.kind:
        case Kind.COMPLETION | Kind.RETURNS:
            return 1
        case Kind.PROGRESS:
            return rng.randrange(9)
        case Kind.ATTEMPTS:
            return rng.randrange(1, 3 * len(measures.tried(one.lesson)) + 1)
        case Kind.CHECK if one.question is not None:
            return rng.randrange(len(one.question.choices))
        case _:
            return rng.randrange(1, 6)


def _put(db: Session, table: type[DeclarativeBase], rows: Rows) -> None:
    """Insert rows that all name the same columns, many at a time."""
    there = iter(rows)
    while some := list(islice(there, _AT_ONCE)):
        if db.get_bind().dialect.name == "postgresql" and table in _MANY:
            _copy(db, table, some)
        else:
            db.execute(insert(table), some)


def _copy(db: Session, table: type[DeclarativeBase], rows: list[dict[str, Any]]) -> None:
    """PostgreSQL's own way in for many rows."""
    driver: Any = db.connection().connection.driver_connection
    columns = ", ".join(rows[0])
    with driver.cursor().copy(f"COPY {table.__tablename__} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))
