"""Workshops that were attended, in a record: apart from practice, and as planned."""

from __future__ import annotations

from datetime import date

from course.installation import Installation
from course.study import record
from db.queries import booking
from tests import world
from tests.course.study.finishing import finished


def test_workshops_that_were_attended_stand_apart_in_planned_minutes(
    installation: Installation,
) -> None:
    her = finished(installation)
    with installation.writing() as work:
        for run_id, minutes in (("a" * 32, 90), ("b" * 32, 45)):
            day = date(2026, 9, 21)
            account_id = her.viewer.account_id
            booking.attend(work.db, account_id, run_id, her.cohort_id, "W", day, minutes)
        other = world.cohort(work, "Another")
        booking.attend(work.db, account_id, "c" * 32, other, "W", day, 500)
    with installation.reading() as work:
        would_be = record.mine(work, her.viewer, her.cohort_id).would_be
    assert would_be is not None
    assert (would_be.practice_minutes, would_be.workshop_minutes) == (20, 135)
    assert ("Workshops attended", "2 hours 15 minutes") in would_be.lines()
