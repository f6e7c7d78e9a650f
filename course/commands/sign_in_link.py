"""``sign-in-link``: a way in for somebody who has lost theirs."""

from __future__ import annotations

import argparse
from contextlib import closing

from course.commands import open_ours
from course.signing import server_link

HELP = "print a sign-in link for one account; its other sign-ins end, and its holder is told"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose."""
    parser.add_argument("who", help="the account's email, or its name")


def run(given: argparse.Namespace) -> int:
    """Make the link and print it."""
    with closing(open_ours()) as installation, installation.writing() as work:
        made = server_link.make_server_link(work, given.who)
    print(made.url)
    print(made.sentence)
    return 0
