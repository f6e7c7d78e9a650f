"""A learner who has done every step, for tests."""

from __future__ import annotations

from course.cohort import enrolment
from course.installation import Installation
from course.work import Work
from db.queries import study
from tests.course.study.desk import Desk, desk


def finish(work: Work, account_id: str, cohort_id: str) -> None:
    """Mark every step of every lesson done."""
    pid = enrolment.pid_of(work, account_id, cohort_id)
    for lesson_id, edition in work.catalogue.editions.items():
        for step in edition.lesson.steps:
            study.add_step_done(work.db, pid, lesson_id, step.id)


def finished(installation: Installation) -> Desk:
    """A learner alone in a cohort, who has completed the course."""
    her = desk(installation)
    with installation.writing() as work:
        finish(work, her.viewer.account_id, her.cohort_id)
    return her
