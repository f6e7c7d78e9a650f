"""What the last tick changed, and several cohorts side by side, from released labels alone."""

from __future__ import annotations

from course.cohort import comparing
from course.cohort.calendar import tick_dates
from course.cohort.figures import Change
from course.installation import Installation
from tests.clock import START, HandClock
from tests.privacy.test_channels import run
from tests.privacy.worlds import FREEZE, LESSON, NOTICE, group


def test_what_the_last_tick_changed_is_read_from_two_published_states(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 24)
    here.give(*range(8), channel=LESSON)
    here.give(*range(8), channel=NOTICE, value=2)
    here.go_to(FREEZE)
    assert (here.see().last_tick, here.see().changed) == (None, ())
    dates = tick_dates(START.date(), 8, FREEZE, 24, START.date())
    here.go_to(dates[0])
    assert here.see().last_tick == dates[0]
    assert here.see().changed == (
        Change("Lesson completed", "first", "1. The first lesson", "Not published", "at least 6"),
        Change("Average rating, before", "notice", "Notice", "Not published", "2.0"),
    )
    here.give(*range(8, 16), channel=LESSON)
    here.give(*range(8, 16), channel=NOTICE, value=2)
    here.go_to(dates[1])
    assert here.see().changed == (
        Change("Lesson completed", "first", "1. The first lesson", "at least 6", "at least 12"),
    )
    here.go_to(dates[2])
    assert (here.see().last_tick, here.see().changed) == (dates[2], ())


def test_cohorts_stand_side_by_side_and_totals_add_what_is_said(
    installation: Installation, clock: HandClock
) -> None:
    here, there = group(installation, clock, 24), group(installation, clock, 13)
    here.give(*range(20))
    there.give(*range(13))
    here.go_to(FREEZE)
    run(here)
    with installation.reading() as work:
        mine = comparing.side_by_side(work, here.instructor)
        theirs = comparing.side_by_side(work, there.instructor)
        learners = comparing.side_by_side(work, here.learner)
    assert [one.cohort_id for one in mine.columns] == [here.cohort_id]
    assert (mine.lessons[0].number, mine.lessons[0].groups) == (18, 1)
    assert (theirs.lessons[0].number, theirs.lessons[1].groups) == (6, 0)
    assert learners.columns == ()
