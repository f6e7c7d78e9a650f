"""What overall progress adds to an attack on somebody who does either everything or nothing."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from course.cohort import release, rules
from course.cohort.channels import Kind
from tests.privacy.traces import LESSONS, Channel, ticks

TRIALS = int(os.environ.get("GOLDSEAM_TRIALS", "600"))
REACHED = (0, 1, 2, 3, 4, 6, 8, 8)  # how many lessons people complete


def seen(size: int, helpers: int, did: bool, rng: random.Random) -> tuple[object, ...]:
    """All that is shown of one lesson and, at the end, of all; when the target would act."""
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
    return (alone, lesson.shown(), progress.shown()[-1])


@pytest.mark.parametrize(("size", "helped"), [(50, False), (50, True), (60, True)])
def test_who_does_everything_or_nothing_stays_a_guess(size: int, helped: bool) -> None:
    assert release.publishes(Kind.PROGRESS, size)
    helpers = rules.accomplices(size) if helped else 0

    def course(name: str, trial: int, did: bool) -> tuple[object, ...]:
        return seen(size, helpers, did, random.Random(f"{name} {size} {helped} {trial} {did}"))

    learned = {
        did: Counter(course("learn", trial, did) for trial in range(6 * TRIALS))
        for did in (False, True)
    }
    right, sure = 0.0, 0
    for trial in range(TRIALS):
        did = trial % 2 == 0
        shown = course("try", trial, did)
        yes, no = learned[True][shown], learned[False][shown]
        right += 0.5 if yes == no else float((yes > no) == did)
        sure += yes + no >= 40 and max(yes, no) / (yes + no) >= 0.95
    assert right / TRIALS <= 0.60
    assert sure / TRIALS <= 0.005
