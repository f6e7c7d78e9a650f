"""A call of each operation on what is a person's own."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "agreements.present": lambda s: {"cohort_id": s.cohort_id},
    "agreements.due": lambda _: {},
    "agreements.agree": lambda _: {"fingerprint": "0" * 64},
    "agreements.mine": lambda _: {},
    "everything.of_mine": lambda _: {},
    "readable.document": lambda _: {},
    "keeping.soon": lambda _: {},
    "leaving.leave": lambda s: {"cohort_id": s.cohort_id},
    "leaving.erase_place": lambda s: {"cohort_id": s.cohort_id},
    "leaving.before_erasing": lambda _: {},
    "leaving.erase_me": lambda _: {"typed": "erase me"},
    "carrying.offers": lambda s: {"cohort_id": s.cohort_id},
    "carrying.bring": lambda s: {
        "cohort_id": s.cohort_id,
        "from_cohort_id": s.other_cohort_id,
    },
}
