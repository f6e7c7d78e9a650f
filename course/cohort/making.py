"""Making a cohort, and copying it for next year."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from course.access import Permit, Role, Viewer, check, operation
from course.cohort import enrolment, unlock
from course.cohort.planning import (
    CohortPlan,
    CohortView,
    ContactCard,
    Unlock,
    card_from,
    clean_line,
    problems,
    stored_unlock,
    time_zones,
    unlock_from,
)
from course.errors import BadInput, NotFound
from course.wall import walls
from course.work import Work
from db.queries import cohort as rows
from db.queries import enrolment as pids

ASK_FOR_MAKING = "Ask whoever runs this server to let you make cohorts; then you can copy this one."
YEAR_OF_WEEKS = timedelta(weeks=52)  # next year on the same day of the week


def view(work: Work, cohort_id: str) -> CohortView:
    """A cohort as it stands; for operations, which have checked who asks. Raises NotFound."""
    return work.once(("cohort", cohort_id), lambda: _view(work, cohort_id))


def _view(work: Work, cohort_id: str) -> CohortView:
    row = rows.plan(work.db, cohort_id)
    if row is None:
        raise NotFound
    rule, dates = unlock_from(row.unlock)
    return CohortView(
        id=row.id,
        name=row.name,
        time_zone=row.time_zone,
        starts_on=row.starts_on,
        weeks=row.weeks,
        freeze_on=row.freeze_on,
        keep_until=row.keep_until,
        unlock=rule,
        unlock_dates=dates,
        place=row.place,
        wall=row.wall_id is not None,
        card=card_from(row.card),
        roster_size=row.roster_size,
    )


@operation
def shown(work: Work, viewer: Viewer | None, cohort_id: str) -> CohortView:
    """A cohort's plan, for its instructors."""
    return view(work, cohort_id)


@operation
def find_problems(work: Work, viewer: Viewer | None, plan: CohortPlan) -> list[str]:
    """Every reason a plan can't be made yet, each a sentence."""
    return _problems(work, _cleaned(plan))


@operation
def make(work: Work, viewer: Viewer | None, plan: CohortPlan) -> str:
    """Make a cohort with ``viewer`` as its instructor; returns its id.

    Raises:
        BadInput: the plan can't be made; the sentence gives every reason.
    """
    if viewer is None:
        raise NotFound
    return _make(work, _cleaned(plan), ContactCard(), [viewer.account_id])


def _make(work: Work, plan: CohortPlan, card: ContactCard, instructors: list[str]) -> str:
    if found := _problems(work, plan):
        raise BadInput(" ".join(found))
    cohort_id = rows.add(
        work.db,
        name=plan.name,
        time_zone=plan.time_zone,
        starts_on=plan.starts_on,
        weeks=plan.weeks,
        freeze_on=plan.freeze_on,
        keep_until=plan.keep_until,
        unlock=stored_unlock(plan),
        place=plan.place,
        card=asdict(card),
        roster_size=None,
    )
    enrolment.mint_batch(work, cohort_id)
    if plan.wall:
        walls.open_for(work, cohort_id)
    for account_id in instructors:
        rows.add_member(work.db, cohort_id, account_id, Role.INSTRUCTOR.value)
    return cohort_id


def _cleaned(plan: CohortPlan) -> CohortPlan:
    return replace(plan, name=clean_line(plan.name))


def _problems(work: Work, plan: CohortPlan) -> list[str]:
    zone = plan.time_zone if plan.time_zone in time_zones() else "UTC"
    found = problems(plan, list(work.catalogue.editions), _day(work.now, zone))
    return found + place_problems(work, plan)


def place_problems(work: Work, plan: CohortPlan) -> list[str]:
    """Why a plan's place can't be used, in a sentence; nothing where it can."""
    known = {None, *(place.id for place in work.catalogue.course.places)}
    return [] if plan.place in known else ["Choose a place from the list."]


def _day(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def next_year(cohort: CohortView, today: date) -> date:
    """The first day offered for a copy: the same weekday a year on, and not in the past."""
    start = cohort.starts_on + YEAR_OF_WEEKS
    while start < today:
        start += YEAR_OF_WEEKS
    return start


@operation
def copy(work: Work, viewer: Viewer | None, cohort_id: str, name: str, starts_on: date) -> str:
    """Make a cohort like this one from ``starts_on``; returns its id.

    All dates move by the same number of days. The rules, the contact card and the instructors are
    kept; nobody else, no invitation and nothing anyone wrote or rated comes along.

    Raises:
        BadInput: the copy can't be made; the sentence gives every reason.
    """
    try:
        check(work, viewer, Permit.MAKER, None)
    except NotFound:
        raise BadInput(ASK_FOR_MAKING) from None
    old = view(work, cohort_id)
    by = starts_on - old.starts_on
    plan = CohortPlan(
        name=clean_line(name),
        time_zone=old.time_zone,
        starts_on=starts_on,
        weeks=old.weeks,
        freeze_on=old.freeze_on + by,
        keep_until=old.keep_until + by,
        unlock=old.unlock,
        unlock_dates=_shifted(work, old, by),
        place=old.place,
        wall=old.wall,
    )
    return _make(work, plan, old.card, pids.instructor_accounts(work.db, cohort_id))


def _shifted(work: Work, old: CohortView, by: timedelta) -> dict[str, date]:
    if old.unlock is not Unlock.DATES:
        return {}
    return {
        edition.lesson.id: unlock.opens_on(old, edition.lesson.id, edition.lesson.number) + by
        for edition in work.catalogue.editions.values()
    }
