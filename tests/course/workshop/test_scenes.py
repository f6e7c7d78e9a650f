"""Scenes: what is the same for all is made once, and nobody's own is in another's."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from course.installation import Installation
from course.workshop import runs, scenes
from course.workshop.commands import Command, Refused
from course.workshop.stages import step
from course.workshop.state import State
from tests import rooms
from tests.clock import HandClock
from tests.counting import statements
from tests.rooms import PAIRS, POLL, RESET, TEXT, TRIADS, plan


def asked(installation: Installation, run_id: str) -> int:
    with statements(installation) as found, installation.reading() as work:
        scenes.gather(work, run_id, None)
    return len([one for one in found if one.startswith("SELECT")])


@pytest.mark.parametrize("activity", [POLL, TRIADS, PAIRS])
def test_the_scenes_of_all_seats_take_as_many_statements_as_those_of_two(
    installation: Installation, activity: object
) -> None:
    numbers = []
    for people in (2, 40):
        room = rooms.room(installation, activity, people=people)
        room.do("start", "open")
        numbers.append(asked(installation, room.run_id))
    assert numbers[0] == numbers[1] <= 6


def test_what_all_see_is_made_once_for_each_revision(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=2)
    room.do("start")
    with installation.reading() as work:
        first = scenes.gather(work, room.run_id, None)
        again = scenes.gather(work, room.run_id, None)
        assert again.room is first.room
    room.do("open")
    with installation.reading() as work:
        later = scenes.gather(work, room.run_id, None)
    assert (first.room["activity"]["stage"], later.room["activity"]["stage"]) == ("waiting", "open")
    assert later.revision == first.revision + 1


def test_what_is_rolled_back_is_remembered_by_nobody(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=2)
    seen = room.do("start")
    with installation.writing() as work:
        point = work.db.begin_nested()
        runs.command(work, room.host, room.run_id, "open", seen)
        assert scenes.gather(work, room.run_id, None).room["activity"]["stage"] == "open"
        point.rollback()
    with installation.reading() as work:
        runs_on = scenes.gather(work, room.run_id, None)
    assert runs_on.room["activity"]["stage"] == "waiting"


def test_joining_and_answering_change_no_revision(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=2)
    revision = room.do("start", "open")
    room.join(3)
    room.answer(room.tokens[0], {"choice": "ask"})
    room.step_down(room.tokens[1], "pass")
    with installation.reading() as work:
        assert scenes.revisions(work, [room.run_id, "0" * 32]) == {room.run_id: revision}


def test_a_scene_has_the_shape_that_phones_and_board_draw(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, POLL, people=3)
    room.do("start", "open")
    clock.move(seconds=20)
    room.do("pause")
    scene = room.scene(room.tokens[0])
    assert list(scene) == ["revision", "now", "run", "activity", "mine"]
    assert scene["now"] == int(clock.now().timestamp() * 1000)
    code = room.code
    assert scene["run"] == {
        "id": room.run_id,
        "title": "An evening on repair",
        "status": "live",
        "code": code,
        "join": f"http://localhost:8501/join/{code}",
        "people": None,
        "rehearsal": False,
        "stopped": False,
    }
    began = scene["now"] - 20_000
    assert scene["activity"] == {
        "item": "poll/1",
        "kind": "poll",
        "title": "Poll",
        "number": 1,
        "of": 1,
        "stage": "open",
        "part": 0,
        "round": 1,
        "rounds": 1,
        "clock": {"began": began, "seconds": 60, "paused": 20_000},
        "small": None,
        "body": {
            "question": "What first?",
            "choices": [
                {"id": "leave", "text": "LEAVE"},
                {"id": "ask", "text": "ASK"},
                {"id": "name", "text": "NAME"},
                {"id": "sorry", "text": "SORRY"},
            ],
            "again": False,
        },
        "result": None,
        "enough": False,
    }


def test_every_scene_of_every_kind_is_plain_json(installation: Installation) -> None:
    room = rooms.room(installation, people=12)
    room.do("start")
    kinds = []
    while True:
        for token in (room.tokens[0], room.tokens[5]):
            shown = room.scene(token)
            assert json.loads(json.dumps(shown)) == shown
        state = room.host_scene().run.state
        kinds.append(shown["activity"]["kind"])
        if state.stage == "waiting":
            room.do("open")
            assert room.scene(room.tokens[0])["activity"]["stage"] == "open"
            room.do("close")
        try:
            room.do("next")
        except Refused:
            break
    assert kinds == [
        *("prompt", "poll", "poll", "scale", "line", "words", "text"),
        *("pairs", "pairs", "triads", "triads", "triads", "reset", "exit"),
    ]


def test_a_run_that_ended_shows_no_code_and_no_activity(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=1)
    room.do("start", "end")
    shown = room.scene(room.tokens[0])
    assert (shown["run"]["status"], shown["run"]["code"], shown["activity"]) == (
        "ended",
        None,
        None,
    )


def test_the_form_for_a_small_room_is_shown_in_place_of_the_question(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=4)
    room.do("start", "small_on")
    assert room.scene(room.tokens[0])["activity"]["small"] == "Show hands."


def test_a_timed_round_says_when_it_began_and_how_long_it_lasts(clock: HandClock) -> None:
    for activity, seconds in ((RESET, 30), (TRIADS, 150), (TEXT, None)):
        workshop = plan(activity)
        state = step(workshop, State(), Command.START, clock.now())
        opened = step(workshop, state, Command.OPEN, clock.now() + timedelta(seconds=5))
        assert opened.seconds == seconds
