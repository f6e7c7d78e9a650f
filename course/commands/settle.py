"""``settle``: leave no order in how rows lie."""

from __future__ import annotations

import argparse
from contextlib import closing

from course.cohort import ticking
from course.commands import open_ours

HELP = "lay rows out anew, so that their order tells nothing (the running app does so once a day)"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_given: argparse.Namespace) -> int:
    """Settle, and say so."""
    with closing(open_ours()) as installation:
        ticking.settle(installation)
    print("Settled.")
    return 0
