"""When a lesson opens to a cohort: by the calendar of the cohort's own time zone. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from course.cohort.planning import CohortPlan, CohortView, Unlock


def opens_on(cohort: CohortPlan, lesson_id: str, number: int) -> date:
    """The day on which a lesson opens; ``number`` is its place in the course, from 1.

    A lesson that came into the course after the dates were chosen opens on the first day.
    """
    match cohort.unlock:
        case Unlock.ALL:
            return cohort.starts_on
        case Unlock.WEEKLY:
            return cohort.starts_on + timedelta(days=7 * (number - 1))
        case Unlock.DATES:
            return cohort.unlock_dates.get(lesson_id, cohort.starts_on)


def is_open(cohort: CohortView, lesson_id: str, number: int, now: datetime) -> bool:
    """Whether a lesson is open at ``now`` (timezone-aware).

    It opens with the first moment of its day where the cohort is. Days are compared, not moments,
    because in some places a day on which the clocks change has no midnight.
    """
    return cohort.today(now) >= opens_on(cohort, lesson_id, number)
