"""A wall with everything on it, for tests that look at it."""

from __future__ import annotations

from course.access import Role, recognise
from course.cohort import ticking as figures
from course.installation import Installation
from course.wall import moderating, on_wall, own_texts, sharing, ticking, walls
from tests import world
from tests.clock import HandClock

SHARERS = 8
WHAT = (
    "I had the wrong brother in mind for most of an hour, and gave the one who is alive the other "
    "one's illness."
)
REPAIR = (
    "At the end I asked what I'd missed. “His name,” she said. I wrote both names at the top of "
    "my pad, where she could see them."
)


def fill(
    here: Installation, clock: HandClock, cohort_id: str, teacher: str, crowd: list[str]
) -> None:
    """Two batches out: one on the wall with answers, one to be looked at; one text still waits.

    ``teacher`` and ``crowd`` are cookies of an instructor and of learners; the first of the crowd
    has something in every state.
    """
    with here.writing() as work:
        days = walls.of(work, cohort_id).days
    for number in range(SHARERS):
        _share(here, cohort_id, crowd[number], f"The other brother, {number}")
    _go_on(here, clock, (days.first - clock.now().date()).days)
    with here.writing() as work:
        viewer = recognise(work, teacher)
        moderating.put_up(work, viewer, cohort_id, days.first, [])
        keys = [one.key for one in on_wall.pieces(work, viewer, cohort_id)]
    for number in range(SHARERS):
        with here.writing() as work:
            viewer = recognise(work, crowd[number])
            said = "I have mixed up two people who were both in the room with me."
            key = keys[number % 3] if number % 2 else keys[-1 - number]
            sharing.answer(work, viewer, cohort_id, key, said, "Which name did she say first?")
    _share(here, cohort_id, crowd[0], "A second one")
    _go_on(here, clock, 7)
    with here.writing() as work:
        viewer = recognise(work, crowd[0])
        own = own_texts.mine(work, viewer, cohort_id).out
        own_texts.withdraw(work, viewer, cohort_id, own[0].id)
    _share(here, cohort_id, crowd[0], "One that waits")


def _share(here: Installation, cohort_id: str, token: str, name: str) -> None:
    with here.writing() as work:
        viewer = recognise(work, token)
        sharing.share(work, viewer, cohort_id, WHAT, REPAIR, name, harmed=False, vouched=True)


def _go_on(here: Installation, clock: HandClock, days: int) -> None:
    clock.move(days=days)
    figures.run_due(here)
    ticking.run_due(here)


def walled(here: Installation, clock: HandClock) -> tuple[str, str, list[str]]:
    """A cohort of its own with a full wall; returns its id and the cookies of its people."""
    now = clock.now()
    clock.move(days=-25)
    with here.writing() as work:
        cohort_id = world.cohort(work, "Evening cohort")
        walls.open_for(work, cohort_id)
        teacher = world.account(work, "Irma Instructor")
        world.join(work, teacher, cohort_id, Role.INSTRUCTOR)
        accounts = [world.account(work, f"Sharer {number}") for number in range(SHARERS + 2)]
        for account in accounts:
            world.join(work, account, cohort_id, Role.LEARNER)
        tokens = [world.sign_in(work, account) for account in accounts]
        token = world.sign_in(work, teacher)
    fill(here, clock, cohort_id, token, tokens)
    assert clock.now() <= now
    clock.move(seconds=(now - clock.now()).total_seconds())
    return cohort_id, token, tokens
