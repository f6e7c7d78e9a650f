"""Attackers who know nearly everything but one person's answer, on live boards and on ours.

``make soak`` runs them at every size of the design, thousands of times, and prints what they
learned; here are a few hundred trials of each.
"""

from __future__ import annotations

import pytest

from course.cohort import release
from course.cohort.channels import Kind
from tests.privacy.proof import completing, joint, progress, rating
from tests.privacy.proof.table import DONE, GUARD, GUESS, STRONG
from tests.privacy.traces import SIZES

TRIALS = 300
WITH_HELP = [(size, helped) for size in SIZES for helped in (False, True)]
SOME = [(8, True), (25, False), (60, True)]


@pytest.mark.parametrize("size", SIZES)
def test_every_attacker_reads_a_live_board(size: int) -> None:
    """The positive control: the same programs, and figures that follow every answer."""
    for score in (
        rating.attack("live", size, False, TRIALS)[0],
        joint.attack("live", size, False, TRIALS),
        completing.attack("live", size, False, TRIALS),
    ):
        assert STRONG.holds(score, size)
        assert score.sure >= 0.9


def test_waiting_for_five_answers_protects_few() -> None:
    assert rating.attack("five", 60, False, TRIALS)[0].right >= 0.85
    assert completing.attack("five", 60, False, TRIALS).right >= 0.85


@pytest.mark.parametrize(("size", "helped"), WITH_HELP)
def test_one_persons_rating_stays_a_guess(size: int, helped: bool) -> None:
    score, inside = rating.attack("ours", size, helped, 2 * TRIALS)
    assert inside > 50  # the target was behind a figure often enough to be attacked
    assert GUESS.holds(score, size)


@pytest.mark.parametrize(("size", "helped"), SOME)
def test_it_does_beside_every_other_rating_that_is_published(size: int, helped: bool) -> None:
    assert GUESS.holds(joint.attack("ours", size, helped, TRIALS), size)


@pytest.mark.parametrize("size", SIZES)
def test_even_knowing_everyone_else_leaves_doubt(size: int) -> None:
    assert GUARD.holds(rating.attack("ours", size, False, 2 * TRIALS, all_known=True)[0], size)


@pytest.mark.parametrize(("size", "helped"), WITH_HELP)
def test_one_persons_completion_stays_a_guess(size: int, helped: bool) -> None:
    assert DONE.holds(completing.attack("ours", size, helped, 2 * TRIALS), size)


@pytest.mark.parametrize(("size", "helped"), SOME)
def test_it_does_beside_everything_else_that_is_published(size: int, helped: bool) -> None:
    assert DONE.holds(completing.attack("everything", size, helped, TRIALS), size)


@pytest.mark.parametrize(("size", "helped"), [(50, False), (50, True), (60, True)])
def test_who_does_everything_or_nothing_stays_a_guess(size: int, helped: bool) -> None:
    assert release.publishes(Kind.PROGRESS, size)
    assert DONE.holds(progress.attack(size, helped, 2 * TRIALS), size)
