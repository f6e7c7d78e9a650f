"""A call of each operation on walls that the permitted person may make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.world import Scene

POST = {
    "what": "I looked at the clock while somebody was crying.",
    "repair": "I said so the next week, and asked what it had been like.",
    "name": "The clock behind the chair",
}
REPLY = {
    "to": "course/two-minutes",
    "recognition": "I have looked at that clock too.",
    "question": "What did you hear first?",
}
TEXT = {"text_id": "0" * 32}

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "walls.about": lambda s: {"cohort_id": s.cohort_id},
    "walls.open_wall": lambda s: {"cohort_id": s.cohort_id},
    "walls.code": lambda s: {"cohort_id": s.cohort_id},
    "walls.share_wall": lambda s: {"cohort_id": s.cohort_id, "code": "00000-00000-00000-00000"},
    "on_wall.pieces": lambda s: {"cohort_id": s.cohort_id},
    "sharing.look": lambda s: {"cohort_id": s.cohort_id, **POST, "harmed": False},
    "sharing.look_at_reply": lambda s: {"cohort_id": s.cohort_id, **REPLY},
    "sharing.share": lambda s: {"cohort_id": s.cohort_id, **POST, "harmed": False},
    "sharing.answer": lambda s: {"cohort_id": s.cohort_id, **REPLY},
    "own_texts.mine": lambda s: {"cohort_id": s.cohort_id},
    "own_texts.take_back": lambda s: {"cohort_id": s.cohort_id, **TEXT},
    "own_texts.withdraw": lambda s: {"cohort_id": s.cohort_id, **TEXT},
    "own_texts.put_away": lambda s: {"cohort_id": s.cohort_id, **TEXT},
    "moderating.batches": lambda s: {"cohort_id": s.cohort_id},
    "moderating.put_up": lambda s: {
        "cohort_id": s.cohort_id,
        "day": date(2026, 9, 21),
        "off": [],
    },
    "moderating.take_down": lambda s: {"cohort_id": s.cohort_id, "piece_id": "0" * 32},
}
