"""A call of each of a learner's own operations."""

from __future__ import annotations

from collections.abc import Callable

from course.study.under_way import UnderWay
from tests.world import Scene

KEY = "0123456789abcdef"

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "drafts.save": lambda s: {
        "cohort_id": s.cohort_id,
        "box": f"{s.lesson_id}/case",
        "text": "Some words",
        "revision": 1,
    },
    "drafts.patch": lambda s: {
        "cohort_id": s.cohort_id,
        "box": f"{s.lesson_id}/thought",
        "base": 0,
        "start": 0,
        "removed": 0,
        "inserted": "Some words",
        "revision": 1,
    },
    "drafts.load": lambda s: {"cohort_id": s.cohort_id, "box": f"{s.lesson_id}/case"},
    "attempts.next_key": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "case",
    },
    "attempts.submit": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "thought",
        "answer": {"text": "Some words"},
        "submission_key": KEY,
    },
    "attempts.mine": lambda s: {"cohort_id": s.cohort_id, "lesson_id": s.lesson_id},
    "under_way.keep": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "case",
        "now": UnderWay(1, again=True),
    },
    "under_way.mine": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "numbers": {"case": 1},
    },
    "reply_ratings.rate": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "case",
        "number": 1,
        "moment": "first",
        "ratings": {"notice": 2, "own": 3},
        "words": {},
    },
    "reply_ratings.mine": lambda s: {"cohort_id": s.cohort_id},
    "reply_ratings.has_rated": lambda s: {"cohort_id": s.cohort_id},
    "practice.lines": lambda s: {"cohort_id": s.cohort_id},
    "growth.recent": lambda s: {"cohort_id": s.cohort_id},
    "growth.mine": lambda s: {"cohort_id": s.cohort_id},
    "progress.home": lambda s: {"cohort_id": s.cohort_id},
    "progress.lesson": lambda s: {"cohort_id": s.cohort_id, "lesson_id": s.lesson_id},
    "progress.move": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "step_id": "write",
    },
    "reflections.mine": lambda s: {"cohort_id": s.cohort_id, "search": "words"},
    "reflections.delete": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "thought",
    },
    "reflections.remove_earlier": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "exercise_id": "thought",
    },
    "readers.who_can_read": lambda s: {"cohort_id": s.cohort_id},
}
