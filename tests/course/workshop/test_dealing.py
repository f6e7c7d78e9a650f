"""Rounds of role-play in a run: who sits where, and that nobody sees another's card."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from course.installation import Installation
from course.workshop import dealing, seats
from course.workshop.dealing import GroupsNow
from db.queries import live_own
from tests import rooms
from tests.rooms import PAIRS, TRIADS, Room


def groups_of(room: Room) -> list[dict[str, Any]]:
    return [room.scene(token)["mine"]["group"] for token in room.tokens]


def groups_now(room: Room) -> GroupsNow | None:
    with room.installation.reading() as work:
        return dealing.groups_now(work, room.host, room.run_id)


def test_over_three_rounds_each_phone_gets_each_role(installation: Installation) -> None:
    room = rooms.room(installation, TRIADS, people=7)
    room.do("start")
    had: list[set[str]] = [set() for _ in room.tokens]
    for number in range(3):
        assert groups_of(room) == [None] * 7
        room.do("open")
        for roles, group in zip(had, groups_of(room), strict=True):
            roles.add(group["role"])
        room.do(*(["next"] if number < 2 else []))
    assert all(roles >= {"therapist", "client"} for roles in had)


def test_a_card_is_in_nobody_elses_scene(installation: Installation) -> None:
    room = rooms.room(installation, TRIADS, people=9)
    room.do("start", "open")
    said = {"therapist": "Listen", "client": "Secret 1", "observer": "Watch"}
    roles = Counter[str]()
    for token in room.tokens:
        scene = room.scene(token)
        role = scene["mine"]["group"]["role"]
        roles[role] += 1
        whole = json.dumps(scene)
        assert [one for one, words in said.items() if words in whole] == [role]
        assert "Gentle 1" not in whole
    assert roles == {"therapist": 3, "client": 3, "observer": 3}
    shown = json.dumps(room.host_scene().room)
    assert not [words for words in said.values() if words in shown]


def test_a_gentler_card_comes_to_the_one_who_asked_and_shows_nobody_else(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, TRIADS, people=3)
    room.do("start", "open")
    client = next(
        token for token in room.tokens if room.scene(token)["mine"]["group"]["role"] == "client"
    )
    others = {token: room.scene(token) for token in room.tokens if token != client}
    room.step_down(client, "gentler")
    card = room.scene(client)["mine"]["group"]["card"]
    assert card == {"title": "Client 1", "paragraphs": ["Scene 1", "Gentle 1"]}
    assert {token: room.scene(token) for token in others} == others


def test_who_passes_or_observes_is_dealt_so_at_the_next_round(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, TRIADS, people=6)
    room.do("start")
    room.step_down(room.tokens[0], "pass")
    room.step_down(room.tokens[1], "observe")
    room.do("open")
    first, second, *_ = groups_of(room)
    assert first is None
    assert second["role"] == "observer"


def test_phones_say_their_breakout_room_and_the_console_how_many_to_open(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    room.join(6, device="online")
    room.do("start")
    assert groups_now(room) is None
    room.do("open")
    where = [group["where"] for group in groups_of(room)]
    assert where[:3] == ["in the room"] * 3
    assert Counter(where[3:]) == {"breakout room 1": 3, "breakout room 2": 3}
    now = groups_now(room)
    assert now is not None
    assert [(one.number, len(one.seats), one.online) for one in now.groups] == [
        (1, 3, True),
        (2, 3, True),
        (3, 3, False),
    ]
    assert (now.rooms, now.lacking, now.alone) == (2, 9, 0)


def test_who_comes_late_sits_in_no_group_until_the_next_round(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, TRIADS, people=6)
    room.do("start", "open")
    (late,) = room.join()
    assert room.scene(late)["mine"]["group"] is None
    now = groups_now(room)
    assert now is not None
    assert now.alone == 1
    room.do("next", "open")
    assert room.scene(late)["mine"]["group"] is not None


def test_a_pair_sees_its_gap_and_the_room_a_spread_of_six(installation: Installation) -> None:
    room = rooms.room(installation, PAIRS, people=12)
    room.do("start", "open")
    pairs: dict[int, dict[str, str]] = {}
    for token in room.tokens:
        group = room.scene(token)["mine"]["group"]
        pairs.setdefault(group["number"], {})[group["role"]] = token
    for number, pair in pairs.items():
        room.answer(pair["therapist"], {"predict": 4})
        assert room.scene(pair["client"])["mine"]["group"]["felt"]["gap"] is None
        room.answer(pair["client"], {"rating": 4 if number < 5 else 1})
        felt = room.scene(pair["therapist"])["mine"]["group"]["felt"]
        assert felt["gap"] == (0 if number < 5 else 3)
    room.do("close", "reveal")
    assert [(bar["id"], bar["share"]) for bar in room.result()["bars"]] == [
        ("same", "more than half"),
        ("one", "few or none"),
        ("more", "some"),
    ]


def test_five_gaps_are_too_few_to_be_shown(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, PAIRS, people=10)
    room.do("start", "open")
    for token in room.tokens:
        role = room.scene(token)["mine"]["group"]["role"]
        room.answer(token, {"predict": 3} if role == "therapist" else {"rating": 3})
    room.do("close")
    assert room.result() == {"none": "Too few answered for anything to be shown."}


def test_nothing_of_who_sat_with_whom_is_left_when_a_run_ends(installation: Installation) -> None:
    room = rooms.room(installation, TRIADS, people=6)
    room.do("start", "open")
    with installation.reading() as work:
        assert len(live_own.places(work.db, room.run_id, ["triads/1"])) == 6
    room.do("end")
    with installation.reading() as work:
        assert live_own.places(work.db, room.run_id, ["triads/1"]) == []


def test_hosts_see_the_role_of_a_seat_without_a_device_and_of_no_other(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, TRIADS, people=2)
    with sqlite_installation.writing() as work:
        seats.add_without_device(work, room.host, room.run_id)
    room.do("start", "open")
    now = groups_now(room)
    assert now is not None
    (group,) = now.groups
    on_paper = [seat for seat in group.seats if "(on paper: " in seat]
    taken = {one["role"] for one in groups_of(room)}
    left = {"therapist", "client", "observer"} - taken
    assert [seat.partition(": ")[2] for seat in on_paper] == [f"{left.pop().capitalize()})"]


def test_an_odd_number_in_pairs_gets_one_round_more(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, PAIRS, people=5)
    room.do("start", "small_on", "open", "next", "small_on", "open")
    now = groups_now(room)
    assert now is not None
    assert now.lacking == 2
    room.do("another", "small_on", "open")
    now = groups_now(room)
    assert now is not None
    assert now.lacking == 0
