"""The runs that a learner can take part in now."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Viewer, operation, present
from course.errors import NotFound
from course.work import Work
from course.workshop import running
from course.workshop.running import OPENS_BEFORE, Run
from course.workshop.state import Status
from db.queries import live_runs as rows


@dataclass(frozen=True)
class Joinable:
    """A run that is open: its code is what the room's screen shows."""

    run_id: str
    title: str
    code: str


@operation
def here(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Joinable, ...]:
    """The runs of a cohort that its learners can join now, the first to begin first."""
    found = [running.opened(work, row) for row in rows.of_cohort(work.db, cohort_id)]
    return tuple(_joinable(run) for run in found if _is_open(work, run))


@operation
def find(work: Work, viewer: Viewer | None, run_id: str) -> Joinable:
    """One of them, of any of the viewer's cohorts. Raises NotFound."""
    current = present(work, viewer)
    run = running.find(work, run_id)
    belongs = run.cohort_id in {b.cohort_id for b in current.belongs}
    if not belongs and not run.for_guests:
        raise NotFound
    return _joinable(run)


def _is_open(work: Work, run: Run) -> bool:
    if run.rehearsal:
        return False
    if run.state.status is Status.PLANNED:
        return run.starts_at - OPENS_BEFORE <= work.now < run.ends_at
    return run.state.status is Status.LIVE


def _joinable(run: Run) -> Joinable:
    return Joinable(run.id, run.title, run.code)
