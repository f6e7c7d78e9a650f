"""Fixing rosters: who counts in a cohort's or a pool's figures, and on which days figures come."""

from __future__ import annotations

import secrets
from datetime import date

from course.cohort import enrolment, making, measures, release, unlock
from course.cohort.calendar import last_day, tick_dates
from course.cohort.contribute import local_day
from course.cohort.measures import Measure
from course.cohort.planning import CohortView
from course.installation import Installation
from course.work import Work
from db.queries import enrolment as pids
from db.queries import release as rows
from db.queries.release import Unit

_random = secrets.SystemRandom()


def freeze_due(installation: Installation) -> int:
    """Fix the rosters whose freeze date has come; returns how many."""
    return sum(_freeze(installation, unit) for unit in _due(installation))


def _due(installation: Installation) -> list[str]:
    with installation.reading() as work:
        return [
            unit.id
            for unit in rows.units(work.db, frozen=False)
            if local_day(work.now, unit.time_zone) >= unit.freeze_on
        ]


def _freeze(installation: Installation, unit_id: str) -> int:
    with installation.writing() as work:
        rows.lock_ticks(work.db)
        found = rows.units(work.db, frozen=False, unit=unit_id)
        if not found:
            return 0
        unit = found[0]
        for member in unit.members:
            pids.lock_cohort(work.db, member)  # nobody joins meanwhile
        rows.lock_ticks(work.db, nobody_contributes=True)
        counted = _counted(work, unit)
        views = [making.view(work, member) for member in unit.members]
        rows.freeze(work.db, unit, counted, calendar_of(work, views, len(counted)))
        return 1


def _counted(work: Work, unit: Unit) -> list[tuple[str, str]]:
    """(cohort id, pid) of everyone who counts, in random order.

    Of somebody with places in several cohorts of a pool any one counts, and only that one.
    """
    learners = rows.joined_learners(work.db, unit.members)
    places: dict[str, list[tuple[str, str]]] = {}
    for member in unit.members:
        taken = enrolment.taken_pids(work, member)
        for account_id in learners[member] & set(taken):
            places.setdefault(account_id, []).append((member, taken[account_id]))
    counted = [_random.choice(found) for found in places.values()]
    _random.shuffle(counted)
    return counted


def calendar_of(work: Work, cohorts: list[CohortView], size: int) -> dict[str, list[str]]:
    """The tick dates of every channel a roster of ``size`` has, as they are stored."""
    found: dict[str, list[str]] = {}
    for cohort in cohorts:
        for one in measures.of_course(work.catalogue.in_place(cohort.place)):
            if one.channel not in found and release.publishes(one.kind, size):
                days = _dates(cohorts, one, size)
                found[one.channel] = [day.isoformat() for day in days]
    return found


def _dates(cohorts: list[CohortView], one: Measure, size: int) -> tuple[date, ...]:
    """A channel's ticks; in a pool they count from the day on which everyone has its lesson."""
    cohort = cohorts[0]
    if one.kind in release.AT_CLOSE:
        return (max(last_day(cohort.starts_on, cohort.weeks), cohort.freeze_on),)
    opens = max(unlock.opens_on(each, one.lesson.id, one.lesson.number) for each in cohorts)
    return tick_dates(cohort.starts_on, cohort.weeks, cohort.freeze_on, size, opens)
