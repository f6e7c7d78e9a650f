"""Cohorts of a given size, put straight into the tables, for tests of what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from course.access import Role, Viewer
from course.cohort import enrolment, overview, ticking
from course.cohort.channels import completion_channel, rating_channel
from course.cohort.contribute import contribute
from course.cohort.overview import Figure, Overview
from course.installation import Installation
from db.base import Base
from db.tables.answers import TickDone
from db.tables.release import ReleaseCell
from tests import world
from tests.clock import START, HandClock

LESSON = completion_channel("first")
NOTICE = rating_channel("before", "notice")
FREEZE = START.date() + timedelta(days=7)
MIDDLE = date(2026, 10, 9)  # the first of two ticks
LAST = START.date() + timedelta(days=56)


@dataclass
class Group:
    """A cohort with learners who have joined; they are named by their index, from 0."""

    installation: Installation
    clock: HandClock
    cohort_id: str
    pids: list[str]
    instructor: Viewer
    learner: Viewer

    def give(self, *who: int, channel: str = LESSON, value: int = 1) -> None:
        """These learners contribute now."""
        with self.installation.writing() as work:
            for index in who:
                contribute(work, self.cohort_id, self.pids[index], channel, value)

    def go_to(self, day: date) -> None:
        """Noon of a day, with everything due done."""
        self.clock.set(datetime.combine(day, time(12), UTC))
        ticking.run_due(self.installation)

    def see(self) -> Overview:
        """The overview as the instructor has it now."""
        with self.installation.reading() as work:
            return overview.cohort(work, self.instructor, self.cohort_id)

    def lesson(self) -> str:
        """What is said about the first lesson's completion now."""
        return self.see().lessons[0].said

    def notice(self) -> Figure:
        """The first skill's figure now."""
        return self.see().ratings[0]


def group(installation: Installation, clock: HandClock, size: int) -> Group:
    """A cohort of ``size`` learners over eight weeks, frozen after one, all lessons open."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        teacher = world.account(work, "Instructor")
        world.join(work, teacher, cohort_id, Role.INSTRUCTOR)
        accounts = [world.account(work, f"Learner {n}") for n in range(size)]
        for account in accounts:
            world.join(work, account, cohort_id, Role.LEARNER)
        taken = enrolment.taken_pids(work, cohort_id)
    return Group(
        installation,
        clock,
        cohort_id,
        [taken[account] for account in accounts],
        signed_in(installation, clock, teacher),
        signed_in(installation, clock, accounts[0]),
    )


def signed_in(installation: Installation, clock: HandClock, account_id: str) -> Viewer:
    """A sign-in that lasts the whole course, as if renewed on the way."""
    now = clock.now()
    clock.move(days=300)
    with installation.writing() as work:
        token = world.sign_in(work, account_id)
    clock.set(now)
    with installation.reading() as work:
        return world.viewer(work, token)


def store(installation: Installation) -> list[tuple[str, int, date, str, str]]:
    """Everything in the release store."""
    with installation.release_reader.connect() as connection:
        rows = connection.execute(
            select(
                ReleaseCell.channel,
                ReleaseCell.seq,
                ReleaseCell.tick_on,
                ReleaseCell.label,
                ReleaseCell.group_label,
            ).order_by(ReleaseCell.channel, ReleaseCell.seq)
        )
        return [(a, b, c, d, e) for a, b, c, d, e in rows]


def ticks(here: Group) -> list[tuple[str, date, bool | None, int | None]]:
    """Every tick decided, with its coin."""
    with here.installation.reading() as work:
        rows = work.db.execute(
            select(TickDone.channel, TickDone.tick_on, TickDone.coin_waits, TickDone.seq).order_by(
                TickDone.channel, TickDone.tick_on
            )
        )
        return [(a, b, c, d) for a, b, c, d in rows]


def count(here: Group, table: type[Base]) -> int:
    """How many rows a table has."""
    with here.installation.reading() as work:
        return work.db.scalar(select(func.count()).select_from(table)) or 0
