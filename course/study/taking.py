"""How a learner takes a case: as it stands, more gently, another in its place, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course.authoring.schema import Reply
from course.cohort import making, unlock
from course.errors import BadInput, NotFound
from course.study import cases
from course.study.learner import course_here
from course.study.texts import UNREADABLE
from course.work import Work

KEYS = {"case", "gentler", "seen_first"}


@dataclass(frozen=True)
class Taken:
    """What the words of an attempt answer.

    ``case`` is the address of another case, None for the exercise's own; ``seen_first`` says that
    the example was looked at before anything was written.
    """

    case: str | None = None
    gentler: bool = False
    seen_first: bool = False

    def stored(self) -> dict[str, Any]:
        """The form in which it is kept beside the words; empty for a case taken as it stands."""
        found: dict[str, Any] = {"case": self.case} if self.case else {}
        return found | {key: True for key in ("gentler", "seen_first") if getattr(self, key)}


def of(answer: Mapping[str, Any]) -> Taken:
    """How the case of a stored answer was taken."""
    return Taken(**answer.get("taken", {}))


def read(value: object) -> Taken:
    """What a page sent. Raises BadInput."""
    if not isinstance(value, dict) or not set(value) <= KEYS:
        raise BadInput(UNREADABLE)
    case, marks = value.get("case"), [value.get(key, False) for key in ("gentler", "seen_first")]
    if not (case is None or isinstance(case, str)) or any(type(mark) is not bool for mark in marks):
        raise BadInput(UNREADABLE)
    return Taken(case, *marks)


def open_lessons(work: Work, cohort_id: str) -> tuple[str, ...]:
    """The ids of the lessons that are open to a cohort, in course order."""
    cohort = making.view(work, cohort_id)
    today = cohort.today(work.now)
    return tuple(
        edition.lesson.id
        for edition in work.catalogue.editions.values()
        if unlock.opens_on(cohort, edition.lesson.id, edition.lesson.number) <= today
    )


def shown(work: Work, cohort_id: str, lesson_id: str, exercise: Reply, taken: Taken) -> Reply:
    """The case as it is before the learner. Raises NotFound when it may not be taken so."""
    case = exercise if taken.case is None else _instead(work, cohort_id, lesson_id, exercise, taken)
    if not taken.gentler:
        return case
    milder = cases.gentler(case)
    if milder is None:
        raise NotFound
    return milder


def _instead(work: Work, cohort_id: str, lesson_id: str, exercise: Reply, taken: Taken) -> Reply:
    here = course_here(work, cohort_id)
    offered = cases.in_place_of(here, open_lessons(work, cohort_id), lesson_id, exercise)
    for case in offered:
        if case.address == taken.case:
            return case.reply
    raise NotFound


def as_answered(work: Work, cohort_id: str, exercise: Reply, taken: Taken) -> Reply:
    """The case that a stored answer's words answer; the exercise's own where it is gone."""
    case = exercise
    if taken.case is not None:
        try:
            found = course_here(work, cohort_id).exercise(*taken.case.split("/", 1))
        except NotFound:
            found = exercise
        case = found if isinstance(found, Reply) else exercise
    return (cases.gentler(case) or case) if taken.gentler else case
