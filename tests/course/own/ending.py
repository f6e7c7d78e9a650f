"""A cohort whose writing is near its end, and looks at the calendar, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from course.access import Role, Viewer
from course.installation import Installation
from course.own import keeping, leaving, retention
from course.own.keeping import Ending
from tests import world
from tests.clock import HandClock
from tests.course.study.desk import Desk

END = date(2027, 9, 7)  # a year after the cohort of tests/world.py began


@dataclass
class Here:
    """A cohort with an instructor, a learner who wrote, one who left, and one invited."""

    installation: Installation
    clock: HandClock
    cohort_id: str
    instructor: Viewer
    learner: Viewer
    left: Viewer

    def on(self, day: date) -> int:
        """Look at the calendar on a day at noon; how many cohorts were erased."""
        self.clock.set(datetime.combine(day, time(12), self.clock.now().tzinfo))
        return retention.run_due(self.installation)

    def daily(self, until: date) -> list[date]:
        """Look once a day, from the day after today; the days on which something was erased."""
        found = []
        while (day := self.clock.now().date() + timedelta(days=1)) <= until:
            if self.on(day):
                found.append(day)
        return found

    def endings(self, viewer: Viewer) -> tuple[Ending, ...]:
        """What somebody is warned of now. They sign in anew: a sign-in lasts 30 days."""
        with self.installation.writing() as work:
            again = world.viewer(work, world.sign_in(work, viewer.account_id))
            return keeping.soon(work, again)

    def rows(self, table: type) -> int:
        with self.installation.reading() as work:
            return len(work.db.execute(select(table)).all())


def prepared(installation: Installation, clock: HandClock) -> Here:
    """The cohort, a year before its end."""
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        world.invitation(work, cohort_id)
        people = {
            name: world.someone(work, cohort_id, role, name=name, email=f"{name}@example.org")
            for name, role in (
                ("ira", Role.INSTRUCTOR),
                ("lena", Role.LEARNER),
                ("luca", Role.LEARNER),
            )
        }
    for name in ("lena", "luca"):
        at = Desk(installation, people[name], cohort_id)
        at.submit("Some words")
        at.save("A draft", 5)
    with installation.writing() as work:
        leaving.leave(work, people["luca"], cohort_id)
    return Here(installation, clock, cohort_id, *people.values())
