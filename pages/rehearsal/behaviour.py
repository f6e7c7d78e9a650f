"""What a simulated participant answers to a scene. Pure: chance comes in as an argument.

Their words say that they are simulated, so that nobody takes them for a person's on any screen.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

ANSWERS_OF_TEN = 9  # one in ten passes
TALK = 1  # the part of a poll in which people talk and nothing is answered

WORDS = ("steady", "curious", "warm", "tired", "clear", "slower", "lighter", "listening")
TEXTS = (
    "I heard my own name for it first. (simulated)",
    "I noticed that I wanted to explain. (simulated)",
    "The pause did more than the words. (simulated)",
    "I would ask before I advise. (simulated)",
)
COMMITMENT = "On Monday I ask one client how last week's change sits. (simulated)"
NOTES = "Own it first, then stay. (simulated)"


@dataclass(frozen=True)
class Act:
    """Something to do about a scene, once: ``key`` names what it is about.

    ``value`` is an answer to the round; without one the participant passes.
    """

    key: tuple[str, int, str]
    value: Json | None


def act(scene: Json, rng: random.Random) -> Act | None:
    """What this seat does about this scene, or None where nothing is asked of it."""
    activity, mine = scene.get("activity"), scene["mine"]
    if scene["run"]["status"] != "live" or scene["run"]["stopped"] or not activity:
        return None
    if activity["stage"] != "open" or activity["small"] or mine["observing"] or mine["passed"]:
        return None
    make = _VALUES.get(activity["kind"])
    if make is None:
        return None
    value, about = make(activity, mine, rng)
    if value is None:
        return None
    key = (activity["item"], activity["part"], about)
    return Act(key, value if rng.randrange(10) < ANSWERS_OF_TEN or about else None)


def _poll(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    if activity["part"] == TALK:
        return None, ""
    return {"choice": rng.choice(activity["body"]["choices"])["id"]}, ""


def _scale(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    return {"at": rng.choice((2, 3, 3, 4, 4, 5))}, ""


def _line(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    return {"at": rng.randint(0, 60) if activity["part"] == 0 else rng.randint(40, 100)}, ""


def _words(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    return {"words": rng.sample(WORDS, rng.randint(1, activity["body"]["most"]))}, ""


def _text(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    return {"text": rng.choice(TEXTS)}, ""


def _felt(activity: Json, mine: Json, rng: random.Random) -> tuple[Json | None, str]:
    """The two numbers of a pair; whoever has another part in the group is not asked."""
    group = mine["group"]
    if not activity["body"]["felt"] or not group:
        return None, ""
    name = {"therapist": "predict", "client": "rating"}.get(group["role"])
    if name is None or (group["felt"] or {}).get(name) is not None:
        return None, ""
    return {name: rng.randint(2, 5)}, name


_VALUES: dict[str, Callable[[Json, Json, random.Random], tuple[Json | None, str]]] = {
    "poll": _poll,
    "scale": _scale,
    "exit": _scale,
    "line": _line,
    "words": _words,
    "text": _text,
    "pairs": _felt,
    "triads": _felt,
}
