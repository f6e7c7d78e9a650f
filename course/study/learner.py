"""A learner at work: the pid they answer under, their own box of keys, and what is open to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from course.access import Viewer
from course.authoring.catalogue import Catalogue
from course.authoring.schema import AnyExercise
from course.cohort import enrolment, making, unlock
from course.errors import NotFound
from course.work import Work
from db.queries import study as rows
from db.vault import Box


@dataclass(frozen=True)
class Learner:
    """Who answers: by pid, never by name. ``box`` seals and opens their texts."""

    pid: str
    cohort_id: str
    box: Box = field(repr=False)


def of(work: Work, viewer: Viewer | None, cohort_id: str) -> Learner:
    """The viewer as a learner of a cohort. Raises NotFound."""
    if viewer is None:
        raise NotFound
    account_id = viewer.account_id
    return work.once(("learner", account_id, cohort_id), lambda: _of(work, account_id, cohort_id))


def _of(work: Work, account_id: str, cohort_id: str) -> Learner:
    pid = enrolment.pid_of(work, account_id, cohort_id)
    return Learner(pid, cohort_id, enrolment.learner_box(work, pid))


def at_work(work: Work, viewer: Viewer | None, cohort_id: str) -> Learner:
    """The viewer as a learner who is about to write; their writes take turns. Raises NotFound."""
    learner = of(work, viewer, cohort_id)
    rows.lock_learner(work.db, learner.pid)
    return learner


def course_here(work: Work, cohort_id: str) -> Catalogue:
    """The course as it reads where the cohort is. Raises NotFound."""
    return work.catalogue.in_place(making.view(work, cohort_id).place)


def require_open(work: Work, cohort_id: str, lesson_id: str) -> None:
    """Refuse a lesson that has not opened to the cohort. Raises NotFound."""
    lesson = work.catalogue.lesson(lesson_id)
    cohort = making.view(work, cohort_id)
    if not unlock.is_open(cohort, lesson.id, lesson.number, work.now):
        raise NotFound


def open_exercise(work: Work, cohort_id: str, lesson_id: str, exercise_id: str) -> AnyExercise:
    """An exercise of a lesson that is open to the cohort. Raises NotFound."""
    exercise = course_here(work, cohort_id).exercise(lesson_id, exercise_id)
    require_open(work, cohort_id, lesson_id)
    return cast(AnyExercise, exercise)
