"""The contact card: whom a learner can turn to. Without all four texts nobody is invited."""

from __future__ import annotations

from dataclasses import asdict, replace

from course.access import Viewer, operation
from course.cohort import making
from course.cohort.planning import ContactCard
from course.errors import BadInput, TooLong
from course.work import Work
from db.queries import cohort as rows
from db.queries import enrolment as locks

LONGEST = 500

LABELS = {
    "welfare": "Welfare",
    "safeguarding": "Safeguarding",
    "data_lead": "Data lead",
    "out_of_hours": "Out of hours",
}

INCOMPLETE = (
    "Fill in the contact card first: welfare, safeguarding, data lead and out of hours. "
    "Nobody is invited without someone to turn to."
)


@operation
def card(work: Work, viewer: Viewer | None, cohort_id: str) -> ContactCard:
    """The cohort's contact card, for everyone in it."""
    return making.view(work, cohort_id).card


@operation
def save(work: Work, viewer: Viewer | None, cohort_id: str, card: ContactCard) -> None:
    """Store the contact card. It may be half filled in until it has once been whole.

    Raises:
        TooLong: a text is over ``LONGEST`` characters; nothing was stored.
        BadInput: a whole card would lose one of its texts.
    """
    locks.lock_cohort(work.db, cohort_id)
    cleaned = replace(card, **{name: text.strip() for name, text in asdict(card).items()})
    for name, text in asdict(cleaned).items():
        if len(text) > LONGEST:
            raise TooLong(f"{LABELS[name]} has {len(text)} characters; {LONGEST} is the most.")
    if making.view(work, cohort_id).card.is_complete and not cleaned.is_complete:
        raise BadInput("Learners rely on all four. Change a text, but leave none empty.")
    rows.save_card(work.db, cohort_id, asdict(cleaned))


def require_card(work: Work, cohort_id: str) -> None:
    """Refuse while the contact card isn't whole. Raises BadInput."""
    if not making.view(work, cohort_id).card.is_complete:
        raise BadInput(INCOMPLETE)
