"""T3 with overall progress, of somebody who does either everything or nothing."""

from __future__ import annotations

import random

from course.cohort import rules
from course.cohort.channels import Kind
from tests.privacy.proof.scores import Looked, Score, learned
from tests.privacy.traces import LESSONS, Channel, ticks

REACHED = (0, 1, 2, 3, 4, 6, 8, 8)  # how many lessons people complete


def look(size: int, helpers: int, did: bool, rng: random.Random) -> Looked:
    """All that is shown of one lesson and, at the end, of all; and when the target would act."""
    lesson, progress = Channel(Kind.COMPLETION, size, rng), Channel(Kind.PROGRESS, size, rng)
    count = ticks(size)
    alone = rng.randrange(count)
    others = {f"p{n}": rng.choice(REACHED) for n in range(size - 1 - helpers)}
    when = {who: rng.randrange(count) for who, reached in others.items() if reached >= 3}
    for who, reached in others.items():
        if rng.random() < 0.9:
            progress.give(who, reached)
    progress.give("target", LESSONS if did else 0)
    for n in range(helpers):
        progress.give(f"helper {n}", rng.choice((0, LESSONS)))
    for tick in range(count):
        for who in [who for who, moment in when.items() if moment == tick]:
            lesson.give(who, 1)
        if tick == alone:
            for n in range(helpers):
                lesson.give(f"helper {n}", 1)
            if did:
                lesson.give("target", 1)
        closing = tick == count - 1
        lesson.tick(closing=closing)
        progress.tick(closing=closing)
    said, end = lesson.shown(), progress.shown()[-1]
    return ((alone, said, end), (alone, said[alone - 1 : alone + 1], said[-1], end)), ()


def attack(size: int, helped: bool, trials: int) -> Score:
    """The strongest attacker's score."""
    helpers = rules.accomplices(size) if helped else 0

    def course(name: str, number: int, did: bool) -> Looked:
        return look(size, helpers, did, random.Random(f"{name} {size} {helped} {number} {did}"))

    return learned(course, 6 * trials, trials)
