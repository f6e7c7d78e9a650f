"""One pass for all who came before it began."""

from __future__ import annotations

import threading

import pytest

from db.passes import Passes


def test_those_who_come_during_a_pass_share_the_next_one() -> None:
    passes: Passes[str] = Passes()
    done: list[frozenset[str]] = []
    begun, go_on = threading.Event(), threading.Event()

    def go(wanted: frozenset[str]) -> frozenset[str]:
        done.append(wanted)
        begun.set()
        go_on.wait(10)
        return frozenset()

    first = threading.Thread(target=passes.run, args=(["a"], go))
    first.start()
    assert begun.wait(10)
    others = [threading.Thread(target=passes.run, args=([one], go)) for one in "bcdb"]
    for thread in others:
        thread.start()
    while passes._came < 5:
        threading.Event().wait(0.001)
    go_on.set()
    for thread in (first, *others):
        thread.join(10)
    assert done == [frozenset("a"), frozenset("bcd")]


def test_nobody_is_served_by_a_pass_that_began_before_they_came() -> None:
    passes: Passes[str] = Passes()
    assert passes.run(["a"], lambda wanted: frozenset())
    done: list[frozenset[str]] = []

    def go(wanted: frozenset[str]) -> frozenset[str]:
        done.append(wanted)
        return frozenset()

    assert passes.run(["a"], go)
    assert done == [frozenset("a")]


def test_what_is_left_is_told_to_who_wanted_it_and_taken_along_the_next_time() -> None:
    passes: Passes[str] = Passes()
    assert not passes.run(["a", "b"], lambda wanted: frozenset("b"))
    done: list[frozenset[str]] = []

    def go(wanted: frozenset[str]) -> frozenset[str]:
        done.append(wanted)
        return wanted - {"c"}

    assert passes.run(["c"], go)
    assert done == [frozenset("bc")]


def test_who_wants_nothing_has_what_was_left_done_and_no_more() -> None:
    passes: Passes[str] = Passes()
    done: list[frozenset[str]] = []

    def go(wanted: frozenset[str]) -> frozenset[str]:
        done.append(wanted)
        return wanted if len(done) == 1 else frozenset()

    assert passes.run([], go)
    assert done == []
    assert not passes.run(["a"], go)
    for _ in range(2):
        assert passes.run([], go)
    assert done == [frozenset("a"), frozenset("a")]


def test_a_pass_that_fails_leaves_all_of_it_to_the_next() -> None:
    passes: Passes[str] = Passes()

    def fails(wanted: frozenset[str]) -> frozenset[str]:
        raise OSError("invented")

    with pytest.raises(OSError, match="invented"):
        passes.run(["a"], fails)
    done: list[frozenset[str]] = []

    def go(wanted: frozenset[str]) -> frozenset[str]:
        done.append(wanted)
        return frozenset()

    assert passes.run([], go)
    assert done == [frozenset("a")]
