"""Pools: several small cohorts whose figures are published together, and never alone.

The figures of a pool are kept under the id of one of its cohorts (its *unit*). Whoever learns in
two of the cohorts is counted once.
"""

from __future__ import annotations

from course.access import Permit, Viewer, check, operation
from course.cohort.contribute import local_day
from course.errors import BadInput, NotFound
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import enrolment as pids
from db.queries import pools as rows
from db.queries import release as ticks
from db.tables.cohort import Cohort

TOO_LATE = "A roster is fixed already, so what is published together can't change any more."
OTHER_DATES = (
    "Cohorts that are published together have the same time zone, first day, weeks and freeze date."
)


def unit(row: Cohort) -> str:
    """The id under which a cohort's figures are kept: its own, or its pool's."""
    return row.pool or row.id


def names(work: Work, row: Cohort) -> tuple[str, ...]:
    """The names of the cohorts published together with this one, by name; none when it is alone."""
    if row.pool is None:
        return ()
    return tuple(sorted(one.name for one in rows.members(work.db, row.pool)))


def members(work: Work, row: Cohort) -> tuple[str, ...]:
    """The ids of the cohorts published together with this one, itself among them, in order."""
    if row.pool is None:
        return (row.id,)
    return tuple(one.id for one in rows.members(work.db, row.pool))


@operation
def together(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[str, ...]:
    """The ids of the cohorts published together with this one, itself among them, in order."""
    row = cohorts.find(work.db, cohort_id)
    if row is None:
        raise NotFound
    return members(work, row)


@operation
def declare(work: Work, viewer: Viewer | None, cohort_id: str, others: list[str]) -> None:
    """Publish a cohort's figures together with those of ``others``, instead of as before.

    Nobody in particular is asked, but every cohort's learners see the change, and none has had
    anything published. Without ``others`` the cohort publishes alone again. A cohort left by itself
    in a pool does too.

    Raises:
        BadInput: a roster is fixed already, or the dates differ.
        NotFound: the viewer does not instruct all of them.
    """
    for other in others:
        check(work, viewer, Permit.INSTRUCTOR, other)
    ticks.lock_ticks(work.db)  # no roster is fixed meanwhile
    wanted = sorted({cohort_id, *others})
    found = []
    for one in wanted:
        pids.lock_cohort(work.db, one)
        row = cohorts.find(work.db, one)
        if row is None:
            raise NotFound
        found.append(row)
    if problem := _problem(work, found):
        raise BadInput(problem)
    for pool in {row.pool for row in found if row.pool}:
        left = [one.id for one in rows.members(work.db, pool)]
        _assign(work, sorted(set(left) - set(wanted)))
    _assign(work, wanted)


def _assign(work: Work, together: list[str]) -> None:
    """Publish these under the first one's id; one by itself is published alone."""
    rows.assign(work.db, together, together[0] if len(together) > 1 else None)


def _problem(work: Work, found: list[Cohort]) -> str | None:
    touched = {
        one.id: one for row in found for one in (row, *rows.members(work.db, row.pool or row.id))
    }
    if any(
        one.roster_size is not None or local_day(work.now, one.time_zone) >= one.freeze_on
        for one in touched.values()
    ):
        return TOO_LATE
    if len({(one.time_zone, one.starts_on, one.weeks, one.freeze_on) for one in found}) > 1:
        return OTHER_DATES
    return None
