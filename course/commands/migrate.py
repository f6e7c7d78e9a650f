"""``migrate``: bring the database to the newest schema."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from course.clock import SystemClock
from course.commands import settings
from course.errors import SettingError
from db import migrate
from db.engine import open_engine

HELP = "bring the database named by DATABASE_URL to the newest schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """For developers: check for a missing migration, or write it."""
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--check", action="store_true", help="only say whether one is missing")
    other.add_argument("--new", metavar="MESSAGE", help="write the next migration file")


def run(given: argparse.Namespace) -> int:
    """Migrate, check or write; 1 when a migration is missing."""
    if given.check:
        return _check()
    if given.new is not None:
        with _scratch() as engine:
            migrate.new_migration(engine, given.new, SystemClock().now().date())
        return 0
    chosen = settings()
    _make_folder(chosen.data)
    for name, url, bring in (
        ("DATABASE_URL", chosen.database_url, migrate.upgrade),
        ("GOLDSEAM_RELEASE_URL", chosen.release_writer_url, migrate.make_release_store),
    ):
        engine = open_engine(url)
        try:
            bring(engine)
        except SQLAlchemyError as error:
            raise SettingError(
                f"{name}: the database could not be opened ({type(error).__name__}). "
                "Check the address, and that the server is running."
            ) from None
        finally:
            engine.dispose()
    print("The database is at the newest schema.")
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise SettingError(f"GOLDSEAM_DATA: the folder {folder} cannot be made.") from None


def _check() -> int:
    with _scratch() as engine:
        missing = migrate.differences(engine)
    for difference in missing:
        print(f"No migration makes this: {difference}")
    if not missing:
        print("No migration is missing.")
    return 1 if missing else 0


@contextmanager
def _scratch() -> Iterator[Engine]:
    """A fresh SQLite database at the newest schema, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'scratch.db'}")
        try:
            migrate.upgrade(engine)
            yield engine
        finally:
            engine.dispose()
