"""``lint``: look over the course's files."""

from __future__ import annotations

import argparse
from pathlib import Path

from course.authoring.lint import lint, report
from course.authoring.load import CONTENT
from course.authoring.rules import RULES
from course.commands import settings

HELP = "print every problem in the course's files; exit with 1 if there is one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to look at, or the rules to list."""
    parser.add_argument("folder", nargs="?", type=Path, default=CONTENT, help="default: our own")
    parser.add_argument("--rules", action="store_true", help="list the rules, a sentence each")


def run(given: argparse.Namespace) -> int:
    """Print what lint finds; 1 when anything must be put right."""
    if given.rules:
        for rule in RULES:
            print(f"{rule.name}: {rule.doc}")
        return 0
    overrides = settings().data / "content" if given.folder == CONTENT else None
    text, passes = report(*lint(given.folder, overrides))
    print(text)
    return 0 if passes else 1
