"""Every table: identity (who), record (what they say by name), cohort (plans), answers, showing and
walls (by pid), live (workshops and their seats), release (what is published)."""

from db.tables import (
    answers,
    booking,
    cohort,
    identity,
    letters,
    live,
    live_own,
    notes,
    record,
    release,
    showing,
    wall,
)

__all__ = [
    "answers",
    "booking",
    "cohort",
    "identity",
    "letters",
    "live",
    "live_own",
    "notes",
    "record",
    "release",
    "showing",
    "wall",
]
