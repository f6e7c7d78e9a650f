"""Scenes written by hand, as the server would send them: every kind of activity at every stage."""

from __future__ import annotations

from typing import Any

from tests.live.bodies import BODIES, CARDS, CHOICES, HOSTILE, QUESTION, RESULTS

__all__ = [
    "HOSTILE",
    "QUESTION",
    "Scene",
    "activity",
    "everywhere",
    "group",
    "mine",
    "run",
    "scene",
]

Scene = dict[str, Any]
NOW = 1_790_000_000_000  # milliseconds


def run(**changed: Any) -> dict[str, Any]:
    """A run that is on."""
    return {
        "id": "run",
        "title": "Mending what breaks",
        "status": "live",
        "code": "K7M2QD",
        "join": "http://goldseam.example.org/join/K7M2QD",
        "people": 31,
        "rehearsal": False,
        "stopped": False,
        "de_role": ["Say your own name aloud.", "Stand up, and sit down somewhere else."],
        **changed,
    }


def activity(kind: str, stage: str = "open", **changed: Any) -> dict[str, Any]:
    """An activity of a kind at a stage; ``body`` adds to what it asks."""
    body = {**BODIES[kind], **changed.pop("body", {})}
    timed = {"poll": 90, "scale": 60, "words": 120}.get(kind)
    begun = stage == "open" or kind == "reset"
    return {
        "item": f"{kind}-1/1",
        "kind": kind,
        "title": {"reset": "A minute for yourself", "prompt": "Where we stand"}.get(
            kind, "Repair it"
        ),
        "number": 3,
        "of": 9,
        "stage": stage,
        "part": 0,
        "round": 1,
        "rounds": 3 if kind == "triads" else 1,
        "clock": {"began": NOW - 42_000 if begun else None, "seconds": timed, "paused": None},
        "small": None,
        "body": body,
        "result": RESULTS.get(kind) if stage == "revealed" else None,
        "enough": stage in {"closed", "revealed"},
        **changed,
    }


def mine(**changed: Any) -> dict[str, Any]:
    """What one seat has."""
    return {
        "seat": "Heron",
        "device": "room",
        "response": None,
        "passed": False,
        "observing": False,
        "gentler": False,
        "called": False,
        "group": None,
        "takeaway": None,
        **changed,
    }


def group(role: str, *, felt: bool = False, left: str | None = None, **said: Any) -> dict[str, Any]:
    """One's place in a group round; where somebody ``left``, one fewer is there."""
    kept = {"predict": None, "rating": None, "gap": None, **said}
    return {
        "number": 3,
        "where": "breakout room 3",
        "role": role,
        "members": (2 if felt else 3) - bool(left),
        "left": left,
        "parted": bool(left) and felt,
        "card": CARDS[role],
        "felt": kept if felt else None,
    }


def scene(shown: dict[str, Any] | None, *, revision: int = 12, **parts: Any) -> Scene:
    """A whole scene; ``run`` and ``mine`` may be given."""
    return {
        "revision": revision,
        "now": NOW,
        "run": parts.get("run", run()),
        "activity": shown,
        "mine": parts.get("mine", mine()),
    }


def everywhere() -> dict[str, Scene]:
    """Every kind at every stage, by a name."""
    found = {
        f"{kind} {stage}": scene(activity(kind, stage))
        for kind in BODIES
        if kind not in {"pairs", "triads"}
        for stage in ("waiting", "open", "closed", "revealed")
        if stage != "revealed" or kind in RESULTS
    }
    return found | _groups() | _others()


def _groups() -> dict[str, Scene]:
    late = {"began": NOW - 250_000, "seconds": None, "paused": None}
    found = {
        f"triads {role}": scene(activity("triads"), mine=mine(group=group(role))) for role in CARDS
    }
    gone = group("observer", left="The Speaker has left: you are the Speaker now.")
    found["triads left"] = scene(activity("triads"), mine=mine(group=gone))
    found["triads waiting"] = scene(activity("triads", "waiting"))
    found["triads without a place"] = scene(activity("triads"))
    found["pairs prediction"] = scene(
        activity("pairs", clock=late), mine=mine(group=group("therapist", felt=True))
    )
    both = group("client", felt=True, predict=2, rating=4, gap=2)
    found["pairs gap"] = scene(activity("pairs", clock=late), mine=mine(group=both))
    found["pairs revealed"] = scene(activity("pairs", "revealed"), mine=mine(group=both))
    return found


def _others() -> dict[str, Scene]:
    moved = {"fact": "Last night’s message says she will be on the bridge again."}
    return {
        "planned": scene(None, run=run(status="planned")),
        "stopped": scene(activity("triads"), run=run(stopped=True)),
        "ended": scene(
            None,
            run=run(status="ended", code=None),
            mine=mine(takeaway={"commitment": "Call on Monday", "notes": ""}),
        ),
        "cancelled": scene(None, run=run(status="ended", code=None, cancelled=True)),
        "small": scene(activity("poll", small="Raise a hand for each of the four.")),
        "line moved": scene(
            activity("line", part=1, body=moved), mine=mine(earlier={"at": 20}, seat="Otter")
        ),
        "poll talk": scene(activity("poll", part=1), mine=mine(earlier={"choice": "ask"})),
        "poll again": scene(activity("poll", part=2), mine=mine(earlier={"choice": "ask"})),
        "poll shift": scene(
            activity(
                "poll",
                "revealed",
                part=2,
                result={
                    "shift": [
                        {**choice, "to": to}
                        for choice, to in zip(
                            CHOICES, ("fewer", "about as many", "more", "fewer"), strict=True
                        )
                    ]
                },
            )
        ),
        "too few": scene(
            activity(
                "poll",
                "closed",
                result={"none": "Too few answered for anything to be shown."},
            )
        ),
        "called": scene(activity("poll"), mine=mine(called=True)),
        "passed": scene(activity("scale"), mine=mine(passed=True)),
        "paused": scene(
            activity("poll", clock={"began": NOW - 60_000, "seconds": 90, "paused": 42_000})
        ),
        "nearly": scene(
            activity("poll", clock={"began": NOW - 85_000, "seconds": 90, "paused": None})
        ),
        "code hidden": scene(
            activity("scale"), run=run(code=None, join=None, people=None, rehearsal=True)
        ),
    }
