"""The record of a completed course, handed in by name: what it is, and nothing about how it went.

It can be handed in only when the course is complete, so that it says the same of everyone. Somebody
who has not completed and somebody who has not handed in look alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from course.access import Viewer, operation
from course.cohort import making
from course.errors import BadInput, NotFound
from course.study import completion
from course.study import learner as learners
from course.study.completion import Standing
from course.work import Work
from db.queries import record as rows
from db.vault import CannotOpen

ASKED_FOR = (
    "name, who gives the course, what it teaches, the cohort’s first and last day, that the course "
    "was completed, and the hours it is designed to take"
)
NOT_YET = "Every lesson needs to be mended before this can be made."
KEPT = (
    "The date until which this cohort's answers are kept has come, so the record can't be taken "
    "back here any more. Ask whoever gives the course."
)


class Record(BaseModel):
    """All that a record holds. Nothing else can be put into it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: str
    provider: str
    course: str
    outcomes: tuple[str, ...]
    first_day: date
    last_day: date
    completed: Literal[True]
    practice_minutes: int
    workshop_minutes: int

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The record in words, (label, what it says) each; all of it but the outcomes."""
        attended = completion.hours(self.workshop_minutes) if self.workshop_minutes else "None"
        return (
            ("Name", self.name),
            ("Course", self.course),
            ("Given by", self.provider),
            ("Cohort’s first day", day(self.first_day)),
            ("Cohort’s last day", day(self.last_day)),
            ("Completed", "Yes: every lesson, with all its practice"),
            ("Practice, as designed", completion.hours(self.practice_minutes)),
            ("Workshops attended", attended),
        )


def day(when: date) -> str:
    """A day as records and certificates say it, such as ``7 September 2026``."""
    return f"{when.day} {when:%B %Y}"


@dataclass(frozen=True)
class Mine:
    """What a learner may hand in, and what they have handed in.

    ``would_be`` is None until the course is complete; ``handed_in`` None until it is handed in.
    ``until`` is the day from which it can't be taken back.
    """

    standing: Standing
    would_be: Record | None = field(repr=False)
    handed_in: Record | None = field(repr=False)
    until: date
    may_withdraw: bool


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> Mine:
    """The viewer's own record: as it would be handed in now, and as it was."""
    if viewer is None:
        raise NotFound
    cohort = making.view(work, cohort_id)
    standing = _standing(work, viewer, cohort_id)
    sealed = rows.handed_in(work.db, viewer.account_id, cohort_id)
    return Mine(
        standing,
        of(work, viewer, cohort_id) if standing.is_complete else None,
        None if sealed is None else _opened(work, viewer.account_id, cohort_id, sealed),
        cohort.keep_until,
        cohort.today(work.now) < cohort.keep_until,
    )


def _standing(work: Work, viewer: Viewer, cohort_id: str) -> Standing:
    learner = learners.of(work, viewer, cohort_id)
    return completion.standing(work, learner, viewer.account_id)


def of(work: Work, viewer: Viewer, cohort_id: str) -> Record:
    """The record of a viewer who has completed. Raises BadInput for one who has not."""
    standing = _standing(work, viewer, cohort_id)
    if not standing.is_complete:
        raise BadInput(NOT_YET)
    cohort = making.view(work, cohort_id)
    here = work.catalogue.in_place(cohort.place)
    return Record(
        name=viewer.name,
        provider=work.settings.provider,
        course=here.course.title,
        outcomes=tuple(edition.lesson.aim for edition in here.editions.values()),
        first_day=cohort.starts_on,
        last_day=cohort.ends_on,
        completed=True,
        practice_minutes=standing.practice,
        workshop_minutes=standing.workshops,
    )


@operation
def hand_in(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Give the cohort's instructors the viewer's record. A second time changes nothing.

    Raises:
        BadInput: the course is not complete.
    """
    if viewer is None:
        raise NotFound
    text = of(work, viewer, cohort_id).model_dump_json()
    sealed = work.vault.seal(text, place(viewer.account_id, cohort_id))
    rows.hand_in(work.db, viewer.account_id, cohort_id, sealed)


@operation
def withdraw(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Take the viewer's record back. Nothing of it stays.

    Raises:
        NotFound: nothing was handed in.
        BadInput: the keep-until date has come.
    """
    if viewer is None or rows.handed_in(work.db, viewer.account_id, cohort_id) is None:
        raise NotFound
    cohort = making.view(work, cohort_id)
    if cohort.today(work.now) >= cohort.keep_until:
        raise BadInput(KEPT)
    rows.withdraw(work.db, viewer.account_id, cohort_id)


@operation
def handed_in(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Record, ...]:
    """The records that a cohort's learners handed in, by name."""
    found = rows.records(work.db, cohort_id)
    opened = (_opened(work, account_id, cohort_id, sealed) for account_id, sealed in found)
    kept = [record for record in opened if record is not None]
    return tuple(sorted(kept, key=lambda record: record.name.casefold()))


def _opened(work: Work, account_id: str, cohort_id: str, sealed: str) -> Record | None:
    try:
        text = work.vault.open(sealed, place(account_id, cohort_id))
    except CannotOpen:
        return None
    return Record.model_validate_json(text)


def place(account_id: str, cohort_id: str) -> str:
    """What a record is bound to."""
    return f"handed_in/{account_id}/{cohort_id}"
