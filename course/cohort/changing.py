"""Changing what may change of a cohort that is made, within what people were told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from course.access import Role, Viewer, operation
from course.cohort import making, unlock
from course.cohort.planning import (
    CohortView,
    Unlock,
    clean_line,
    keep_problem,
    name_problem,
    stored_unlock,
    unlock_problems,
)
from course.errors import BadInput
from course.work import Work
from db.queries import cohort as rows
from db.queries import enrolment as pids


@operation
def change(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    *,
    name: str,
    keep_until: date,
    place: str | None,
    unlock_dates: Mapping[str, date] | None = None,
) -> None:
    """Change a cohort's name, place, keep-until date, and the days of lessons not open yet.

    What people were told at joining holds: once a learner has joined, the keep-until date can only
    come nearer. A lesson that is open stays open. Everything else is fixed when a cohort is made;
    the days on which figures come were fixed at the freeze and don't move with the lessons.

    Raises:
        BadInput: something can't be changed so; the sentence says why.
    """
    pids.lock_cohort(work.db, cohort_id)
    now = making.view(work, cohort_id)
    wished = replace(
        now,
        name=clean_line(name),
        keep_until=keep_until,
        unlock_dates=now.unlock_dates if unlock_dates is None else dict(unlock_dates),
        place=place,
    )
    if found := _change_problems(work, now, wished):
        raise BadInput(" ".join(found))
    rows.change(
        work.db,
        cohort_id,
        name=wished.name,
        keep_until=wished.keep_until,
        unlock=stored_unlock(wished),
        place=wished.place,
    )


def _change_problems(work: Work, now: CohortView, wished: CohortView) -> list[str]:
    found = [problem] if (problem := name_problem(wished.name)) else []
    found += making.place_problems(work, wished)
    if wished.keep_until != now.keep_until:
        if problem := keep_problem(wished.keep_until, wished.ends_on):
            found.append(problem)
        elif wished.keep_until > now.keep_until and _anyone_joined(work, now.id):
            found.append(
                "Learners were told an earlier keep-until date when they joined, so it can only "
                "come nearer."
            )
    if wished.unlock_dates != now.unlock_dates:
        found += _unlock_change_problems(work, now, wished)
    return found


def _unlock_change_problems(work: Work, now: CohortView, wished: CohortView) -> list[str]:
    if now.unlock is not Unlock.DATES:
        return ["The days on which lessons open follow the rule chosen when the cohort was made."]
    lessons = [edition.lesson for edition in work.catalogue.editions.values()]
    if found := unlock_problems(wished, [lesson.id for lesson in lessons]):
        return found
    today = now.today(work.now)
    for lesson in lessons:
        before = unlock.opens_on(now, lesson.id, lesson.number)
        after = unlock.opens_on(wished, lesson.id, lesson.number)
        if before != after and (before <= today or after < today):
            return ["A lesson that has opened stays open, and none can open in the past."]
    return []


def _anyone_joined(work: Work, cohort_id: str) -> bool:
    return rows.count_members(work.db, cohort_id, Role.LEARNER.value) > 0
