"""A call of each operation on what comes back, and on what a learner takes away."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

_ITEM = ("begin", "begun", "put_off", "let_go", "bring_back", "ask_for")

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "returning.waiting": lambda s: {"cohort_id": s.cohort_id},
    "returning.mine": lambda s: {"cohort_id": s.cohort_id},
    **{
        f"returning.{name}": lambda s: {"cohort_id": s.cohort_id, "item": f"{s.lesson_id}/case"}
        for name in _ITEM
    },
    "take_away.repair_card": lambda s: {"cohort_id": s.cohort_id},
    "take_away.choose": lambda s: {
        "cohort_id": s.cohort_id,
        "skill": "own",
        "ref": f"{s.lesson_id}/next-time",
    },
    "take_away.next_steps": lambda s: {"cohort_id": s.cohort_id},
    "take_away.write_steps": lambda s: {
        "cohort_id": s.cohort_id,
        "column": "me",
        "text": "Some words",
        "before": "",
    },
    "take_away.add_step": lambda s: {
        "cohort_id": s.cohort_id,
        "column": "client",
        "ref": f"{s.lesson_id}/thought",
    },
    "take_away.who_to_tell": lambda s: {"cohort_id": s.cohort_id},
    "printing.sheet": lambda s: {"cohort_id": s.cohort_id, "sheet": "who-to-tell"},
}
