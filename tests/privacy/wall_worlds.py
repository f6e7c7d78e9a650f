"""A cohort with a wall and its people, for tests of what anyone can learn from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from course.access import Role, Viewer
from course.cohort import enrolment
from course.cohort import ticking as figures
from course.installation import Installation
from course.wall import kept, moderating, on_wall, own_texts, sharing, ticking, walls
from course.wall.on_wall import Standing
from course.wall.own_texts import Mine
from course.wall.texts import Post, Shared
from db.base import Base
from tests import world
from tests.clock import START, HandClock
from tests.privacy.worlds import signed_in

FREEZE = START.date() + timedelta(days=7)
FIRST = date(2026, 9, 21)  # the Monday after the freeze
SECOND = FIRST + timedelta(days=7)
CLOSES = date(2026, 11, 2)
BATCH = 6

POST = ("I looked at the clock.", "I said so, and asked.", "The clock")


@dataclass
class Walled:
    """A cohort with a wall; its learners are named by their index, from 0."""

    installation: Installation
    clock: HandClock
    cohort_id: str
    instructor: Viewer
    learners: list[Viewer]
    pids: list[str]

    def share(self, *who: int, text: str = "") -> None:
        """These learners each share a post of their own, named after them."""
        for index in who:
            with self.installation.writing() as work:
                what, repair, name = POST
                named = f"{name} {index}{text}"
                sharing.share(
                    work, self.learners[index], self.cohort_id, what, repair, named, harmed=False
                )

    def answer(self, who: int, to: str) -> None:
        """One learner answers a piece."""
        with self.installation.writing() as work:
            sharing.answer(
                work, self.learners[who], self.cohort_id, to, f"I did too {who}.", "What then?"
            )

    def go_to(self, day: date) -> int:
        """Noon of a day, with everything due done; returns how many of the wall's ticks were."""
        self.clock.set(datetime.combine(day, time(12), UTC))
        figures.run_due(self.installation)
        return ticking.run_due(self.installation)

    def put_up(self, day: date, *off: str) -> None:
        """An instructor puts a batch up, but for the texts named ``off``."""
        with self.installation.writing() as work:
            found = moderating.batches(work, self.instructor, self.cohort_id)
            texts = [one for batch in found if batch.day == day for one in batch.texts]
            ids = [one.id for one in texts if _named(one.shared) in off]
            moderating.put_up(work, self.instructor, self.cohort_id, day, ids)

    def queue(self) -> list[tuple[date, list[str]]]:
        """What the instructor has to look at: days, and the names or recognitions in order."""
        with self.installation.reading() as work:
            found = moderating.batches(work, self.instructor, self.cohort_id)
        return [(batch.day, [_named(one.shared) for one in batch.texts]) for batch in found]

    def wall(self) -> tuple[Standing, ...]:
        """What stands on the wall now."""
        with self.installation.reading() as work:
            return on_wall.pieces(work, self.learners[0], self.cohort_id)

    def names(self) -> list[str]:
        """The names of what stands on the wall, in its order."""
        return [one.post.name for one in self.wall()]

    def mine(self, who: int) -> Mine:
        """What one learner has on the wall."""
        with self.installation.reading() as work:
            return own_texts.mine(work, self.learners[who], self.cohort_id)

    def withdraw(self, who: int) -> None:
        """One learner withdraws what they have out."""
        with self.installation.writing() as work:
            for one in own_texts.mine(work, self.learners[who], self.cohort_id).out:
                own_texts.withdraw(work, self.learners[who], self.cohort_id, one.id)

    def everything_out(self) -> set[str]:
        """The keys of all pieces that are out, looked at or not."""
        with self.installation.reading() as work:
            wall = walls.of(work, self.cohort_id)
            return {piece.id for piece in kept.pieces(work, wall.id) if piece.shared is not None}

    def count(self, table: type[Base]) -> int:
        """How many rows a table has."""
        with self.installation.reading() as work:
            return work.db.scalar(select(func.count()).select_from(table)) or 0


def _named(shared: Shared) -> str:
    return shared.name if isinstance(shared, Post) else shared.recognition


def walled(
    installation: Installation, clock: HandClock, size: int, *, starts_on: date | None = None
) -> Walled:
    """A cohort of ``size`` learners over eight weeks, frozen after one, with a wall."""
    with installation.writing() as work:
        cohort_id = world.cohort(work, starts_on=starts_on)
        walls.open_for(work, cohort_id)
        teacher = world.account(work, "Instructor")
        world.join(work, teacher, cohort_id, Role.INSTRUCTOR)
        accounts = [world.account(work, f"Learner {n}") for n in range(size)]
        for account in accounts:
            world.join(work, account, cohort_id, Role.LEARNER)
        taken = enrolment.taken_pids(work, cohort_id)
    return Walled(
        installation,
        clock,
        cohort_id,
        signed_in(installation, clock, teacher),
        [signed_in(installation, clock, account) for account in accounts],
        [taken[account] for account in accounts],
    )
