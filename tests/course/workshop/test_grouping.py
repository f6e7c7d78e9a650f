"""Groups from 3 to 60 people, with arrivals, departures and seats without a device."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.workshop.grouping import (
    ONLINE,
    ROOM,
    Round,
    SeatIn,
    breakout_rooms,
    deal,
    lacking,
)
from course.workshop.roles import CLIENT, OBSERVER, THERAPIST

PLAYS = {THERAPIST, CLIENT}


def seats(number: int, where: str = ROOM, first: int = 0) -> list[SeatIn]:
    return [SeatIn(f"{where}-{n}", where) for n in range(first, first + number)]


def play(here: list[SeatIn], size: int, rounds: int, seed: int) -> list[Round]:
    """The first rounds of as many as a size has, in which nobody comes or goes."""
    rng, past = Random(seed), list[Round]()
    for _ in range(rounds):
        past.append(deal(here, past, size, size, rng))
    return past


def roles(past: list[Round]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for groups in past:
        for group in groups:
            for seat, role in group.members:
                found.setdefault(seat, []).append(role)
    return found


def check(groups: Round, here: list[SeatIn]) -> None:
    """What holds for every round, whatever came before."""
    placed = [seat for group in groups for seat, _ in group.members]
    assert sorted(placed) == sorted(seat.id for seat in here)
    where = {seat.id: seat.where for seat in here}
    for group in groups:
        cast = Counter(role for _, role in group.members)
        assert (cast[THERAPIST], cast[CLIENT]) == (1, 1)
        assert cast[OBSERVER] <= 1  # two or three people
        assert group.where == (ONLINE if ONLINE in {where[seat] for seat in group.seats} else ROOM)
    assert len({group.number for group in groups}) == len(groups)
    sides = Counter(where.values())
    mixed = [g for g in groups if {where[seat] for seat in g.seats} == {ROOM, ONLINE}]
    assert len(mixed) == (1 if min(sides[ROOM], sides[ONLINE]) == 1 else 0)


@pytest.mark.parametrize("number", range(3, 61))
def test_in_three_rounds_of_triads_everybody_is_therapist_and_client(number: int) -> None:
    past = play(seats(number), 3, 3, number)
    for groups in past:
        check(groups, seats(number))
        pairs = sum(len(group.members) == 2 for group in groups)
        assert pairs == -number % 3
    assert all(set(each) >= PLAYS for each in roles(past).values())
    assert lacking(seats(number), past) == ()


@pytest.mark.parametrize("number", range(4, 61, 2))
def test_in_two_rounds_of_pairs_everybody_is_therapist_and_client(number: int) -> None:
    past = play(seats(number), 2, 2, number)
    assert all(len(group.members) == 2 for groups in past for group in groups)
    assert all(set(each) == PLAYS for each in roles(past).values())


@pytest.mark.parametrize("number", range(3, 61, 2))
def test_an_odd_number_in_pairs_makes_one_triad_which_needs_a_third_round(number: int) -> None:
    here = seats(number)
    past = play(here, 2, 2, number)
    assert [Counter(len(g.members) for g in groups)[3] for groups in past] == [1, 1]
    assert len(lacking(here, past)) == 2  # one has not been therapist, one not client
    past.append(deal(here, past, 2, 3, Random(1)))
    assert lacking(here, past) == ()


def test_groups_stay_together_and_keep_their_number() -> None:
    past = play(seats(10), 3, 3, 7)
    first = {(group.number, group.seats) for group in past[0]}
    assert [{(g.number, g.seats) for g in groups} for groups in past[1:]] == [first, first]


def test_breakout_rooms_are_counted_from_one_for_those_online() -> None:
    (groups,) = play([*seats(6, ROOM), *seats(7, ONLINE)], 3, 1, 3)
    assert [(g.number, g.where) for g in groups] == [
        (1, ONLINE),
        (2, ONLINE),
        (3, ONLINE),
        (4, ROOM),
        (5, ROOM),
    ]
    assert breakout_rooms(groups) == 3
    assert breakout_rooms(()) == 0


def test_one_person_online_joins_one_group_of_the_room() -> None:
    here = [*seats(5, ROOM), *seats(1, ONLINE)]
    (groups,) = play(here, 3, 1, 3)
    check(groups, here)
    assert [group.where for group in groups] == [ONLINE, ROOM]
    assert breakout_rooms(groups) == 1


def test_seats_without_a_device_are_spread_over_the_groups() -> None:
    here = [SeatIn(f"s{n}", phone=n >= 4) for n in range(12)]
    (groups,) = play(here, 3, 1, 5)
    without = {seat.id for seat in here if not seat.phone}
    assert [len(group.seats & without) for group in groups] == [1, 1, 1, 1]


def test_who_only_observes_is_never_therapist_or_client() -> None:
    here = [SeatIn(f"s{n}", plays=n not in {0, 1}) for n in range(9)]
    past = play(here, 3, 3, 2)
    said = roles(past)
    assert said["s0"] == said["s1"] == [OBSERVER] * 3
    assert all(set(said[f"s{n}"]) >= PLAYS for n in range(2, 9))


def test_three_who_play_and_one_who_observes_are_one_group_of_four() -> None:
    here = [SeatIn(f"s{n}", plays=n != 0) for n in range(4)]
    past = play(here, 3, 3, 2)
    assert [len(group.members) for groups in past for group in groups] == [4, 4, 4]
    assert lacking(here, past) == ()


@pytest.mark.parametrize("plays", [0, 1])
def test_fewer_than_two_who_play_are_no_group(plays: int) -> None:
    here = [SeatIn(f"s{n}", plays=n < plays) for n in range(3)]
    assert deal(here, [], 3, 3, Random(1)) == ()


def test_a_late_arrival_joins_without_moving_the_others() -> None:
    past = play(seats(9), 3, 1, 4)
    here = seats(10)
    groups = deal(here, past, 3, 3, Random(2))
    check(groups, here)
    before = {group.seats for group in past[0]}
    assert sum(group.seats in before for group in groups) == 2  # one triad became two pairs


def test_when_one_leaves_a_triad_the_two_others_go_on() -> None:
    past = play(seats(9), 3, 1, 4)
    gone = next(iter(past[0][0].members))[0]
    here = [seat for seat in seats(9) if seat.id != gone]
    groups = deal(here, past, 3, 3, Random(2))
    check(groups, here)
    assert {group.seats for group in groups} == {
        past[0][0].seats - {gone},
        past[0][1].seats,
        past[0][2].seats,
    }


@dataclass
class Room:
    """People who come and go between rounds, and what they were."""

    here: list[SeatIn]
    past: list[Round] = field(default_factory=list)
    made: int = 0

    def arrive(self, where: str, phone: bool) -> None:
        self.made += 1
        self.here.append(SeatIn(f"late-{self.made}", where, phone))


@st.composite
def churned(draw: st.DrawFn) -> tuple[Room, int, int, list[list[SeatIn]]]:
    """A room of 3 to 60, and who is here in each of four rounds."""
    number = draw(st.integers(3, 60))
    online = draw(st.integers(0, number))
    without = draw(st.integers(0, number - online))
    first = [
        SeatIn(f"s{n}", ONLINE if n < online else ROOM, phone=not online <= n < online + without)
        for n in range(number)
    ]
    room, rounds = Room(list(first)), [list(first)]
    for _ in range(3):
        for _ in range(draw(st.integers(0, max(0, min(number // 3, len(room.here) - 3))))):
            room.here.pop(draw(st.integers(0, len(room.here) - 1)))
        for _ in range(draw(st.integers(0, 1 + number // 4))):
            where = draw(st.sampled_from([ROOM, ONLINE]))
            room.arrive(where, where == ONLINE or draw(st.booleans()))
        rounds.append(list(room.here))
    return room, draw(st.sampled_from([2, 3])), draw(st.integers(0, 999)), rounds


@settings(max_examples=300, deadline=None)
@given(churned())
def test_whoever_stays_is_both_whatever_comes_and_goes(
    case: tuple[Room, int, int, list[list[SeatIn]]],
) -> None:
    _, size, seed, rounds = case
    rng, past = Random(seed), list[Round]()
    for here in rounds[:3]:
        past.append(deal(here, past, size, 3, rng))
        check(past[-1], here)
    there = [{seat.id for seat in here} for here in rounds]
    stayed = set.intersection(*there[:3])
    assert len(stayed & set(lacking(rounds[2], past))) <= 2
    past.append(deal(rounds[3], past, size, 4, rng))
    check(past[-1], rounds[3])
    assert not stayed & set(lacking(rounds[3], past))


def test_where_roles_run_short_a_fourth_round_makes_up_for_it() -> None:
    """Of three triads only the observers stay: two rounds have not enough roles for three."""
    past = play(seats(9), 3, 1, 1)
    watched = {seat for group in past[0] for seat, role in group.members if role == OBSERVER}
    here = [seat for seat in seats(9) if seat.id in watched]
    for _ in range(2):
        past.append(deal(here, past, 3, 3, Random(2)))
    assert len(lacking(here, past)) == 2
    past.append(deal(here, past, 3, 4, Random(3)))
    assert lacking(here, past) == ()


def test_a_room_of_a_thousand_is_dealt_within_a_second() -> None:
    here, past, rng = seats(1000), list[Round](), Random(1)
    for number in range(3):
        began = perf_counter()
        past.append(deal(here, past, 3, 3, rng))
        assert perf_counter() - began < 1
        here = [*here[100:], *seats(125, ROOM, 1000 + 200 * number)]
