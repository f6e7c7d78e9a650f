"""``release-content``: write down what the ids of the course stand for, from now on."""

from __future__ import annotations

import argparse
from pathlib import Path

from course.authoring import lock
from course.authoring.comparing import compare
from course.authoring.folder import read_folder
from course.authoring.lint import lint, report
from course.authoring.load import CONTENT

HELP = "write editions.lock, by which lint refuses later changes of what an id means"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the course."""
    parser.add_argument("folder", nargs="?", type=Path, default=CONTENT, help="default: our own")


def run(given: argparse.Namespace) -> int:
    """Write the lock; 1, and nothing written, when anything must be put right first."""
    lessons, problems = lint(given.folder)
    text = read_folder(given.folder)
    file = given.folder / lock.LOCK
    if file.is_file():
        problems += compare(text, lock.read(file))
    said, passes = report(lessons, problems)
    print(said)
    if not passes:
        return 1
    file.write_text(lock.written(text), encoding="utf-8")
    some = "1 lesson" if lessons == 1 else f"{lessons} lessons"
    print(f"{file.name} says what the ids of {some} stand for.")
    return 0
