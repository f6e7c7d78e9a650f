"""What the planner never does, over thousands of invented courses of events."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from course.cohort import labels, rules
from course.cohort.channels import Kind, kind_of
from course.cohort.release import Outcome, decide
from tests.privacy.traces import SIZES, Channel, rating, ticks


@pytest.mark.parametrize("size", SIZES)
def test_any_two_published_states_differ_by_a_batch_or_not_at_all(size: int) -> None:
    published = 0
    for trace in range(2500):
        rng = random.Random(f"sets {size} {trace}")
        channel = Channel(rng.choice(list(Kind)), size, rng)
        count = ticks(size)
        for tick in range(count):
            for _ in range(rng.randrange(2 * size)):
                channel.give(f"p{rng.randrange(size)}", rating(rng))
            if rng.random() < 0.3:
                channel.erase(f"p{rng.randrange(size)}")
            channel.tick(closing=tick == count - 1)
        published += len(channel.states)
        for one, other in combinations(channel.states, 2):
            assert len(one ^ other) >= rules.batch(size)
        for one, other in pairwise(channel.states):
            # What a later state adds is never smaller than a batch, so that no combination of
            # labels rests on one to four people.
            assert len(other - one) >= rules.batch(size) > rules.UNKNOWN
        assert all(len(state) >= rules.batch(size) for state in channel.states)
    assert published > 200


@pytest.mark.parametrize("size", SIZES)
def test_whether_a_figure_appears_never_depends_on_the_ratings(size: int) -> None:
    for trace in range(250):
        values = [rating(random.Random(f"value {size} {trace} {n}")) for n in range(size)]
        other = list(values)
        random.Random(trace).shuffle(other)
        patterns = []
        for given in (values, other, [1] * size, [5] * size):
            rng = random.Random(f"pattern {size} {trace}")
            channel = Channel(Kind.RATING, size, rng)
            count = ticks(size)
            when = [rng.randrange(count + 1) for _ in range(size)]
            for tick in range(count):
                for who in range(size):
                    if when[who] == tick:
                        channel.give(f"p{who}", given[who])
                channel.tick(closing=tick == count - 1)
            patterns.append(
                [(d.outcome, d.coin_waits, set(d.added), d.group) for d in channel.decisions]
            )
        assert all(pattern == patterns[0] for pattern in patterns)


def test_no_label_lies_outside_its_clamp_or_cap() -> None:
    for size in range(8, 121):
        for people in range(rules.batch(size), size + 1):
            for rated in (1, 5):
                assert labels.rating([rated] * people) == {1: "1.5", 5: "4.5"}[rated]
            if rules.publishes_completion(size):
                said = int(labels.completion(people, size).removeprefix("at least "))
                assert 0 < said <= min(people, size - rules.UNKNOWN)
                assert said % rules.batch(size) == 0
            group = int(labels.group(people, size).removesuffix("+"))
            assert group in rules.GROUPS
            assert group <= max(6, min(people, size - rules.UNKNOWN))


def test_labels_are_exact_at_their_edges() -> None:
    assert labels.rating([3, 3, 3, 3, 3, 4]) == "3.0"
    assert labels.rating([3, 3, 3, 4]) == "3.5"  # 3.25: halves round up
    assert labels.rating([3] * 27 + [4] * 3) == "3.1"  # 3.10, steps of 0.2 from 1.5
    assert labels.rating([3] * 90 + [4] * 10) == "3.1"
    assert labels.rating([1] * 100) == "1.5"
    assert labels.completion(17, 18) == "at least 12"
    assert [rules.completion_cap(n) for n in (10, 11, 12, 13, 17, 25, 29, 30, 60)] == [
        *(0, 6, 6, 6, 12, 18, 24, 20, 50)
    ]
    assert [rules.batch(n) for n in (8, 29, 30)] == [6, 6, 10]
    assert [rules.accomplices(n) for n in (8, 29, 30)] == [1, 1, 5]


def test_one_rating_moves_an_average_by_one_step_at_most() -> None:
    rng = random.Random("steps")
    for _ in range(2000):
        people = rng.randrange(8, 130)
        values = [rating(rng) for _ in range(people)]
        changed = [rng.randrange(1, 6), *values[1:]]
        moved = abs(Fraction(labels.rating(values)) - Fraction(labels.rating(changed)))
        assert moved <= labels.step_of(people)


def test_a_coin_is_tossed_only_where_the_rules_say() -> None:
    def asked(pending: int, size: int, *, closing: bool) -> bool:
        tossed: list[bool] = []

        def toss() -> bool:
            tossed.append(True)
            return True

        decision = decide(Kind.RATING, pending, 0, size, closing=closing, toss=toss)
        assert len(tossed) <= 1
        if tossed:
            assert (decision.outcome, decision.coin_waits) == (Outcome.WAIT, True)
        return bool(tossed)

    assert asked(6, 25, closing=False)
    assert not asked(6, 25, closing=True)
    assert not asked(6, 24, closing=False)
    assert not asked(5, 25, closing=False)
    assert not asked(9, 60, closing=False)
    assert asked(10, 60, closing=False)


def test_only_known_channels_are_counted() -> None:
    assert kind_of("during/completion/first") is Kind.COMPLETION
    assert kind_of("before/rating/notice") is Kind.RATING
    for name in ("before/rating/", "before/weight/x", "before"):
        with pytest.raises(ValueError, match=r"."):
            kind_of(name)
