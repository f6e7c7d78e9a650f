"""The day's settling of a large installation is the database's work alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event

from course.cohort import ticking
from course.installation import Installation, open_installation
from course.settings import read
from db.queries import settled
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy.worlds import group


def settling(installation: Installation) -> list[tuple[str, bool]]:
    """What a settling asks of the database, and whether it is asked for many rows of ours."""
    asked: list[tuple[str, bool]] = []

    def note(_c: Any, _k: Any, statement: str, _p: Any, _x: Any, executemany: bool) -> None:
        asked.append((statement, executemany))

    event.listen(installation.engine, "before_cursor_execute", note)
    ticking.settle(installation)
    event.remove(installation.engine, "before_cursor_execute", note)
    return asked


def test_settling_asks_the_same_of_the_database_however_many_rows_there_are(
    postgres_url: str, tmp_path: Path
) -> None:
    clock = HandClock()
    settings = read({"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url})
    installation = open_installation(settings, small_catalogue(), clock)
    try:
        for size in (3, 3):
            group(installation, clock, size).give(*range(size))
        few = settling(installation)
        group(installation, clock, 40).give(*range(40))
        many = settling(installation)
    finally:
        installation.close()
    assert many == few
    assert len([one for one, _ in few if one.startswith("DO ")]) >= 2  # contributions, enrolments
    assert len([one for one, _ in few if one.startswith("CLUSTER")]) == len(
        settled.IDENTITY + settled.BY_DAY
    )
    assert [one for one, of_many in few if of_many] == []
