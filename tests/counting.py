"""Counting what tests look at: statements that were run, and shares as percentages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from course.installation import Installation


def share_of(count: int, people: int) -> str:
    """The words for a share, by the percentages they stand for."""
    percent = 100 * count / people
    if percent < 30:
        return "few or none"
    if percent <= 50:
        return "some"
    return "more than half" if percent < 70 else "most"


@contextmanager
def statements(installation: Installation) -> Iterator[list[str]]:
    """The statements that are run inside."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(installation.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(installation.engine, "before_cursor_execute", note)
