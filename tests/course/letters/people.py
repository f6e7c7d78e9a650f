"""Learners who asked for letters, and what became of those."""

from __future__ import annotations

from sqlalchemy import func, select, update

from course.access import Role, Viewer
from course.installation import Installation
from course.letters import preferences
from course.work import Work
from db.tables.cohort import Cohort
from db.tables.letters import Letter
from tests import world


def cohort(installation: Installation, rule: str = "weekly") -> str:
    """A cohort from Monday 7 September 2026, in London."""
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        work.db.execute(update(Cohort).values(unlock={"rule": rule}))
    return cohort_id


def learner(work: Work, cohort_id: str, name: str, *, wants: bool = True) -> Viewer:
    """A learner with an address, who asked for letters or did not."""
    found = world.someone(work, cohort_id, Role.LEARNER, name=name, email=f"{name}@example.org")
    if wants:
        preferences.set_reminders(work, found, wanted=True)
    return found


def states(installation: Installation) -> dict[str, int]:
    """How many letters there are in each state."""
    with installation.reading() as work:
        rows = work.db.execute(select(Letter.state, func.count()).group_by(Letter.state))
        return {row[0]: row[1] for row in rows}
