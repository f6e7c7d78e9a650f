"""Random courses through the real database: joining, answering, editing, leaving, being erased."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from course import erasing
from course.access import Role
from course.cohort import enrolment, rules, ticking
from course.cohort.calendar import tick_dates
from course.cohort.contribute import contribute
from course.installation import Installation
from db.tables.answers import Released
from db.tables.cohort import Cohort
from tests import soak, world
from tests.clock import START, HandClock
from tests.privacy.worlds import FREEZE, LESSON, NOTICE, Group, group, store

TRACES = soak.size(1, 40)
SIZES = (8, 13, 25, 31) if soak.LARGE else (8, 25)

Behind = dict[str, Counter[int]]  # how many people came behind a channel's figure, by its number


def behind(here: Group) -> Behind:
    """Who is behind each figure of this cohort, as numbers of people."""
    found: Behind = {LESSON: Counter(), NOTICE: Counter()}
    with here.installation.reading() as work:
        mine = Released.cohort_id == here.cohort_id
        for channel, seq in work.db.execute(select(Released.channel, Released.seq).where(mine)):
            found[channel][seq] += 1
    return found


def batch(here: Group) -> int:
    """How many must be new to a figure, of all who were still there at the freeze."""
    with here.installation.reading() as work:
        size = work.db.scalar(select(Cohort.roster_size).where(Cohort.id == here.cohort_id))
    assert size is not None
    return rules.batch(size)


def join(here: Group) -> str:
    """Somebody comes late; their pid."""
    with here.installation.writing() as work:
        account = world.account(work, "Late")
        world.join(work, account, here.cohort_id, Role.LEARNER)
        return enrolment.pid_of(work, account, here.cohort_id)


def erase(here: Group, pid: str) -> None:
    """Whoever this is leaves nothing behind."""
    with here.installation.writing() as work:
        taken = enrolment.taken_pids(work, here.cohort_id)
        found = [account for account, own in taken.items() if own == pid]
        for account in found:
            erasing.erase(work, account)


def happen(here: Group, rng: random.Random, late: list[str]) -> None:
    """One thing that somebody does, on some day of the course."""
    here.clock.move(hours=rng.randrange(1, 12))
    choice = rng.random()
    if choice < 0.05:
        late.append(join(here))
    elif choice < 0.10:
        erase(here, rng.choice(here.pids))
    else:
        who = rng.choice(here.pids + late)
        channel = rng.choice([LESSON, NOTICE, NOTICE])
        with here.installation.writing() as work:
            if who in enrolment.taken_pids(work, here.cohort_id).values():
                contribute(work, here.cohort_id, who, channel, rng.randrange(1, 6))


@pytest.mark.parametrize("size", SIZES)
def test_whatever_happens_a_figure_changes_by_a_batch_of_people_or_not_at_all(
    installation: Installation, clock: HandClock, size: int
) -> None:
    begin, published = clock.now(), 0
    for trace in range(TRACES):
        rng = random.Random(f"whole trace {size} {trace}")
        clock.set(begin)
        here = group(installation, clock, size)
        late: list[str] = []
        seen, figures = behind(here), len(store(installation))
        for day in (FREEZE, *tick_dates(START.date(), 8, FREEZE, size, START.date())):
            for _ in range(rng.randrange(size, 3 * size)):
                if here.clock.now().date() < day - timedelta(days=2):
                    happen(here, rng, late)
            here.go_to(day)
            now = behind(here)
            for channel, states in now.items():
                new = states - seen[channel]
                assert not seen[channel] - states  # nobody who is behind a figure gets lost
                assert len(new) <= 1
                assert all(people >= batch(here) for people in new.values())
            seen = now
        assert ticking.run_due(installation) == 0
        published += len(store(installation)) - figures
        assert sum(sum(one.values()) for one in seen.values()) <= 2 * size
    # Of eight a trace often loses one before the freeze, and then publishes nothing.
    assert published >= max(1, TRACES // 2)
