"""A call of each operation on letters, notes and what trainers read and write."""

from __future__ import annotations

from collections.abc import Callable

from course.look import Look
from tests.world import Scene

NONE = "0" * 32  # an id that nothing has

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "preferences.mine": lambda _: {},
    "preferences.set_look": lambda _: {"look": Look(hide_clocks=True)},
    "preferences.set_reminders": lambda _: {"wanted": True},
    "preferences.pause": lambda _: {"weeks": 2},
    "off.look": lambda _: {"token": "unknown"},
    "off.turn_off": lambda _: {"token": "unknown"},
    "feed.make": lambda _: {},
    "feed.revoke": lambda _: {},
    "feed.by_token": lambda _: {"token": "unknown"},
    "notes.desk": lambda s: {"cohort_id": s.cohort_id},
    "notes.save": lambda s: {
        "cohort_id": s.cohort_id,
        "title": "A note",
        "everyone": "Some words",
        "some": (),
        "revision": 0,
    },
    "notes.post": lambda s: {"cohort_id": s.cohort_id, "revision": 1},
    "notes.remove": lambda s: {"cohort_id": s.cohort_id, "note_id": NONE},
    "noted.mine": lambda s: {"cohort_id": s.cohort_id},
    "noted.until": lambda s: {"cohort_id": s.cohort_id},
    "telling.preview": lambda s: {"cohort_id": s.cohort_id, "text": "I need a week"},
    "telling.tell": lambda s: {"cohort_id": s.cohort_id, "text": "I need a week"},
    "telling.take_back": lambda s: {"cohort_id": s.cohort_id, "message_id": NONE},
    "telling.heard": lambda s: {"cohort_id": s.cohort_id},
    "telling.put_away": lambda s: {"cohort_id": s.cohort_id, "message_id": NONE},
    "trainers.ready": lambda s: {"cohort_id": s.cohort_id},
    "trainers.page": lambda s: {"cohort_id": s.cohort_id, "lesson_id": s.lesson_id},
    "trainers.words": lambda s: {"cohort_id": s.cohort_id, "lesson_id": s.lesson_id},
    "trainers.save_words": lambda s: {
        "cohort_id": s.cohort_id,
        "lesson_id": s.lesson_id,
        "text": "Some words",
        "revision": 0,
    },
}
