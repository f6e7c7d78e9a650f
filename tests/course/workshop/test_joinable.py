"""The runs that a learner is offered to take part in: those of their cohort that are open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from course.access import Role, Viewer
from course.errors import NotFound
from course.installation import Installation
from course.workshop import joinable, runs
from tests import rooms, world
from tests.clock import HandClock


class Cohort:
    """A cohort with its host, a learner, and a run that begins in an hour."""

    def __init__(self, installation: Installation, clock: HandClock, **given: object) -> None:
        self.installation, self.clock = installation, clock
        with installation.writing() as work:
            self.id = world.cohort(work, "Theirs")
            self.host = world.someone(work, self.id, Role.INSTRUCTOR)
            self.learner = world.someone(work, self.id, Role.LEARNER)
            elsewhere = world.cohort(work, "Elsewhere")
            self.stranger = world.someone(work, elsewhere, Role.LEARNER)
            facts = {"for_guests": False, "starts_at": work.now + timedelta(hours=1), **given}
            self.run_id = rooms.make(
                work, self.host, rooms.plan(rooms.POLL), cohort_id=self.id, **facts
            )

    def titles(self) -> list[str]:
        with self.installation.reading() as work:
            return [one.title for one in joinable.here(work, self.learner, self.id)]

    def find(self, viewer: Viewer) -> str:
        with self.installation.reading() as work:
            return joinable.find(work, viewer, self.run_id).code

    def do(self, command: str, seen: int) -> None:
        with self.installation.writing() as work:
            runs.command(work, self.host, self.run_id, command, seen)


def test_a_run_is_offered_from_half_an_hour_before_until_it_ends(
    installation: Installation, clock: HandClock
) -> None:
    cohort = Cohort(installation, clock)
    assert cohort.titles() == []
    clock.move(minutes=30)
    assert cohort.titles() == ["An evening on repair"]
    cohort.do("start", 0)
    clock.move(hours=3)
    assert cohort.titles() == ["An evening on repair"]
    cohort.do("end", 1)
    assert cohort.titles() == []


def test_a_run_that_nobody_started_is_offered_no_longer_than_it_was_planned(
    installation: Installation, clock: HandClock
) -> None:
    cohort = Cohort(installation, clock)
    clock.move(hours=2, minutes=31)
    assert cohort.titles() == []


def test_a_rehearsal_is_offered_to_nobody(installation: Installation, clock: HandClock) -> None:
    cohort = Cohort(installation, clock, rehearsal=True)
    cohort.do("start", 0)
    assert cohort.titles() == []


def test_a_run_of_a_cohort_is_found_by_its_people_and_by_others_only_with_guests(
    installation: Installation, clock: HandClock
) -> None:
    closed = Cohort(installation, clock)
    assert closed.find(closed.learner) == closed.find(closed.host)
    with pytest.raises(NotFound):
        closed.find(closed.stranger)
    opened = Cohort(installation, clock, for_guests=True)
    assert len(opened.find(opened.stranger)) == 6
