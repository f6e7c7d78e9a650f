"""Practice that comes back, for tests: a learner, their clock, and short calls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from course.installation import Installation
from course.study import attempts, returning
from course.study.returning import Begun, Returns, Waiting
from tests import world
from tests.clock import HandClock
from tests.course.study.desk import Desk, desk

RIGHT, WRONG = {"choices": {"q1": "a"}}, {"choices": {"q1": "b"}}


@dataclass
class Coming:
    """A learner at their desk, with a clock that is moved by hand."""

    installation: Installation
    clock: HandClock
    her: Desk

    def answer(self, address: str, answer: dict[str, Any] | str, key: str | None = None) -> str:
        """Submit an answer; returns what became of it."""
        lesson, exercise = address.split("/")
        sent = {"text": answer} if isinstance(answer, str) else answer
        place = (self.her.viewer, self.her.cohort_id, lesson, exercise)
        with self.installation.writing() as work:
            known = key or attempts.next_key(work, *place)
            return attempts.submit(work, *place, sent, known).outcome.value

    def days(self, number: float) -> None:
        self.at(self.clock.now() + timedelta(days=number))

    def at(self, now: datetime) -> None:
        """Go to a time, and sign in again: a sign-in lasts a month."""
        self.clock.set(now)
        with self.installation.writing() as work:
            viewer = world.viewer(work, world.sign_in(work, self.her.viewer.account_id))
        self.her = replace(self.her, viewer=viewer)

    def mine(self) -> Returns:
        with self.installation.reading() as work:
            return returning.mine(work, self.her.viewer, self.her.cohort_id)

    def due(self) -> list[str]:
        return [one.address for one in self.mine().due]

    def waiting(self) -> Waiting:
        with self.installation.reading() as work:
            return returning.waiting(work, self.her.viewer, self.her.cohort_id)

    def do(self, what: str, item: str) -> None:
        """One of the operations that change how an item stands."""
        with self.installation.writing() as work:
            getattr(returning, what)(work, self.her.viewer, self.her.cohort_id, item)

    def begun(self, item: str) -> Begun:
        with self.installation.reading() as work:
            return returning.begun(work, self.her.viewer, self.her.cohort_id, item)

    def take_up(self, item: str) -> str:
        """Begin an item; returns the address of the case that came."""
        self.do("begin", item)
        found = self.begun(item)
        case = found.back.exercise if found.case is None else found.case
        return f"{found.case_lesson_id}/{case.id}"


def coming(installation: Installation, clock: HandClock) -> Coming:
    """A learner to whom nothing has come back yet."""
    return Coming(installation, clock, desk(installation))
