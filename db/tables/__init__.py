"""Every table: identity (who), record (what they say by name), cohort (plans), answers and showing
(by pid), release (what is published)."""

from db.tables import answers, cohort, identity, letters, notes, record, release, showing

__all__ = ["answers", "cohort", "identity", "letters", "notes", "record", "release", "showing"]
