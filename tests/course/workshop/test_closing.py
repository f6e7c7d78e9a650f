"""Closing: enough answers become a tally, too few are destroyed, texts wait for the hosts."""

from __future__ import annotations

from typing import Any

import pytest

from course.errors import NotFound
from course.installation import Installation
from course.workshop import moderating_room, seats
from course.workshop.commands import TOO_FEW, Refused
from tests import rooms
from tests.rooms import PAIRS, POLL, SCALE, TEXT, WORDS, Room

ASK = {"choice": "ask"}
NONE = {"none": "Too few answered for anything to be shown."}


def tallied(room: Room) -> list[tuple[Any, ...]]:
    with room.installation.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT item, shown FROM live_tally ORDER BY item")
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("people", "answering", "shows"),
    [(8, 5, False), (8, 6, True), (29, 6, True), (30, 9, False), (30, 10, True)],
)
def test_a_result_needs_six_answers_or_ten_where_there_are_thirty(
    installation: Installation, people: int, answering: int, shows: bool
) -> None:
    room = rooms.room(installation, POLL, people=people)
    room.do("start", "open")
    room.answers([ASK] * answering)
    assert room.host_scene().enough is shows
    room.do("close")
    if shows:
        room.do("reveal")
        assert [bar["share"] for bar in room.result()["bars"]][1] == "most"
        return
    with pytest.raises(Refused) as refused:
        room.do("reveal")
    assert refused.value.sentence == TOO_FEW
    assert room.result() == NONE
    assert [row[0] for row in tallied(room)] == ["poll/1"]
    assert tallied(room)[0][1] in ("{}", {})


def test_removing_people_does_not_lower_how_many_must_answer(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=30)
    room.do("start", "open")
    room.answers([ASK] * 9)
    for seat in room.host_scene().seats[-5:]:
        with installation.writing() as work:
            seats.remove(work, room.host, room.run_id, seat.id)
    assert room.host_scene().least == 10
    room.do("close")
    assert room.result() == NONE


def test_who_leaves_takes_their_open_answer_along(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=7)
    room.do("start", "open")
    room.answers([ASK] * 6)
    with installation.writing() as work:
        seats.leave(work, None, room.run_id, room.tokens[0])
    room.do("close")
    assert room.result() == NONE


@pytest.mark.parametrize("answered", [True, False])
def test_whether_somebody_had_answered_does_not_show_as_their_seat_is_removed(
    installation: Installation, answered: bool
) -> None:
    room = rooms.room(installation, POLL, people=7)
    room.do("start", "open")
    gone = room.tokens[0 if answered else 6]
    label = room.scene(gone)["mine"]["seat"]
    room.answers([ASK] * 6)
    seat = next(one for one in room.host_scene().seats if one.label == label)
    with installation.writing() as work:
        seats.remove(work, room.host, room.run_id, seat.id)
    assert room.host_scene().enough is True
    room.do("close")
    assert (room.result() == NONE) is answered


def test_three_who_leave_make_a_later_reveal_impossible(installation: Installation) -> None:
    room = rooms.room(installation, POLL, SCALE, people=8)
    room.do("start", "open")
    room.answers([ASK] * 8)
    room.do("close", "reveal", "next", "open")
    for token in room.tokens[:3]:
        with installation.writing() as work:
            seats.leave(work, None, room.run_id, token)
    for token in room.tokens[3:]:
        room.answer(token, {"at": 4})
    room.do("close")
    with pytest.raises(Refused):
        room.do("reveal")
    assert room.result() == NONE


def test_with_four_to_seven_seats_the_form_for_a_small_room_is_offered_and_shows_nothing_empty(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=7)
    room.do("start")
    assert room.host_scene().offers_small == "Show hands."
    room.do("small_on", "open")
    shown = room.scene(room.tokens[0])["activity"]
    assert (shown["small"], shown["result"]) == ("Show hands.", None)
    room.do("close")
    assert room.scene(room.tokens[0])["activity"]["result"] is None
    assert tallied(room) == []
    eight = rooms.room(installation, POLL, people=8)
    eight.do("start")
    assert eight.host_scene().offers_small is None


def test_a_closed_round_shows_the_same_after_going_back(installation: Installation) -> None:
    room = rooms.room(installation, POLL, SCALE, people=6)
    room.do("start", "open")
    room.answers([ASK] * 6)
    room.do("close", "reveal")
    result = room.result()
    room.do("next", "back")
    assert room.result() == result
    with pytest.raises(Refused):
        room.do("reveal")


def test_texts_come_out_all_at_once_and_only_after_closing(installation: Installation) -> None:
    room = rooms.room(installation, TEXT, people=12)
    room.do("start", "open")
    assert room.host_scene().texts == ()
    texts = [f"text {number}" for number in range(12)]
    room.answers([{"text": text} for text in texts])
    assert room.host_scene().texts == ()
    room.do("close")
    found = room.host_scene().texts
    assert sorted(one.text for one in found) == sorted(texts)
    assert {one.state for one in found} == {"new"}


def test_too_few_texts_are_gone(installation: Installation) -> None:
    room = rooms.room(installation, TEXT, people=8)
    room.do("start", "open")
    room.answers([{"text": "heron"}] * 5)
    room.do("close")
    assert (room.host_scene().texts, room.result()) == ((), NONE)


def test_the_order_of_texts_says_nothing_of_the_order_in_which_they_came(
    sqlite_installation: Installation,
) -> None:
    firsts = set()
    for _ in range(12):
        room = rooms.room(sqlite_installation, TEXT, people=6)
        room.do("start", "open")
        room.answers([{"text": str(number)} for number in range(6)])
        room.do("close")
        firsts.add(room.host_scene().texts[0].text)
    assert len(firsts) > 1


def test_the_room_sees_only_what_a_host_put_up_and_only_once_revealed(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TEXT, people=6)
    room.do("start", "open")
    room.answers([{"text": f"text {number}"} for number in range(6)])
    room.do("close")
    ids = {one.text: one.id for one in room.host_scene().texts}
    revision = room.host_scene().run.revision
    with installation.writing() as work:
        up = [ids["text 1"], ids["text 4"]]
        assert moderating_room.put_up(work, room.host, room.run_id, up) == revision
    assert room.result() is None
    revision = room.do("reveal")
    assert sorted(room.result()["texts"]) == ["text 1", "text 4"]
    with installation.writing() as work:
        down = moderating_room.take_down(work, room.host, room.run_id, ids["text 1"])
        assert down == revision + 1
    assert room.result()["texts"] == ["text 4"]
    with installation.writing() as work:
        again = moderating_room.put_up(work, room.host, room.run_id, [ids["text 1"]])
        assert again == revision + 1
    assert room.result()["texts"] == ["text 4"]
    gone = next(one for one in room.host_scene().texts if one.id == ids["text 1"])
    assert (gone.state, gone.text) == ("off", "")


def test_another_runs_texts_are_out_of_reach(installation: Installation) -> None:
    room, other = (rooms.room(installation, TEXT, people=6) for _ in range(2))
    for one in (room, other):
        one.do("start", "open")
        one.answers([{"text": "x"}] * 6)
        one.do("close")
    theirs = other.host_scene().texts[0].id
    with installation.writing() as work:
        with pytest.raises(NotFound):
            moderating_room.put_up(work, room.host, room.run_id, [theirs])
        with pytest.raises(NotFound):
            moderating_room.take_down(work, room.host, room.run_id, theirs)
    assert {one.state for one in other.host_scene().texts} == {"new"}


def test_a_word_waits_for_the_hosts_too(installation: Installation) -> None:
    room = rooms.room(installation, WORDS, people=6)
    room.do("start", "open")
    room.answers([{"words": ["Warm", f"own {n}"]} for n in range(4)] + [{"words": ["dull"]}] * 2)
    room.do("close")
    assert [(one.text, one.size) for one in room.host_scene().texts] == [("Warm", 3)]
    room.do("reveal")
    assert room.result() == {"words": []}
    with installation.writing() as work:
        ids = [one.id for one in room.host_scene().texts]
        moderating_room.put_up(work, room.host, room.run_id, ids)
    assert room.result() == {"words": [{"text": "Warm", "size": 3}]}


def test_of_pairs_the_room_sees_how_wide_the_gaps_were(installation: Installation) -> None:
    room = rooms.room(installation, PAIRS, people=12)
    room.do("start", "open")
    for token in room.tokens:
        role = room.scene(token)["mine"]["group"]["role"]
        room.answer(token, {"predict": 4} if role == "therapist" else {"rating": 3})
    own = room.scene(room.tokens[0])["mine"]["group"]["felt"]
    assert own == {"predict": 4, "rating": 3, "gap": 1}
    room.do("close", "reveal")
    assert [(bar["id"], bar["share"]) for bar in room.result()["bars"]] == [
        ("same", "few or none"),
        ("one", "most"),
        ("more", "few or none"),
    ]
