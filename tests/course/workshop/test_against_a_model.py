"""Whole runs of chance, held against a model of a few lines.

No acknowledged answer is lost or counted twice, and none is left once its round is closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from course.errors import GoldseamError, NotFound
from course.installation import Installation
from course.workshop import responding, seats, tallies
from course.workshop.responding import Closed
from db.tables.live import LiveResponse
from tests import rooms
from tests.rooms import LINE, POLL, SCALE, Room

COMMANDS = ("open", "close", "reveal", "next", "back", "further", "pause", "go_on", "stop_all")
ACTIONS = ("answer",) * 12 + ("retry",) * 3 + ("pass", "join", "leave", "carry_on") + COMMANDS


@dataclass
class Model:
    """What should be: the answers of the open round by token, each part's last; what was sent."""

    rng: Random
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: list[tuple[str, str, int, str, dict[str, Any]]] = field(default_factory=list)
    shown: dict[str, Any] = field(default_factory=dict)
    keys: int = 0


def value_for(rng: Random, kind: str) -> dict[str, Any]:
    if kind == "poll":
        return {"choice": rng.choice(["ask", "name"])}
    return {"at": rng.randint(1, 5) if kind == "scale" else rng.randint(0, 100)}


def answer(room: Room, model: Model) -> None:
    run = room.host_scene().run
    token = model.rng.choice(room.tokens)
    part, item = run.state.part, run.item
    value = value_for(model.rng, run.state.activity(run.plan).kind)
    model.keys += 1
    key = f"key-{model.keys:06d}"
    if respond(room, token, item, part, key, value):
        model.sent.append((token, item, part, key, value))
        name = ("place", "move")[part] if item.startswith("line") else ""
        model.answers.setdefault(token, {})[name] = value


def retry(room: Room, model: Model) -> None:
    """Something that was acknowledged comes once more, however late: nothing changes."""
    if model.sent:
        respond(room, *model.rng.choice(model.sent))


def respond(room: Room, token: str, item: str, part: int, key: str, value: object) -> bool:
    try:
        with room.installation.writing() as work:
            responding.respond(work, None, room.run_id, token, item, key, value, part=part)
    except (Closed, NotFound):
        return False
    return True


def step(room: Room, model: Model, action: str) -> None:
    if action == "answer":
        answer(room, model)
    elif action == "retry":
        retry(room, model)
    elif action == "join":
        room.join()
    elif action == "leave" and len(room.tokens) > 4:
        token = room.tokens.pop(model.rng.randrange(len(room.tokens)))
        with room.installation.writing() as work:
            seats.leave(work, None, room.run_id, token)
        model.answers.pop(token, None)
    elif action == "pass":
        token = model.rng.choice(room.tokens)
        room.step_down(token, "pass")
        model.answers.pop(token, None)
    elif action not in {"leave"}:
        command(room, model, action)


def command(room: Room, model: Model, action: str) -> None:
    before = room.host_scene().run
    try:
        room.do(action)
    except GoldseamError:
        return
    if action == "close":
        activity = before.state.activity(before.plan)
        counted = tallies.counted(activity, list(model.answers.values()))
        if len(counted) >= 6:
            model.shown[before.item] = tallies.shown(activity, counted)
        assert room.host_scene().enough is (len(counted) >= 6)
        model.answers = {}


def holds(room: Room, model: Model) -> None:
    scene = room.host_scene()
    state, item = scene.run.state, scene.run.item
    if state.stage == "revealed":
        assert room.result() == model.shown[item]
    elif state.stage == "closed":
        assert room.result() == (None if item in model.shown else tallies.NONE)
    with room.installation.reading() as work:
        of_run = select(func.count()).select_from(LiveResponse)
        rows = work.db.scalar(of_run.where(LiveResponse.run_id == room.run_id))
    if state.stage != "open":
        assert rows == 0
        return
    name = ("place", "move")[state.part] if item.startswith("line") else ""
    for token in room.tokens:
        own = room.scene(token)["mine"]["response"]
        assert own == model.answers.get(token, {}).get(name)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(ACTIONS), min_size=30, max_size=70))
def test_runs_of_chance_agree_with_the_model(
    sqlite_installation: Installation, seed: int, actions: list[str]
) -> None:
    room = rooms.room(sqlite_installation, POLL, LINE, SCALE, people=8)
    room.do("start", "open")
    model = Model(Random(seed))
    for place, action in enumerate(actions):
        step(room, model, action)
        if place % 5 == 0:
            holds(room, model)
    holds(room, model)
