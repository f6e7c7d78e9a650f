"""``lint``: look over the course's files."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from course.authoring import lock
from course.authoring.comparing import compare
from course.authoring.folder import read_folder
from course.authoring.lint import lint, report
from course.authoring.load import CONTENT
from course.authoring.meaning import Meaning
from course.authoring.rules import RULES
from course.commands import settings
from course.errors import BadInput
from db.engine import open_engine, transaction
from db.queries import editions

HELP = "print every problem in the course's files; exit with 1 if there is one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder to look at, what to hold it against, or the rules to list."""
    parser.add_argument("folder", nargs="?", type=Path, default=CONTENT, help="default: our own")
    parser.add_argument("--rules", action="store_true", help="list the rules, a sentence each")
    parser.add_argument(
        "--compare",
        metavar="EDITION",
        nargs="?",
        const=lock.LOCK,
        help="refuse ids whose meaning changed since an edition: a lock or lesson file, or the "
        "hash of an edition in the database; without a name, the folder's own editions.lock",
    )


def run(given: argparse.Namespace) -> int:
    """Print what lint finds; 1 when anything must be put right."""
    if given.rules:
        for rule in RULES:
            print(f"{rule.name}: {rule.doc}")
        return 0
    overrides = settings().data / "content" if given.folder == CONTENT else None
    lessons, problems = lint(given.folder, overrides)
    if given.compare is not None:
        before = earlier(given.folder, given.compare)
        problems += compare(read_folder(given.folder, overrides), before)
    text, passes = report(lessons, problems)
    print(text)
    return 0 if passes else 1


def earlier(folder: Path, name: str) -> Meaning:
    """What an earlier edition's ids stood for. Raises BadInput."""
    path = folder / lock.LOCK if name == lock.LOCK else Path(name)
    if path.is_file():
        return lock.read(path)
    found = _stored(name)
    if len(found) != 1:
        raise BadInput(
            f"There is no file {path}, and {len(found) or 'no'} edition in the database whose "
            f"hash begins with {name}."
        )
    return lock.from_text(found[0], name)


def _stored(start: str) -> list[str]:
    """The canonical forms of the editions in our database whose hash begins so."""
    chosen = settings()
    is_there = not chosen.on_sqlite or Path(chosen.database_url.removeprefix("sqlite:///")).exists()
    if not is_there or not re.fullmatch(r"[0-9a-f]{8,64}", start):
        return []
    engine = open_engine(chosen.database_url)
    try:
        with transaction(engine, writes=False) as db:
            return editions.by_prefix(db, start)
    finally:
        engine.dispose()
