"""How each operation about what is published is called by someone who may."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "overview.cohort": lambda s: {"cohort_id": s.cohort_id},
    "overview.for_learner": lambda s: {"cohort_id": s.cohort_id},
    "overview.joined_by_link": lambda s: {"cohort_id": s.cohort_id},
    "export.csv_file": lambda s: {"cohort_id": s.cohort_id},
    "report.one_page": lambda s: {"cohort_id": s.cohort_id},
    "comparing.side_by_side": lambda _: {},
    "pools.together": lambda s: {"cohort_id": s.cohort_id},
    "pools.declare": lambda s: {"cohort_id": s.cohort_id, "others": []},
}
