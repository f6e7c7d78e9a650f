"""Writers of one file take turns in the order they came, and nobody waits for ever."""

from __future__ import annotations

import threading
import time

import pytest

from db.turns import Turns


def test_turns_come_in_the_order_of_asking() -> None:
    turns, seen = Turns(), list[int]()

    def write(number: int) -> None:
        with turns.turn(30) as mine:
            assert mine
            seen.append(number)

    with turns.turn(30):
        writers = [threading.Thread(target=write, args=(number,)) for number in range(50)]
        for number, writer in enumerate(writers):
            writer.start()
            while len(turns._waiting) <= number:
                time.sleep(0.001)
        assert seen == []
    for writer in writers:
        writer.join()
    assert seen == list(range(50))
    with turns.turn(0) as mine:
        assert mine


def test_a_turn_that_does_not_come_is_given_up() -> None:
    turns = Turns()
    with turns.turn(1) as mine, turns.turn(0.01) as second:
        assert (mine, second) == (True, False)
    with turns.turn(0.01) as mine:
        assert mine


def test_an_error_passes_the_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="away"), turns.turn(1):
        raise ValueError("away")
    with turns.turn(0.01) as mine:
        assert mine
