"""A call of each operation on showing, records, certificates and badges."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

ITEM = {"lesson_id": "first", "exercise_id": "case", "number": 1}

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "showing.preview": lambda s: {"cohort_id": s.cohort_id, **ITEM},
    "showing.show": lambda s: {"cohort_id": s.cohort_id, **ITEM, "reader": "Priya", "key": "one"},
    "shown.mine": lambda s: {"cohort_id": s.cohort_id},
    "showing.end": lambda s: {"cohort_id": s.cohort_id, "shown_id": "unknown"},
    "showing.remove": lambda s: {"cohort_id": s.cohort_id, "shown_id": "unknown"},
    "reading.read": lambda _: {"token": "unknown"},
    "reading.send": lambda _: {
        "token": "unknown",
        "marks": {"notice": 2, "own": 3},
        "keep": "The pause",
        "next_try": "Name the act",
    },
    "record.mine": lambda s: {"cohort_id": s.cohort_id},
    "record.hand_in": lambda s: {"cohort_id": s.cohort_id},
    "record.withdraw": lambda s: {"cohort_id": s.cohort_id},
    "record.handed_in": lambda s: {"cohort_id": s.cohort_id},
    "certificate.paper": lambda s: {"cohort_id": s.cohort_id},
    "certificate.turn_on": lambda s: {"cohort_id": s.cohort_id},
    "certificate.turn_off": lambda s: {"cohort_id": s.cohort_id},
    "certificate.public": lambda _: {},
    "certificate.verified": lambda _: {"code": "unknown"},
    "badge.of_code": lambda _: {"code": "unknown"},
    "badge.issuer": lambda _: {},
    "badge.achievement": lambda _: {},
    "badge.key": lambda _: {"key_id": "unknown"},
    "badge.prepare": lambda _: {},
    "badge.status_list": lambda _: {},
    "guide.choices": lambda s: {"cohort_id": s.cohort_id},
    "guide.choose": lambda s: {"cohort_id": s.cohort_id, "chosen": [("first", "case")]},
    "guide.paper": lambda s: {"cohort_id": s.cohort_id},
}
