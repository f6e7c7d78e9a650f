"""The word a seat goes by, and the code it is joined by."""

from __future__ import annotations

import pytest

from course.errors import GoldseamError
from course.installation import Installation
from course.workshop import codes, labels, seats
from tests import rooms
from tests.rooms import POLL


def test_a_code_is_six_characters_that_nobody_mistakes() -> None:
    found = [codes.new_code() for _ in range(500)]
    assert {len(code) for code in found} == {6}
    assert set("".join(found)) & set("ILOQUV01") == set()
    assert len(set(found)) == 500


def test_somebody_without_a_phone_has_a_seat_that_nobody_can_open(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=1)
    with installation.writing() as work:
        label = seats.add_without_device(work, room.host, room.run_id)
    found = {seat.label: seat.device for seat in room.host_scene().seats}
    assert found[label] == "none"
    assert len(found) == 2
    room.do("start", "end")
    with installation.writing() as work, pytest.raises(GoldseamError):
        seats.add_without_device(work, room.host, room.run_id)


def test_a_label_is_one_word_or_two_by_the_capacity_alone() -> None:
    small = [labels.new_label(60) for _ in range(300)]
    large = [labels.new_label(1000) for _ in range(300)]
    assert {label.count(" ") for label in small} == {0}
    assert {label.count(" ") for label in large} == {1}


def test_labels_are_unique_in_a_run_and_say_nothing_of_who_came_when(
    sqlite_installation: Installation,
) -> None:
    orders = []
    for _ in range(5):
        room = rooms.room(sqlite_installation, POLL, people=20)
        labels_then = [room.scene(token)["mine"]["seat"] for token in room.tokens]
        assert len(set(labels_then)) == 20
        orders.append(sorted(range(20), key=labels_then.__getitem__))
    assert len({tuple(order) for order in orders}) == 5


def test_a_run_of_every_seat_there_may_be_still_finds_labels(
    sqlite_installation: Installation,
) -> None:
    """Two thousand seats in one transaction; labels that are taken are drawn again."""
    room = rooms.room(sqlite_installation, POLL, capacity=2000)
    code = room.code
    with sqlite_installation.writing() as work:
        for _ in range(2000):
            seats.take(work, None, room.run_id, code, "room")
    assert len({seat.label for seat in room.host_scene().seats}) == 2000
