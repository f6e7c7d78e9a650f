"""``backup``: copy everything aside while Goldseam runs."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from course.backup import make_backup
from course.commands import open_ours

HELP = "copy everything but the master key into one dated file, while Goldseam runs"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", nargs="?", type=Path, help="default: backups in GOLDSEAM_DATA")


def run(given: argparse.Namespace) -> int:
    """Make the backup, and say what else to keep."""
    with closing(open_ours()) as installation:
        data = installation.settings.data
        in_file = installation.settings.master_key is None
        made = make_backup(installation, given.folder or data / "backups")
    key = data / "master.key" if in_file else "the key in GOLDSEAM_MASTER_KEY"
    print(made)
    print(f"It opens only with {key}: keep that, and {data / 'erased.log'}, in another place.")
    return 0
