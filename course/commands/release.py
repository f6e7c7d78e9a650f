"""``release``: publish what is due."""

from __future__ import annotations

import argparse
from contextlib import closing

from course.cohort import ticking
from course.commands import open_ours
from course.wall import ticking as walls

HELP = "freeze the rosters and publish what is due (the running app does so by itself)"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_given: argparse.Namespace) -> int:
    """Run what is due and say how much it was."""
    with closing(open_ours()) as installation:
        done = ticking.run_due(installation) + walls.run_due(installation)
    print(f"{done} done." if done else "Nothing was due.")
    return 0
