"""A backup: one dated file with everything but the master key, made while Goldseam runs.

The file is a tar archive of ``about.json``, ``main`` (a SQLite database, or PostgreSQL's own dump),
``release.json`` (the published figures) and ``erased.log`` (the tombstones so far).
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from course import erasing
from course.errors import BadInput, SettingError
from course.installation import Installation
from db import copies
from db.postgres_tools import ToolFailed, ToolMissing
from db.queries import release as rows
from db.queries import release_store as store

FORMAT = 1
MAIN, ABOUT, RELEASE, ERASED = "main", "about.json", "release.json", "erased.log"


@dataclass(frozen=True)
class About:
    """What a backup is of, and when it was made (UTC)."""

    installation_id: str
    key_fingerprint: str
    engine: str
    made_at: datetime


@dataclass(frozen=True)
class Backup:
    """An opened backup; ``main`` is a file of its own until it is closed."""

    about: About
    main: Path
    cells: tuple[store.Cell, ...]
    tombstones: frozenset[str]


def make_backup(installation: Installation, folder: Path) -> Path:
    """Write a backup into ``folder`` and return its path. Nothing half written keeps the name.

    Raises:
        SettingError: the folder cannot be written, or PostgreSQL's programs are missing.
    """
    now = installation.clock.now()
    target = folder / f"goldseam-{now:%Y-%m-%d-%H%M%S}.tar"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as scratch:
            unfinished = Path(scratch) / "backup.tar"
            _fill(installation, Path(scratch), unfinished)
            os.replace(unfinished, target)
    except OSError as error:
        raise SettingError(
            f"GOLDSEAM_DATA: the backup could not be written to {folder} ({error.strerror})."
        ) from None
    return target


def _fill(installation: Installation, scratch: Path, target: Path) -> None:
    log = erasing.log_of(installation.settings.data)
    log.add(())  # a restore asks for the file, so that nobody forgets it
    about = About(
        installation_id=installation.id,
        key_fingerprint=installation.vault.lookup("installation"),
        engine=installation.engine.dialect.name,
        made_at=installation.clock.now(),
    )
    with named_tools(), installation.writing() as work:
        # Under the lock of ticks: no tick is half in the copy, half out of it.
        rows.lock_ticks(work.db)
        copies.copy_out(installation.engine, scratch / MAIN)
        cells = store.every_cell(installation.release_writer)
        tombstones = log.read()
    written = {"format": FORMAT, **asdict(about), "made_at": about.made_at.isoformat()}
    (scratch / ABOUT).write_text(json.dumps(written))
    (scratch / RELEASE).write_text(json.dumps([_plain(cell) for cell in cells]))
    (scratch / ERASED).write_text("".join(f"{line}\n" for line in sorted(tombstones)))
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for name in (ABOUT, MAIN, RELEASE, ERASED):
                archive.add(scratch / name, arcname=name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(archive: tarfile.TarFile, name: str, folder: Path) -> None:
    """Copy what is in a file of ours, under its own name, whatever else the archive says of it.

    Not ``extract``: without its filter it obeys the archive, and Python has that from 3.11.4 only.
    """
    inside = archive.extractfile(name)
    if inside is None:
        raise KeyError(name)
    with inside, (folder / name).open("wb") as outside:
        shutil.copyfileobj(inside, outside)


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """A backup file, read and unpacked for as long as the block lasts.

    Raises:
        BadInput: it is not a backup of ours.
    """
    with tempfile.TemporaryDirectory() as scratch:
        try:
            folder = Path(scratch)
            with tarfile.open(file) as archive:
                for name in (ABOUT, MAIN, RELEASE, ERASED):
                    _unpack(archive, name, folder)
            read: dict[str, Any] = json.loads((folder / ABOUT).read_text())
            backup = Backup(
                about=About(
                    installation_id=str(read["installation_id"]),
                    key_fingerprint=str(read["key_fingerprint"]),
                    engine=str(read["engine"]),
                    made_at=datetime.fromisoformat(read["made_at"]),
                ),
                main=folder / MAIN,
                cells=tuple(map(_cell, json.loads((folder / RELEASE).read_text()))),
                tombstones=frozenset((folder / ERASED).read_text().split()),
            )
        except (OSError, tarfile.TarError, KeyError, TypeError, ValueError):
            raise BadInput(f"{file} cannot be read as a backup of Goldseam.") from None
        if read["format"] != FORMAT:
            raise BadInput("This backup was made by another version of Goldseam. Use that one.")
        yield backup


@contextmanager
def named_tools() -> Iterator[None]:
    """Put a failing program of PostgreSQL's into one sentence."""
    try:
        yield
    except ToolMissing as error:
        raise SettingError(
            f"DATABASE_URL: this needs pg_dump, pg_restore and psql of PostgreSQL {error.needed} "
            f"or newer. Install postgresql-client-{error.needed}."
        ) from None
    except ToolFailed as error:
        raise SettingError(f"DATABASE_URL: PostgreSQL's {error} did not finish.") from None


def _plain(cell: store.Cell) -> dict[str, object]:
    return {**cell._asdict(), "tick_on": cell.tick_on.isoformat()}


def _cell(read: dict[str, Any]) -> store.Cell:
    return store.Cell(**{**read, "tick_on": date.fromisoformat(read["tick_on"])})
