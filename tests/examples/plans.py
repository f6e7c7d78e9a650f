"""A call of each operation on workshop plans that the permitted person may make."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "plans.offered": lambda _: {},
    "plans.pack": lambda _: {"plan_id": "ninety-minutes"},
    "joinable.here": lambda s: {"cohort_id": s.cohort_id},
    "joinable.find": lambda s: {"run_id": s.run_id},
}
