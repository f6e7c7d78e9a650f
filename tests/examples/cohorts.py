"""A call of each operation on cohorts that the permitted person may make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from course.cohort.planning import CohortPlan, ContactCard, Unlock
from tests.world import Scene

PLAN = CohortPlan(
    name="Next cohort",
    time_zone="Europe/London",
    starts_on=date(2026, 9, 14),
    weeks=8,
    freeze_on=date(2026, 9, 21),
    keep_until=date(2027, 11, 8),
    unlock=Unlock.WEEKLY,
)
CARD = ContactCard("Welfare desk", "Safeguarding lead", "Data lead", "Night line")

EXAMPLES: dict[str, Callable[[Scene], dict[str, object]]] = {
    "making.shown": lambda s: {"cohort_id": s.cohort_id},
    "making.find_problems": lambda _: {"plan": PLAN},
    "making.make": lambda _: {"plan": PLAN},
    "changing.change": lambda s: {
        "cohort_id": s.cohort_id,
        "name": "Renamed",
        "keep_until": date(2027, 1, 31),
        "place": None,
    },
    "making.copy": lambda s: {
        "cohort_id": s.cohort_id,
        "name": "Again",
        "starts_on": date(2027, 9, 6),
    },
    "granting.accounts": lambda _: {},
    "granting.grant": lambda s: {"account_id": s.instructor.account_id},
    "granting.withdraw": lambda s: {"account_id": s.instructor.account_id},
    "contact.card": lambda s: {"cohort_id": s.cohort_id},
    "contact.save": lambda s: {"cohort_id": s.cohort_id, "card": CARD},
    "invitations.invite": lambda s: {"cohort_id": s.cohort_id, "text": "New <new@example.org>"},
    "invitations.invite_file": lambda s: {
        "cohort_id": s.cohort_id,
        "data": b"name,email\nNew,new@example.org",
    },
    "invitations.offers": lambda s: {"cohort_id": s.cohort_id},
    "invitations.link": lambda s: {
        "cohort_id": s.cohort_id,
        "invitation_id": s.invitation_id,
    },
    "invitations.renew": lambda s: {
        "cohort_id": s.cohort_id,
        "invitation_id": s.invitation_id,
    },
    "invitations.revoke": lambda s: {
        "cohort_id": s.cohort_id,
        "invitation_id": s.invitation_id,
    },
    "roster.people": lambda s: {"cohort_id": s.cohort_id},
    "roster.remove": lambda s: {"cohort_id": s.cohort_id, "account_id": s.fellow.account_id},
}
