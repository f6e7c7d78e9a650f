"""A cohort that is over, of which every part of the overview has something published."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from course.access import Role
from course.cohort import measures, ticking
from course.cohort.channels import Kind
from course.cohort.contribute import contribute_all
from course.cohort.measures import Measure
from course.installation import Installation
from tests import workload, world
from tests.clock import HandClock
from tests.privacy.worlds import group

SIZE = 55  # five more than a spread needs
AGO = 60  # days; the last figures came four days ago


def over(here: Installation, clock: HandClock) -> str:
    """Make it, and a second one that has nothing; the instructor's cookie's token."""
    rng = Random(SIZE)
    clock.move(days=-AGO)
    made = group(here, clock, SIZE)
    found = list(measures.of_course(here.catalogue))
    with here.writing() as work:
        for pid in made.pids:
            values = {one.channel: _value(one, rng) for one in found if one.kind not in _BESIDE}
            contribute_all(work, made.cohort_id, pid, values)
    clock.move(days=AGO)
    ticking.run_due(here)
    with here.writing() as work:
        teacher = made.instructor.account_id
        other = world.cohort(work, "An earlier one", work.now.date() - timedelta(days=AGO + 7))
        world.join(work, teacher, other, Role.INSTRUCTOR)
        return world.sign_in(work, teacher)


_BESIDE = {Kind.DISTRIBUTION}  # said of the ratings themselves


def _value(one: Measure, rng: Random) -> int:
    """Most choose the first choice there is, right or wrong."""
    if one.kind is Kind.CHECK and rng.random() < 0.7:
        return 0
    return workload.value(one, rng)
