"""Our workshops with few people: whoever takes each form offered sees no empty result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from course.authoring.load import load_course
from course.authoring.workshops import Grouped, Poll, Workshop
from course.installation import Installation
from course.workshop.possible import following, possible
from course.workshop.state import Status
from course.workshop.tallies import NONE
from tests import rooms
from tests.rooms import Room

PLANS = load_course().catalogue.workshops
ANSWERS: dict[str, Any] = {
    "line": {"at": 40},
    "scale": {"at": 3},
    "exit": {"at": 4},
    "words": {"words": ["late"]},
    "text": {"text": "A new name"},
}


def _answer(room: Room, plan: Workshop) -> None:
    """Everybody answers what phones are asked, if they are asked anything."""
    run = room.host_scene().run
    activity = run.state.activity(plan)
    if run.state.takes_answers(plan) and not isinstance(activity, Grouped):
        if isinstance(activity, Poll):
            value = {"choice": activity.choices[0].id}
        else:
            value = ANSWERS[activity.kind]
        room.answers([value] * len(room.tokens), part=run.state.part)


def _held(room: Room, plan: Workshop) -> list[dict[str, Any]]:
    """Everything that the room was shown from the beginning to the end, in order."""
    shown, now = [], room.installation.clock.now()
    while True:
        scene = room.host_scene()
        state = scene.run.state
        if scene.room["activity"] is not None:
            shown.append({**scene.room["activity"], "seat": room.scene(room.tokens[0])["mine"]})
        if state.status is Status.ENDED:
            return shown
        command = following(plan, state, now)
        assert command is not None
        if command == "open" and scene.offers_small and "small_on" in possible(plan, state, now):
            room.do("small_on")
        room.do(command)
        _answer(room, plan)


@pytest.mark.parametrize("people", [4, 5, 6, 7])
@pytest.mark.parametrize("name", ["ninety-minutes", "three-hours"])
def test_a_small_room_comes_through_without_an_empty_result(
    sqlite_installation: Installation, name: str, people: int
) -> None:
    plan = PLANS[name]
    starts = sqlite_installation.clock.now() + timedelta(minutes=5)
    room = rooms.room(sqlite_installation, *plan.activities, people=people, starts_at=starts)
    made = room.host_scene().run.plan
    shown = _held(room, made)
    rounds = {one["item"] for one in shown}
    assert len(rounds) == sum(one.rounds_count for one in plan.activities)
    assert [one["item"] for one in shown if one["result"] == NONE] == []
    played = [one for one in shown if one["kind"] in {"pairs", "triads"} and one["stage"] == "open"]
    assert len(played) == sum(
        one.rounds_count for one in plan.activities if isinstance(one, Grouped)
    )
    for one in played:
        # In a small room too everybody has a group, a part and a card; numbers go by hand.
        assert one["small"] is None
        assert one["body"]["felt"] is None
        assert one["seat"]["group"]["card"]["paragraphs"]
        small = getattr(plan.activity(one["item"].split("/")[0]), "small_room", None)
        assert small is None or one["body"]["task"].endswith(small)


@pytest.mark.parametrize(("people", "offered"), [(8, True), (17, True), (18, False), (29, False)])
def test_a_role_play_offers_its_form_until_there_are_pairs_enough_for_a_result(
    sqlite_installation: Installation, people: int, offered: bool
) -> None:
    stay = PLANS["lesson-6-two-minute-stay"].activities[0]
    room = rooms.room(sqlite_installation, stay, people=people)
    room.do("start")
    form = stay.small_room if isinstance(stay, Grouped) else None
    assert room.host_scene().offers_small == (form if offered else None)
