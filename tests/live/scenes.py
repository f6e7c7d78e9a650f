"""Scenes written by hand, as the server would send them: every kind of activity at every stage."""

from __future__ import annotations

from typing import Any

Scene = dict[str, Any]
NOW = 1_790_000_000_000  # milliseconds

COLOURS = [
    {"id": "green", "text": "Green", "asks": "mend it now"},
    {"id": "amber", "text": "Amber", "asks": "slow down, and ask somebody"},
    {"id": "red", "text": "Red", "asks": "stop, and get help"},
]
WORDS = ("few or none", "some", "more than half", "most")
CHOICES = [
    {"id": "leave", "text": "Leave it and follow the new topic"},
    {"id": "ask", "text": "Ask directly what is wrong"},
    {"id": "notice", "text": "Say what I noticed, gently"},
    {"id": "sorry", "text": "Apologise for last week"},
]
QUESTION = "Maya says “I guess it’s fine” and looks away. What would you do first?"
PHASES = [
    ("practise", "Practise", "The client opens, the therapist repairs.", 240, None),
    ("observer", "Observer’s turn", "Say what you saw, not what you think of it.", 60, "observer"),
    ("therapist", "Therapist’s turn", "What was hard, what you would try next.", 60, "therapist"),
    ("client", "Client’s turn", "What you felt when the repair came.", 60, "client"),
    ("de-role", "De-role", "Say your own name. Shake it off.", 30, None),
]
HOSTILE = '<img src=x onerror=alert(1)> 🌿 & "quotes" </li>'


def bars(*levels: int) -> list[dict[str, Any]]:
    """Bars of the poll's choices at these levels."""
    return [
        {**choice, "level": level, "share": WORDS[level]}
        for choice, level in zip(CHOICES, levels, strict=True)
    ]


def stretches(*levels: int) -> list[dict[str, Any]]:
    """Bars of the five stretches of a colour line."""
    names = ("Green", "between", "Amber", "between", "Red")
    ids = ("green", "between", "amber", "between", "red")
    return [
        {"id": one, "text": name, "level": level, "share": WORDS[level]}
        for one, name, level in zip(ids, names, levels, strict=True)
    ]


BODIES: dict[str, dict[str, Any]] = {
    "poll": {"question": QUESTION, "choices": CHOICES},
    "scale": {
        "question": "How easily do you say “I got that wrong” to a client?",
        "low": "Hardly ever",
        "high": "Almost always",
    },
    "line": {
        "case": "A client’s messages come later each night, and each is a little longer.",
        "colours": COLOURS,
        "fact": None,
    },
    "words": {"prompt": "What does a mended mistake feel like?", "most": 3},
    "text": {"prompt": "A sentence you would like to have said last month"},
    "pairs": {
        "task": "The client has just gone quiet. Repair it in your own words.",
        "phases": [
            dict(zip(("id", "title", "text", "seconds", "speaks"), phase, strict=True))
            for phase in PHASES
            if phase[0] != "observer"
        ],
        "felt": {
            "ask": "How mended did it feel to you?",
            "predict": "How mended will your client say it felt?",
            "low": "Not at all",
            "high": "Fully",
        },
    },
    "triads": {
        "task": "The client has just gone quiet. Repair it in your own words.",
        "phases": [
            dict(zip(("id", "title", "text", "seconds", "speaks"), phase, strict=True))
            for phase in PHASES
        ],
        "felt": None,
        "names": {"observer": "observer"},
    },
    "reset": {
        "steps": [
            {"text": "Feet on the floor. Let the chair hold you.", "seconds": 30},
            {"text": "Breathe out longer than you breathe in.", "seconds": 60},
            {"text": "Look at three things in this room.", "seconds": 30},
        ]
    },
    "prompt": {
        "paragraphs": [
            "A mistake is not the opposite of good work.",
            "What decides how it ends is what comes next.",
        ]
    },
    "exit": {
        "question": "How ready are you to repair a mistake this week?",
        "low": "Not yet",
        "high": "Ready",
        "commitment": "What will you do, with whom, and when?",
    },
}
RESULTS: dict[str, dict[str, Any]] = {
    "poll": {"bars": bars(0, 1, 3, 0)},
    "scale": {
        "bars": [
            {"id": str(at), "text": str(at), "level": level, "share": WORDS[level]}
            for at, level in enumerate((0, 1, 2, 1, 0), 1)
        ]
    },
    "line": {"before": stretches(3, 1, 0, 0, 0), "after": stretches(0, 1, 2, 1, 0)},
    "words": {
        "words": [
            {"text": "lighter", "size": 3},
            {"text": "closer", "size": 2},
            {"text": "odd", "size": 1},
            {"text": "relief", "size": 2},
        ]
    },
    "text": {"texts": ["I was late, and I saw that it hurt.", HOSTILE]},
    "pairs": {
        "bars": [
            {"id": str(at), "text": text, "level": level, "share": WORDS[level]}
            for at, (text, level) in enumerate((("the same", 1), ("one apart", 2), ("more", 0)))
        ]
    },
    "exit": {
        "bars": [
            {"id": str(at), "text": str(at), "level": level, "share": WORDS[level]}
            for at, level in enumerate((0, 0, 1, 2, 1), 1)
        ]
    },
}
CARDS = {
    "therapist": {"title": "You are the therapist", "paragraphs": ["Name what you see. Own it."]},
    "client": {
        "title": "You are the client",
        "paragraphs": ["You feel dismissed.", "Say “it’s fine” and look at the clock."],
    },
    "observer": {"title": "You observe", "paragraphs": ["Tick what you hear.", "Stay silent."]},
}


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


def group(role: str, *, felt: bool = False, **said: Any) -> dict[str, Any]:
    """One's place in a group round."""
    kept = {"predict": None, "rating": None, "gap": None, **said}
    return {
        "number": 3,
        "where": "breakout room 3",
        "role": role,
        "members": 2 if felt else 3,
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
