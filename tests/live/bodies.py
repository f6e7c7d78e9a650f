"""What the hand-written scenes ask, and what their reveals show: one of each kind of activity."""

from __future__ import annotations

from typing import Any

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
