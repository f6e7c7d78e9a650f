"""Saying later whether guests may come to a cohort's workshop."""

from __future__ import annotations

import pytest

from course.access import Role
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.workshop import booking, replanning, runs
from course.workshop.replanning import Told
from tests import rooms, world
from tests.course.workshop.bookers import book, token
from tests.course.workshop.test_replanning import change
from tests.rooms import POLL, Room


def of_a_cohort(installation: Installation, *, for_guests: bool) -> Room:
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Of the host")
        host = world.someone(work, cohort_id, Role.INSTRUCTOR, name="The host")
        run_id = rooms.make(
            work, host, rooms.plan(POLL), cohort_id=cohort_id, for_guests=for_guests
        )
    return Room(installation, host, run_id)


def test_a_cohorts_workshop_is_opened_to_guests_and_closed_to_them_again(
    installation: Installation,
) -> None:
    room = of_a_cohort(installation, for_guests=False)
    with pytest.raises(NotFound):
        book(room, "ana")
    assert change(room, for_guests=True) == Told(revision=1)
    book(room, "ana")
    with installation.writing() as work:
        booking.cancel(work, None, token("ana"))
    assert change(room, title="Another") == Told(revision=2)
    assert room.host_scene().run.for_guests is True  # what is not said stays
    assert change(room, for_guests=False) == Told(revision=3)
    with pytest.raises(NotFound):
        book(room, "ben")


def test_nobody_who_was_told_that_they_may_come_is_shut_out(installation: Installation) -> None:
    room = of_a_cohort(installation, for_guests=True)
    with installation.writing() as work:
        cohort_id = runs.host_view(work, room.host, room.run_id).cohort_id
        assert cohort_id is not None
        member = world.someone(work, cohort_id, Role.LEARNER, name="A learner")
        other = world.someone(work, world.cohort(work, "Another"), Role.LEARNER)
    book(room, "learner", member)
    book(room, "ana")
    with pytest.raises(BadInput, match=r"^1 person in the register or waiting can't be told"):
        change(room, for_guests=False)
    book(room, "other", other)
    with pytest.raises(BadInput, match=r"^2 people in the register or waiting can't be told"):
        change(room, for_guests=False)
    with installation.writing() as work:
        for name in ("ana", "other"):
            booking.cancel(work, None, token(name))
    assert change(room, for_guests=False) == Told(revision=1)
    change(room, for_guests=True)
    room.join(1)
    with pytest.raises(BadInput) as refused:
        change(room, for_guests=False)
    assert refused.value.sentence == replanning.JOINED


def test_a_run_without_a_cohort_stays_open_to_guests(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    with pytest.raises(BadInput) as refused:
        change(room, for_guests=False)
    assert refused.value.sentence == runs.NO_COHORT
