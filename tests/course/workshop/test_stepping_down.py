"""Passing, watching, a gentler card, a word: seen by the seat, and by nobody else."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from course.errors import BadInput, NotFound
from course.installation import Installation
from course.workshop import care, responding
from tests import rooms
from tests.rooms import PAIRS, POLL, TRIADS, Room


def without_the_clock(room: Room) -> dict[str, Any]:
    """All that a host sees."""
    shown = asdict(room.host_scene())
    return {**shown, "run": shown["run"]["state"]}


def others(room: Room) -> list[dict[str, Any]]:
    return [room.scene(token) for token in room.tokens[1:]]


@pytest.mark.parametrize("what", ["pass", "observe", "gentler"])
def test_nobody_else_sees_that_somebody_steps_down(installation: Installation, what: str) -> None:
    room = rooms.room(installation, POLL, people=7)
    room.do("start", "open")
    before = without_the_clock(room), others(room)
    room.step_down(room.tokens[0], what)
    assert (without_the_clock(room), others(room)) == before
    own = room.scene(room.tokens[0])["mine"]
    name = {"pass": "passed", "observe": "observing", "gentler": "gentler"}[what]
    assert own[name] is True


def test_who_answers_and_passes_then_is_not_counted_and_changes_no_view(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=7)
    room.do("start", "open")
    room.answers([{"choice": "ask"}] * 6)
    before = without_the_clock(room), others(room)
    assert before[0]["enough"] is True
    room.step_down(room.tokens[0], "pass")
    assert (without_the_clock(room), others(room)) == before
    own = room.scene(room.tokens[0])["mine"]
    assert (own["passed"], own["response"]) == (True, None)
    room.do("close")
    assert room.result() == {"none": "Too few answered for anything to be shown."}


def test_a_passed_seat_looks_like_one_that_has_not_answered(installation: Installation) -> None:
    seen = []
    for passes in (False, True):
        room = rooms.room(installation, POLL, people=7)
        room.do("start", "open")
        if passes:
            room.step_down(room.tokens[6], "pass")
        room.answers([{"choice": "ask"}] * 6)
        seen.append((room.host_scene().enough, room.do("close", "reveal"), room.result()))
    assert seen[0] == seen[1]


def test_who_answers_after_passing_takes_part_again(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=1)
    room.do("start", "open")
    room.step_down(room.tokens[0], "pass")
    room.answer(room.tokens[0], {"choice": "ask"})
    own = room.scene(room.tokens[0])["mine"]
    assert (own["passed"], own["response"]) == (False, {"choice": "ask"})


def test_passing_is_for_one_round_and_watching_until_it_is_taken_back(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, TRIADS, people=1)
    room.do("start", "open")
    for what in ("pass", "observe"):
        room.step_down(room.tokens[0], what)
    room.do("close", "next")
    own = room.scene(room.tokens[0])["mine"]
    assert (own["passed"], own["observing"]) == (False, True)
    room.step_down(room.tokens[0], "observe")
    assert room.scene(room.tokens[0])["mine"]["observing"] is False


def test_who_only_watches_is_given_no_role_and_who_passes_no_group(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TRIADS, people=8)
    room.do("start")
    room.step_down(room.tokens[0], "observe")
    room.step_down(room.tokens[1], "pass")
    room.do("open")
    groups = [room.scene(token)["mine"]["group"] for token in room.tokens]
    assert groups[1] is None
    roles = [group["role"] for group in groups if group]
    assert (groups[0] or {"role": "observer"})["role"] == "observer"
    assert roles.count("therapist") == roles.count("client") >= 2


def test_the_client_gets_a_gentler_card_and_nobody_else_another(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    room.do("start", "open")
    client = next(
        token for token in room.tokens if room.scene(token)["mine"]["group"]["role"] == "client"
    )
    before = [room.scene(token) for token in room.tokens if token != client]
    assert room.scene(client)["mine"]["group"]["card"]["paragraphs"] == ["Scene 1", "Secret 1"]
    room.step_down(client, "gentler")
    assert room.scene(client)["mine"]["group"]["card"]["paragraphs"] == ["Scene 1", "Gentle 1"]
    assert [room.scene(token) for token in room.tokens if token != client] == before


def test_a_word_is_asked_of_the_hosts_alone_and_taken_back_or_answered(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=3)
    room.do("start")
    token, seen_by_others = room.tokens[0], others(room)
    label = room.scene(token)["mine"]["seat"]

    def calling() -> list[str]:
        return [seat.label for seat in room.host_scene().seats if seat.called]

    with installation.writing() as work:
        seat_id = care.word(work, None, room.run_id, token)
        care.word(work, None, room.run_id, token)
    assert (calling(), room.scene(token)["mine"]["called"]) == ([label], True)
    assert others(room) == seen_by_others
    with installation.writing() as work:
        care.never_mind(work, None, room.run_id, token)
    assert (calling(), room.scene(token)["mine"]["called"]) == ([], False)
    with installation.writing() as work:
        care.word(work, None, room.run_id, token)
        care.answered(work, room.host, room.run_id, seat_id)
        with pytest.raises(NotFound):
            care.answered(work, room.host, room.run_id, seat_id)
    assert calling() == []


def test_the_end_forgets_what_was_asked(installation: Installation) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    room.do("start", "open")
    with installation.writing() as work:
        care.word(work, None, room.run_id, room.tokens[0])
    room.step_down(room.tokens[0], "gentler")
    room.do("end")
    own = room.scene(room.tokens[0])["mine"]
    assert [own[name] for name in ("called", "gentler", "group")] == [False, False, None]


def test_there_is_no_other_way_to_step_down(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, POLL, people=1)
    with sqlite_installation.writing() as work, pytest.raises(NotFound):
        responding.step_down(work, None, room.run_id, room.tokens[0], "fly")


def test_a_number_is_not_changed_by_passing_once_both_are_seen(
    installation: Installation,
) -> None:
    room = rooms.room(installation, PAIRS, people=2)
    room.do("start", "open")
    by_role = {room.scene(one)["mine"]["group"]["role"]: one for one in room.tokens}
    room.answer(by_role["therapist"], {"predict": 1})
    room.answer(by_role["client"], {"rating": 5})
    room.step_down(by_role["therapist"], "pass")
    with pytest.raises(BadInput) as caught:
        room.answer(by_role["therapist"], {"predict": 5})
    assert caught.value.sentence == "You gave a number and passed then, so none can be given now."
    assert room.scene(by_role["therapist"])["mine"]["passed"] is True
