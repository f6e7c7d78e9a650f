"""``restore``: put a backup back."""

from __future__ import annotations

import argparse
from pathlib import Path

from course.authoring.load import load_course
from course.clock import SystemClock
from course.commands import settings
from course.restoring import restore

HELP = "put a backup in the place of what stands; stop Goldseam first"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which."""
    parser.add_argument("file", type=Path, help="a file that backup made")


def run(given: argparse.Namespace) -> int:
    """Restore, and say what was not brought back."""
    chosen = settings()
    catalogue = load_course(overrides=chosen.data / "content").catalogue
    erased = restore(chosen, catalogue, given.file, SystemClock())
    print("The backup is back. Start Goldseam again.")
    if erased:
        print(f"Accounts erased since it was made, and not brought back: {erased}.")
    return 0
