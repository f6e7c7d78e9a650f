"""All that is held about one person, opened, for that person alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from course import erasing
from course.access import Viewer, operation
from course.cohort import enrolment
from course.errors import NotFound
from course.own.held import ANSWERS, PEOPLE, Held
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import holdings as rows
from db.vault import CannotOpen

UNREADABLE = "This can't be opened any more."


class Opens(Protocol):
    """What opens a sealed text: a learner's own box, or the installation's vault."""

    def open(self, token: str, place: str) -> str: ...


@dataclass(frozen=True)
class Kept:
    """One table's rows about the person, with what was sealed opened and what is withheld left out.

    ``withheld`` are the columns left out, each with its reason.
    """

    table: str
    title: str
    rows: tuple[dict[str, Any], ...] = field(repr=False)
    withheld: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Place:
    """Somebody's place in one cohort. ``role`` is their part now: learner, or former."""

    cohort_id: str
    cohort_name: str
    role: str
    keep_until: date
    answers: dict[str, Kept] = field(repr=False)

    def count(self, table: str) -> int:
        """How many rows a table holds about this place."""
        return len(self.answers[table].rows)

    @property
    def has_writing(self) -> bool:
        """Whether anything was submitted or drafted here."""
        return (
            self.count("attempt") + sum(bool(r["sealed"]) for r in self.answers["draft"].rows) > 0
        )


@dataclass(frozen=True)
class Everything:
    """All of it: who somebody is here, and what they wrote under which cohort."""

    name: str
    made_on: date
    people: dict[str, Kept] = field(repr=False)
    places: tuple[Place, ...]


@operation
def of_mine(work: Work, viewer: Viewer | None) -> Everything:
    """Everything held about the viewer."""
    assert viewer is not None
    account_id = viewer.account_id
    pids = erasing.pids_of(work, account_id)
    keys = [enrolment.link_key(work, account_id, cohort_id) for cohort_id in pids]
    people = {
        name: _kept(
            name, held, rows.of_account(work.db, name, account_id, keys), work.vault, account_id
        )
        for name, held in PEOPLE.items()
    }
    roles: dict[str, list[str]] = {}
    for row in people["membership"].rows:
        roles.setdefault(row["cohort_id"], []).append(row["role"])
    places = [
        _place(work, cohort_id, pid, roles.get(cohort_id, [])) for cohort_id, pid in pids.items()
    ]
    return Everything(
        name=viewer.name,
        made_on=work.now.date(),
        people=people,
        places=tuple(
            sorted(places, key=lambda one: (one.keep_until, one.cohort_name), reverse=True)
        ),
    )


def _place(work: Work, cohort_id: str, pid: str, roles: list[str]) -> Place:
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None:
        raise NotFound
    box = enrolment.learner_box(work, pid)
    return Place(
        cohort_id=cohort_id,
        cohort_name=cohort.name,
        role="learner" if "learner" in roles else cohorts.FORMER,
        keep_until=cohort.keep_until,
        answers={
            name: _kept(
                name,
                held,
                rows.of_pid(work.db, name, pid),
                work.vault if held.by_installation else box,
                pid,
            )
            for name, held in ANSWERS.items()
        },
    )


def _kept(name: str, held: Held, found: list[rows.Row], opens: Opens, owner: str) -> Kept:
    return Kept(
        table=name,
        title=held.title,
        rows=tuple(_opened(row, held, opens, owner) for row in found),
        withheld=held.withheld,
    )


def _opened(row: rows.Row, held: Held, opens: Opens, owner: str) -> dict[str, Any]:
    shown = {key: value for key, value in row.items() if key not in held.withheld}
    for column, place in held.sealed.items():
        if row[column]:
            shown[column] = _read(opens, row[column], place(row, owner))
    return shown


def _read(opens: Opens, token: str, place: str) -> Any:
    try:
        text = opens.open(token, place)
    except CannotOpen:
        return UNREADABLE
    try:
        return json.loads(text)
    except ValueError:
        return text
