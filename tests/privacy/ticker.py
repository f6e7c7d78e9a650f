"""Runners of ticks that are killed: one at a statement, before or after it, or at some moment.

Run as a program. Each line on its standard input is one run; it answers each with a line. It loads
once and forks a process for each run, so that a kill costs milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from course.cohort import ticking
from course.installation import Installation
from course.settings import read
from db.engine import open_engine
from db.release_door import open_reader
from db.vault import Vault
from tests.clock import HandClock
from tests.privacy.whole import whole_catalogue


def open_again(run: dict[str, Any]) -> Installation:
    """The installation, without the migrations and checks of a start."""
    settings = read({"GOLDSEAM_DATA": run["data"], "DATABASE_URL": run["url"]})
    key = bytes.fromhex((Path(run["data"]) / "master.key").read_text().strip())
    return Installation(
        settings=settings,
        clock=HandClock(datetime.fromisoformat(run["now"])),
        vault=Vault(key),
        catalogue=whole_catalogue(),
        engine=open_engine(settings.database_url),
        release_writer=open_engine(settings.release_writer_url),
        release_reader=open_reader(settings.release_url),
        id="",
    )


class Deadly:
    """Kills this very process at its ``fatal``-th moment: a statement begun, ended, or a commit."""

    def __init__(self, fatal: int) -> None:
        self.left = fatal

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Count what happens on an engine."""
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, name, self)


def live(run: dict[str, Any]) -> None:
    """Do what is due, as a process that may not live to the end of it."""
    installation = open_again(run)
    if run.get("fatal"):
        deadly = Deadly(run["fatal"])
        deadly.watch(installation.engine)
        deadly.watch(installation.release_writer)
    if run.get("seconds"):
        signal.setitimer(signal.ITIMER_REAL, run["seconds"])  # nobody catches it
    ticking.run_due(installation)
    installation.close()


def main() -> None:
    """One forked process for each of a line's runs, all at once; how each ended."""
    for line in sys.stdin:
        children = []
        for run in json.loads(line):
            child = os.fork()
            if child == 0:
                live(run)
                os._exit(0)
            children.append(child)
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(ended), flush=True)


if __name__ == "__main__":
    main()
