"""``sample``: invented cohorts to look around in."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from course.commands import settings
from course.sample.fill import fill

HELP = "fill a data folder of its own with invented cohorts, and print three links into it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="default: GOLDSEAM_DATA where it is set, or var/sample"
    )


def run(given: argparse.Namespace) -> int:
    """Fill the folder, unless it is filled, and print the links."""
    chosen = given.folder or Path(os.environ.get("GOLDSEAM_DATA") or "var/sample")
    print("Making invented cohorts (once, under a minute).", flush=True)
    for who, link in fill(chosen.expanduser().absolute(), settings().port):
        print(f"{who + ':':12}{link}")
    return 0
