"""Every table: identity (who), cohort (plans), answers (by pid), release (what is published)."""

from db.tables import answers, cohort, identity, letters, notes, release

__all__ = ["answers", "cohort", "identity", "letters", "notes", "release"]
