"""Starts of a newer version that are killed at a moment of their migration.

Run as a program. Each line on its standard input is one start; it answers with how that ended. It
loads once and forks a process for each start, so that a kill costs milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from sqlalchemy import Engine, event

from course.installation import open_installation
from course.settings import read
from db import migrate
from db.engine import open_engine
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy.ticker import Deadly

MOMENTS = ("before_cursor_execute", "after_cursor_execute", "commit")


def start(place: dict[str, Any]) -> None:
    """What a newer version does first: ``course migrate`` on PostgreSQL, and then it opens."""
    settings = read({"GOLDSEAM_DATA": place["data"], "DATABASE_URL": place["url"]})
    if not settings.on_sqlite:
        engine = open_engine(settings.database_url)
        migrate.upgrade(engine)
        engine.dispose()
    open_installation(settings, small_catalogue(), HandClock()).close()


def moments(place: dict[str, Any]) -> int:
    """How many moments a start has at which it can be killed."""
    never = Deadly(0)
    for name in MOMENTS:
        event.listen(Engine, name, never)
    try:
        start(place)
    finally:
        for name in MOMENTS:
            event.remove(Engine, name, never)
    return -never.left


def main() -> None:
    """One forked process for each line."""
    for line in sys.stdin:
        place = json.loads(line)
        child = os.fork()
        if child == 0:
            deadly = Deadly(place["fatal"])
            for name in MOMENTS:
                event.listen(Engine, name, deadly)
            start(place)
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
