"""``expire``: warn of and erase what has reached the end of keeping."""

from __future__ import annotations

import argparse
from contextlib import closing

from course.commands import open_ours
from course.own import retention

HELP = "warn learners, and erase what has reached its keep-until date (the running app does so too)"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_given: argparse.Namespace) -> int:
    """Do what is due and say what it was."""
    with closing(open_ours()) as installation:
        erased = retention.run_due(installation)
        letters = retention.write_letters(installation)
    if erased:
        cohorts = "cohort" if erased == 1 else "cohorts"
        print(f"Erased at the end of keeping: what was written in {erased} {cohorts}.")
    if letters:
        print(f"Letters sent: {letters}.")
    if not erased and not letters:
        print("Nothing was due.")
    return 0
