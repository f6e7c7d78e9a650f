"""A call of each operation of live workshops that the permitted person may make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from tests.world import Scene

NEW_RUN = {
    "plan_id": "small",
    "title": "An evening on repair",
    "starts_at": datetime(2026, 10, 5, 17, 0, tzinfo=UTC),
    "minutes": 90,
    "time_zone": "Europe/London",
    "capacity": 18,
    "for_guests": True,
}
CHANGED = {name: NEW_RUN[name] for name in NEW_RUN if name not in {"plan_id", "for_guests"}}
RESPONSE = {"item": "poll/1", "key": "0" * 16, "value": {"choice": "ask"}}
SEAT = {"seat_id": "0" * 32}

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "runs.make": lambda s: {"cohort_id": s.cohort_id, **NEW_RUN},
    "runs.mine": lambda s: {},
    "runs.host_view": lambda s: {"run_id": s.run_id},
    "runs.command": lambda s: {"run_id": s.run_id, "command": "close", "seen": 2},
    "replanning.change": lambda s: {"run_id": s.run_id, "seen": 2, **CHANGED},
    "replanning.cancel": lambda s: {"run_id": s.run_id, "seen": 2},
    "hosting.hosts": lambda s: {"run_id": s.run_id},
    "hosting.invite_host": lambda s: {"run_id": s.run_id, "email": "host@example.org"},
    "hosting.remove_host": lambda s: {
        "run_id": s.run_id,
        "account_id": s.instructor.account_id,
    },
    "hosting.without_host": lambda _: {},
    "hosting.take_over": lambda s: {"cohort_id": s.cohort_id, "run_id": s.run_id},
    "hosting.new_board": lambda s: {"run_id": s.run_id},
    "hosting.no_board": lambda s: {"run_id": s.run_id},
    "seats.look": lambda s: {"code": "ABCDEF"},
    "seats.take": lambda s: {"run_id": s.run_id, "code": "ABCDEF", "device": "room"},
    "seats.leave": lambda s: {"run_id": s.run_id, "token": s.seat_token},
    "seats.remove": lambda s: {"run_id": s.run_id, **SEAT},
    "seats.add_without_device": lambda s: {"run_id": s.run_id},
    "responding.respond": lambda s: {"run_id": s.run_id, "token": s.seat_token, **RESPONSE},
    "responding.step_down": lambda s: {
        "run_id": s.run_id,
        "token": s.seat_token,
        "what": "pass",
    },
    "care.word": lambda s: {"run_id": s.run_id, "token": s.seat_token},
    "care.never_mind": lambda s: {"run_id": s.run_id, "token": s.seat_token},
    "care.answered": lambda s: {"run_id": s.run_id, **SEAT},
    "moderating_room.queue": lambda s: {"run_id": s.run_id},
    "moderating_room.put_up": lambda s: {"run_id": s.run_id, "text_ids": ["0" * 32]},
    "moderating_room.take_down": lambda s: {"run_id": s.run_id, "text_id": "0" * 32},
    "scenes.for_seat": lambda s: {"run_id": s.run_id, "token": s.seat_token},
    "scenes.for_board": lambda s: {"run_id": s.run_id, "secret": "0" * 22},
    "scenes.for_host": lambda s: {"run_id": s.run_id},
}
