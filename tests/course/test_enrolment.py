"""A learner's pid is found again by its holder and by nobody else."""

from __future__ import annotations

from course.access import Role
from course.cohort import enrolment
from course.installation import Installation
from tests import world


def test_a_learner_gets_one_pid_and_keeps_it(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        account_id = world.account(work)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        first = enrolment.pid_of(work, account_id, cohort_id)
        enrolment.give_pid(work, account_id, cohort_id)
        assert enrolment.pid_of(work, account_id, cohort_id) == first
        assert enrolment.taken_pids(work, cohort_id) == {account_id: first}


def test_more_pids_are_minted_when_a_batch_runs_out(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        for _ in range(enrolment.BATCH + 1):
            world.join(work, world.account(work), cohort_id, Role.LEARNER)
        taken = enrolment.taken_pids(work, cohort_id)
    assert len(set(taken.values())) == enrolment.BATCH + 1
