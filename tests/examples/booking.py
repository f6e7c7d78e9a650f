"""A call of each operation on groups, takeaways, bookings and reports of workshops."""

from __future__ import annotations

from collections.abc import Callable

from tests.world import Scene

NONE = "0" * 32  # an id that nothing has
TOKEN = "t" * 43


def _run(scene: Scene) -> dict[str, object]:
    return {"run_id": scene.run_id}


def _seat(scene: Scene) -> dict[str, object]:
    return {"run_id": scene.run_id, "token": scene.seat_token}


EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "dealing.groups_now": _run,
    "takeaways.card": _seat,
    "takeaways.write": lambda s: {**_seat(s), "commitment": "I ask first", "notes": ""},
    "takeaways.keep": lambda s: {**_seat(s), "cohort_id": s.cohort_id},
    "takeaways.copies": lambda s: {"cohort_id": s.cohort_id},
    "takeaways.delete": lambda s: {"cohort_id": s.cohort_id, "name": f"takeaway/{NONE}"},
    "followup.answer": lambda s: {**_seat(s), "said": "kept"},
    "booking.page": _run,
    "booking.book": lambda s: {
        **_run(s),
        "token": TOKEN,
        "name": "Somebody Invented",
        "email": "somebody@example.org",
    },
    "booking.look": lambda _: {"token": "unknown"},
    "booking.cancel": lambda _: {"token": "unknown"},
    "calendars.public": _run,
    "calendars.own": lambda _: {"token": "unknown"},
    "register.people": _run,
    "register.tick": lambda s: {**_run(s), "booking_id": NONE, "came": True},
    "register.add": lambda s: {**_run(s), "name": "Somebody Invented"},
    "register.remove": lambda s: {**_run(s), "booking_id": NONE},
    "register.slips": _run,
    "register.slip": lambda _: {"token": "unknown"},
    "report.of": _run,
    "report.csv_file": _run,
    "report.paper": _run,
}
