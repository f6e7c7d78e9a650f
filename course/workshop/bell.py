"""How processes on one PostgreSQL hear of one another's changes to a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from course.installation import Installation
from db import bell
from db.bell import BellBroken, Listener

__all__ = ["BellBroken", "Listener", "listening", "ring"]


def ring(installation: Installation, note: str) -> None:
    """Tell every process that listens; notes hold ids and revisions, never anybody's words."""
    bell.ring(installation.engine, note)


@contextmanager
def listening(installation: Installation) -> Iterator[Listener]:
    """A line that hears notes. Raises BellBroken."""
    with bell.listening(installation.engine) as listener:
        yield listener
