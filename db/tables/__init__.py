"""Every table: identity (who), record (what they say by name), cohort (plans), answers, showing and
walls (by pid), live (workshops and their seats), release (what is published)."""

from db.tables import (
    answers,
    cohort,
    identity,
    letters,
    live,
    notes,
    record,
    release,
    showing,
    wall,
)

__all__ = [
    "answers",
    "cohort",
    "identity",
    "letters",
    "live",
    "notes",
    "record",
    "release",
    "showing",
    "wall",
]
