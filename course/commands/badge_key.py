"""``badge-key``: a new key for badges, in the place of the present one."""

from __future__ import annotations

import argparse
from contextlib import closing

from course.commands import open_ours
from course.study import badge_keys

HELP = "sign badges with a new key; those signed before go on verifying unless told otherwise"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether what earlier keys signed still counts."""
    parser.add_argument(
        "--distrust-earlier",
        action="store_true",
        help="an earlier key was stolen: badges signed by it verify no more",
    )


def run(given: argparse.Namespace) -> int:
    """Make the key and say which it is."""
    with closing(open_ours()) as installation, installation.writing() as work:
        key_id = badge_keys.make(work).thumbprint()
        gone = badge_keys.distrust_earlier(work) if given.distrust_earlier else 0
    print(f"Badges are signed with key {key_id} from now on.")
    if gone:
        print(f"Earlier keys removed: {gone}. Learners can take their badge again.")
    return 0
