"""``erase``: remove a person for good."""

from __future__ import annotations

import argparse
from contextlib import closing

from course import erasing
from course.commands import open_ours

HELP = "remove a person and everything they wrote, for good, here and after a restore"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, and that it is meant."""
    parser.add_argument("email", help="the account's email address")
    parser.add_argument("--yes", action="store_true", help="do it; without this, only say what")


def run(given: argparse.Namespace) -> int:
    """Erase whoever has the address; 1 when it was not confirmed."""
    with closing(open_ours()) as installation, installation.writing() as work:
        found = erasing.find(work, given.email)
        if not given.yes:
            print("This account and everything written under it would be gone for good.")
            print("Published figures stay as they are. To do it, add --yes.")
            return 1
        for account_id in found:
            erasing.erase(work, account_id)
        erasing.uninvite(work, given.email)
        log = erasing.log_of(installation.settings.data).path
    print(f"Erased. Keep {log} with your backups: a restore asks for it.")
    return 0
