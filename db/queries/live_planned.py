"""Statements about runs that have not begun: what is announced of them is changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.tables.booking import Attendance
from db.tables.live import LiveRun


def change(db: Session, run_id: str, **columns: object) -> None:
    """Change what is announced of a run, as its next revision. The run must be held."""
    changed = update(LiveRun).where(LiveRun.id == run_id)
    db.execute(changed.values(revision=LiveRun.revision + 1, **columns))


def attended_then(db: Session, run_id: str, title: str, day: date, minutes: int) -> None:
    """Let those who are ticked already have attended the run as it is planned now."""
    theirs = update(Attendance).where(Attendance.run_id == run_id)
    db.execute(theirs.values(title=title, day=day, minutes=minutes))
