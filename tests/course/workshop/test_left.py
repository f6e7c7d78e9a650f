"""What those who stay in a group are told when somebody leaves it in the middle of a round."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.installation import Installation
from course.workshop import dealing, left, seats
from course.workshop.roles import CLIENT, OBSERVER, THERAPIST
from tests import rooms
from tests.rooms import PAIRS, TRIADS, Room

WORDS = {THERAPIST: "Speaker", CLIENT: "Receiver", OBSERVER: "Bell"}


@pytest.mark.parametrize(
    ("own", "here", "gone", "said"),
    [
        (THERAPIST, (THERAPIST, CLIENT, OBSERVER), (), None),
        (THERAPIST, (THERAPIST, CLIENT), (OBSERVER,), left.NOBODY_WATCHES),
        (CLIENT, (THERAPIST, CLIENT, OBSERVER), (OBSERVER,), None),
        (OBSERVER, (OBSERVER,), (THERAPIST, CLIENT), left.ALONE),
        (CLIENT, (CLIENT,), (THERAPIST,), left.ALONE),
        (OBSERVER, (OBSERVER, OBSERVER), (THERAPIST, CLIENT), left.NO_PLAY),
        (
            CLIENT,
            (CLIENT, OBSERVER),
            (THERAPIST,),
            "The Speaker has left: whoever watches takes that part, from the case on the card. "
            "Nobody watches now.",
        ),
        (
            OBSERVER,
            (CLIENT, OBSERVER),
            (THERAPIST,),
            "The Speaker has left: you are the Speaker now instead of the Bell, from the case on "
            "your card. Nobody watches now.",
        ),
        (
            OBSERVER,
            (THERAPIST, OBSERVER, OBSERVER),
            (CLIENT,),
            "The Receiver has left: agree who of you takes that part, from the case on your card. "
            "The others go on watching.",
        ),
    ],
)
def test_who_stays_is_told_what_comes_of_it(
    own: str, here: tuple[str, ...], gone: tuple[str, ...], said: str | None
) -> None:
    assert left.sentence(own, here, gone, WORDS.__getitem__) == said


@given(st.permutations([THERAPIST, CLIENT, OBSERVER, OBSERVER]), st.integers(1, 4))
def test_each_who_stays_knows_which_part_was_left_and_nobody_is_told_of_nothing(
    roles: list[str], stay: int
) -> None:
    here, gone = roles[:stay], roles[stay:]
    lost = {THERAPIST, CLIENT} & set(gone)
    for own in here:
        said = left.sentence(own, here, gone, WORDS.__getitem__)
        assert (said is None) == (not lost and (not gone or OBSERVER in here))
        if len(here) == 1 or len(lost) == 2:
            assert said in {left.ALONE, left.NO_PLAY}
        for role in lost if len(here) > 1 and len(lost) == 1 else ():
            assert str(said).startswith(f"The {WORDS[role]} has left: ")


def _group(room: Room, token: str) -> dict[str, Any]:
    group: dict[str, Any] = room.scene(token)["mine"]["group"]
    return group


def _by_role(room: Room) -> dict[str, str]:
    return {_group(room, token)["role"]: token for token in room.tokens}


def _leave(room: Room, token: str) -> tuple[str, ...]:
    with room.installation.writing() as work:
        seat_id = seats.leave(work, None, room.run_id, token)
        return dealing.beside(work, room.run_id, seat_id)


def test_those_who_stay_in_a_triad_see_how_many_they_are_and_what_to_do(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    room.do("start", "open")
    seat = _by_role(room)
    stay = {role: room.scene(seat[role]) for role in (CLIENT, OBSERVER)}
    assert [_group(room, one)["members"] for one in room.tokens] == [3, 3, 3]
    assert len(_leave(room, seat[THERAPIST])) == 2
    for role, before in stay.items():
        group = _group(room, seat[role])
        assert (group["members"], group["card"]) == (2, before["mine"]["group"]["card"])
        assert group["left"].startswith("The Therapist has left: ")
    assert "Listen" not in json.dumps([room.scene(seat[CLIENT]), room.scene(seat[OBSERVER])])
    with installation.reading() as work:
        now = dealing.groups_now(work, room.host, room.run_id)
    assert now is not None
    assert [(len(one.seats), one.left) for one in now.groups] == [(2, 1)]
    _leave(room, seat[CLIENT])
    assert (_group(room, seat[OBSERVER])["members"], _group(room, seat[OBSERVER])["left"]) == (
        1,
        left.ALONE,
    )


def test_a_seat_that_a_host_removes_is_missed_in_its_group_in_the_same_way(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    room.do("start", "open")
    seat = _by_role(room)
    label = room.scene(seat[OBSERVER])["mine"]["seat"]
    (watching,) = [one.id for one in room.host_scene().seats if one.label == label]
    with installation.writing() as work:
        seats.remove(work, room.host, room.run_id, watching)
    for role in (THERAPIST, CLIENT):
        group = _group(room, seat[role])
        assert (group["members"], group["left"]) == (2, left.NOBODY_WATCHES)


def test_the_one_of_a_pair_who_stays_is_asked_for_no_number_that_is_held_against_nothing(
    installation: Installation,
) -> None:
    room = rooms.room(installation, PAIRS, people=2)
    room.do("start", "open")
    seat = _by_role(room)
    assert _group(room, seat[CLIENT])["parted"] is False
    _leave(room, seat[THERAPIST])
    group = _group(room, seat[CLIENT])
    assert (group["members"], group["parted"], group["left"]) == (1, True, left.ALONE)


def test_outside_a_role_play_nobody_is_beside_who_leaves(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, people=3)
    room.do("start")
    assert _leave(room, room.tokens[0]) == ()
