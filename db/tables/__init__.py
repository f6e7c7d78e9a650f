"""Every table: identity (who), record (what they say by name), cohort (plans), answers, showing and
walls (by pid), release (what is published)."""

from db.tables import answers, cohort, identity, letters, notes, record, release, showing, wall

__all__ = [
    "answers",
    "cohort",
    "identity",
    "letters",
    "notes",
    "record",
    "release",
    "showing",
    "wall",
]
