"""What the planner never does, over thousands of invented courses of events."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from course.cohort import labels, release, rules
from course.cohort.channels import Kind, kind_of
from course.cohort.release import Outcome, decide
from tests import soak
from tests.privacy.traces import MEASURES, SIZES, WHOLE, Channel, rating, ticks

HERE = WHOLE if soak.LARGE else SIZES
KINDS_OF_RATINGS = (Kind.RATING, Kind.EVALUATION, Kind.DISTRIBUTION)


@pytest.mark.parametrize("size", HERE)
def test_any_two_published_states_differ_by_a_batch_or_not_at_all(size: int) -> None:
    published: Counter[Kind] = Counter()
    for trace in range(soak.size(800, 10_000) if size < 500 else 600):
        rng = random.Random(f"sets {size} {trace}")
        channel = Channel(rng.choice(list(Kind)), size, rng)
        count = ticks(size)
        for tick in range(count):
            for _ in range(rng.randrange(2 * size)):
                channel.give(f"p{rng.randrange(size)}", rating(rng))
            if rng.random() < 0.3:
                channel.erase(f"p{rng.randrange(size)}")
            channel.tick(closing=tick == count - 1)
        published[channel.kind] += len(channel.states)
        hold(channel)
    assert {kind for kind in Kind if published[kind] > 5} == {
        kind for kind in Kind if release.publishes(kind, size)
    }


@pytest.mark.parametrize(("sizes", "expected"), [((5, 6), 300), ((4, 5, 6, 7), 900)])
def test_in_a_pool_too_and_of_nobody_twice(sizes: tuple[int, ...], expected: int) -> None:
    """Some of its people have places in several of its cohorts; some leave and some are erased."""
    published = 0
    for trace in range(1250):
        rng = random.Random(f"pool {sizes} {trace}")
        places = [(f"c{c}", f"p{n}") for c, size in enumerate(sizes) for n in range(size)]
        # One person in five learns in another of the cohorts as well; one of the places counts.
        twice = [one for one in places if rng.random() < 0.2]
        others = [(f"c{rng.randrange(len(sizes))} again", pid + cohort) for cohort, pid in twice]
        counted = {f"{cohort}/{pid}" for cohort, pid in places}
        for (cohort, pid), (other, again) in zip(twice, others, strict=True):
            if rng.random() < 0.5:
                counted = counted - {f"{cohort}/{pid}"} | {f"{other}/{again}"}
        size = len(counted)
        channel = Channel(rng.choice([Kind.COMPLETION, Kind.RATING]), size, rng)
        count = ticks(size)
        for tick in range(count):
            for cohort, pid in rng.sample([*places, *others], rng.randrange(size)):
                if f"{cohort}/{pid}" in counted:
                    channel.give(f"{cohort}/{pid}", rating(rng))
            if rng.random() < 0.2:
                channel.erase(rng.choice(sorted(counted)))
            channel.tick(closing=tick == count - 1)
        published += len(channel.states)
        hold(channel)
        # A pool is one group: what one of its cohorts did alone comes out with the others or not.
        assert all(len(state) >= rules.batch(size) for state in channel.states)
    assert published > expected


def hold(channel: Channel) -> None:
    """What is true of every two states of a channel."""
    for one, other in combinations(channel.states, 2):
        assert len(one ^ other) >= rules.batch(channel.size)
    for one, other in pairwise(channel.states):
        assert len(other - one) >= rules.batch(channel.size)
    assert all(people >= rules.UNKNOWN for people in inseparable(channel).values())
    assert all(len(state) >= release.least(channel.kind, channel.size) for state in channel.states)
    if channel.kind in release.ONCE:
        assert len(channel.states) <= 1


def inseparable(channel: Channel) -> Counter[tuple[bool, ...]]:
    """How many people are in the same ones of a channel's states, for each way of being in any.

    Whatever labels are added up or taken from one another, and how often, each such group counts as
    one: a combination that rests on some people rests on one of these groups at least.
    """
    # Somebody erased stays behind a figure under no name; it is the same person.
    states = [{who.removeprefix("once ") for who in state} for state in channel.states]
    return Counter(tuple(who in state for state in states) for who in set[str]().union(*states))


@pytest.mark.parametrize("size", HERE)
def test_whether_a_figure_appears_never_depends_on_the_ratings(size: int) -> None:
    for trace in range(250 if size < 500 else 60):
        values = [rating(random.Random(f"value {size} {trace} {n}")) for n in range(size)]
        other = list(values)
        random.Random(trace).shuffle(other)
        patterns = []
        for given in (values, other, [1] * size, [5] * size):
            rng = random.Random(f"pattern {size} {trace}")
            channel = Channel(KINDS_OF_RATINGS[trace % 3], size, rng)
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


def test_no_label_of_the_other_kinds_lies_outside_its_clamp_either() -> None:
    for people in (6, 12, 50, 199, 200, 500):
        for value in range(1, 6):
            bands = labels.percents(labels.spread({value: people}))
            assert set(bands) == {20, 80}
        for done in (0, 8):
            assert labels.progress({done: people}, 8) == {0: "20%", 8: "80%"}[done]
        for tried in (0, 1, 100):
            assert labels.tries({tried: people}, 4) in {said for _, said in labels.TRIES}
    for size in range(8, 121):
        for kind in Kind:
            if not release.publishes(kind, size):
                continue
            for people in range(release.least(kind, size), size + 1):
                said = release.say(MEASURES[kind], {1: people}, size, 2)
                group = 0 if said is None else int(said.group.removesuffix("+"))
                assert group <= max(6, min(people, size - rules.UNKNOWN))


def test_the_other_labels_are_exact_at_their_edges() -> None:
    assert labels.spread({1: 30, 3: 10, 5: 10}) == "60% · 20% · 20%"
    assert labels.spread({2: 15, 3: 15, 4: 20}) == "40% · 40% · 40%"  # 30% is rounded up
    assert labels.spread({1: 90, 3: 50, 4: 60}) == "50% · 30% · 30%"  # steps of ten from 200 on
    assert labels.progress({4: 10}, 8) == "60%"  # half: rounded up
    assert labels.progress({3: 10}, 8) == "40%"
    assert labels.progress({99: 10}, 8) == "80%"  # a lesson that has left the course
    assert [labels.tries({n: 12}, 4) for n in (4, 5, 6, 7, 8, 9)] == [
        *("about as many as planned",) * 2,
        "up to half as many again",
        *("up to twice as many",) * 2,
        "more than twice as many",
    ]
    assert labels.tries({4: 6, 12: 6}, 4) == "about as many as planned"  # the lower median
    assert labels.tries({4: 5, 12: 6}, 4) == "more than twice as many"
    ids = ["a", "b", "c"]
    assert labels.wrong_choice({0: 6, 1: 4}, ids, "a") == "b"
    assert labels.wrong_choice({0: 7, 1: 4}, ids, "a") is None
    assert labels.wrong_choice({0: 12}, ids, "a") is None
    assert labels.wrong_choice({1: 5, 2: 5}, ids, "a") == "b"
    assert labels.wrong_choice({1: 5, 2: 6}, ids, "a") == "c"
    assert labels.wrong_choice({7: 12}, ids, "a") is None  # a choice that is gone


def test_from_which_roster_on_a_kind_is_ever_published() -> None:
    first = {
        kind: next(size for size in range(200) if release.publishes(kind, size)) for kind in Kind
    }
    assert first == {
        Kind.COMPLETION: 11,
        Kind.RETURNS: 11,
        Kind.RATING: 8,
        Kind.EVALUATION: 8,
        Kind.ATTEMPTS: 17,
        Kind.CHECK: 17,
        Kind.PROGRESS: 50,
        Kind.DISTRIBUTION: 55,
    }
    assert [release.least(Kind.ATTEMPTS, size) for size in (17, 29, 30)] == [12, 12, 20]
    for size in range(17, 121):
        # Tries come with a number that completion says anyhow, and say no other by coming.
        said = labels.completion(release.least(Kind.ATTEMPTS, size), size)
        assert said == f"at least {release.least(Kind.ATTEMPTS, size)}"


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
