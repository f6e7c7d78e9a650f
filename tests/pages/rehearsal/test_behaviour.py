"""What simulated participants do about a scene."""

from __future__ import annotations

import random
from typing import Any

import pytest

from course.workshop import values
from pages.rehearsal import behaviour
from tests import rooms

Json = dict[str, Any]

BODIES: dict[str, Json] = {
    "poll": {"choices": [{"id": "leave"}, {"id": "ask"}]},
    "scale": {},
    "exit": {},
    "line": {},
    "words": {"most": 3},
    "text": {},
}
PLANNED = {
    "poll": rooms.POLL,
    "scale": rooms.SCALE,
    "exit": rooms.EXIT,
    "line": rooms.LINE,
    "words": rooms.WORDS,
    "text": rooms.TEXT,
}


def scene(kind: str, body: Json, *, mine: Json | None = None, **activity: Any) -> Json:
    """A scene of one seat."""
    return {
        "run": {"status": "live", "stopped": False},
        "activity": {
            "item": f"{kind}/1",
            "kind": kind,
            "stage": "open",
            "part": 0,
            "small": None,
            "body": body,
        }
        | activity,
        "mine": {"observing": False, "passed": False, "group": None} | (mine or {}),
    }


@pytest.mark.parametrize("kind", BODIES)
def test_every_answer_is_one_that_the_round_takes(kind: str) -> None:
    rng = random.Random(kind)
    passed = 0
    for _ in range(200):
        act = behaviour.act(scene(kind, BODIES[kind]), rng)
        assert act is not None
        assert act.key == (f"{kind}/1", 0, "")
        if act.value is None:
            passed += 1
        else:
            assert values.accept(PLANNED[kind], "vote", act.value) == act.value
    assert 5 <= passed <= 40


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": "waiting"},
        {"stage": "closed"},
        {"stage": "revealed"},
        {"small": "Show hands."},
        {"part": 1},
        {"mine": {"passed": True}},
        {"mine": {"observing": True}},
        {"kind": "prompt"},
        {"kind": "reset"},
    ],
)
def test_nothing_is_done_where_nothing_is_asked(changed: Json) -> None:
    kind = changed.pop("kind", "poll")
    assert behaviour.act(scene(kind, BODIES["poll"], **changed), random.Random(1)) is None


@pytest.mark.parametrize(
    ("role", "given", "names"),
    [
        ("therapist", {"predict": None}, ["predict"]),
        ("client", {"rating": None}, ["rating"]),
        ("client", {"rating": 4}, []),
        ("observer", None, []),
    ],
)
def test_a_pair_gives_its_two_numbers_once_each(
    role: str, given: Json | None, names: list[str]
) -> None:
    group = {"role": role, "felt": given}
    act = behaviour.act(
        scene("pairs", {"felt": {"ask": "?"}}, mine={"group": group}), random.Random(1)
    )
    assert list((act.value if act is not None else None) or {}) == names


def test_what_they_write_says_that_it_is_simulated() -> None:
    written = [*behaviour.TEXTS, behaviour.COMMITMENT, behaviour.NOTES]
    assert [text for text in written if not text.endswith("(simulated)")] == []
