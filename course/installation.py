"""This installation, opened: settings, clock, keys, content and the two stores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from course import erasing
from course.authoring import editions
from course.authoring.catalogue import Catalogue
from course.clock import Clock, SystemClock
from course.errors import SettingError
from course.key_file import master_key
from course.settings import Settings
from course.work import Work
from db import migrate, release_door
from db.engine import open_engine, transaction
from db.queries import installation as rows
from db.queries import settle
from db.vault import Vault


@dataclass(frozen=True)
class Installation:
    """Everything opened at start and shared by all requests. Holds nobody's data."""

    settings: Settings
    clock: Clock
    vault: Vault
    catalogue: Catalogue
    engine: Engine
    release_writer: Engine
    release_reader: Engine
    id: str

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A transaction that only reads."""
        with transaction(self.engine, writes=False) as db:
            yield self._work(db, only_reads=True)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """A transaction that may write; committed at the end, rolled back on an error."""
        with transaction(self.engine, writes=True) as db:
            people_changed = settle.watch(db)
            yield self._work(db)
        if touched := people_changed():
            settle.level(self.engine, touched)

    def catch_up(self) -> None:
        """Do what had to be left after somebody's writing, so that no row of theirs stands out."""
        settle.catch_up(self.engine)

    def _work(self, db: Session, *, only_reads: bool = False) -> Work:
        return Work(
            db,
            self.clock.now(),
            self.settings,
            self.vault,
            self.catalogue,
            self.release_reader,
            self.id,
            only_reads,
        )

    def ready(self) -> bool:
        """Whether the database answers and is at the newest schema."""
        try:
            return migrate.at_head(self.engine)
        except SQLAlchemyError:
            return False

    def close(self) -> None:
        """Give back every connection."""
        for engine in (self.engine, self.release_writer, self.release_reader):
            engine.dispose()


def is_away(error: BaseException) -> bool:
    """Whether an error means that the database does not answer just now; trying again is safe."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, (OperationalError, InterfaceError, PoolTimeout))


def open_installation(
    settings: Settings, catalogue: Catalogue, clock: Clock | None = None
) -> Installation:
    """Open the stores, bring them to the newest schema, and make sure the master key is ours.

    Raises:
        SettingError: a folder, database or key cannot be used; the sentence names the setting.
    """
    _make_data_folder(settings.data)
    with ExitStack() as opened:
        installation = _open(settings, catalogue, clock or SystemClock(), opened)
        opened.pop_all()
    return installation


def _open(
    settings: Settings, catalogue: Catalogue, clock: Clock, opened: ExitStack
) -> Installation:
    """Open everything; ``opened`` gives back what was opened when a later step is refused."""
    engine = open_engine(settings.database_url)
    opened.callback(engine.dispose)
    with _main_database():
        _bring_to_head(engine)
        with transaction(engine, writes=False) as db:
            known = rows.known(db)
    vault = Vault(master_key(settings, may_make=known is None))
    with _main_database():
        installation_id = _recognise_key(engine, vault, known)
    writer, reader = _open_release_store(settings, opened)
    installation = Installation(
        settings=settings,
        clock=clock,
        vault=vault,
        catalogue=catalogue,
        engine=engine,
        release_writer=writer,
        release_reader=reader,
        id=installation_id,
    )
    with _main_database(), installation.writing() as work:
        editions.remember(work)
        # An older copy of the database may have been put back by hand.
        erasing.replay(work)
    return installation


@contextmanager
def _main_database() -> Iterator[None]:
    """One sentence for whatever the database refuses while it is opened."""
    try:
        yield
    except SQLAlchemyError as error:
        raise SettingError(
            "DATABASE_URL: the database could not be opened "
            f"({type(error).__name__}). Check the address, and that the server is running."
        ) from None


def _open_release_store(settings: Settings, opened: ExitStack) -> tuple[Engine, Engine]:
    """Where published figures are written, and the door through which pages read them."""
    writer = open_engine(settings.release_writer_url)
    opened.callback(writer.dispose)
    reader = release_door.open_reader(settings.release_url)
    opened.callback(reader.dispose)
    try:
        migrate.make_release_store(writer)
        faults = release_door.faults(reader, settings.database_url)
    except SQLAlchemyError as error:
        raise SettingError(
            "GOLDSEAM_RELEASE_URL: the release database could not be opened "
            f"({type(error).__name__}). {_HOW_TO_MAKE_IT}"
        ) from None
    if faults:
        raise SettingError(
            f"GOLDSEAM_RELEASE_URL: its login {' and '.join(faults)}, so figures and what they "
            f"were made from would not be apart. {_HOW_TO_MAKE_IT}"
        )
    return writer, reader


_HOW_TO_MAKE_IT = (
    "Make database and login with: psql -f deploy/release-database.sql (its first lines say how)."
)


def _make_data_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        readable = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        readable = False
    if not readable:
        raise SettingError(f"GOLDSEAM_DATA: the folder {folder} cannot be read and written.")


def _bring_to_head(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        migrate.upgrade(engine)
    elif not migrate.at_head(engine):
        raise SettingError(
            "DATABASE_URL: the database is behind this version. Run: python -m course migrate"
        )


def _recognise_key(engine: Engine, vault: Vault, known: tuple[str, str] | None) -> str:
    fingerprint = vault.lookup("installation")
    if known is None:
        with transaction(engine, writes=True) as db:
            # Another process may have been first.
            if rows.known(db) is None:
                rows.add(db, fingerprint)
            known = rows.known(db)
    assert known is not None
    if known[1] != fingerprint:
        raise SettingError(
            "GOLDSEAM_MASTER_KEY: this key is not the one the database was made with. "
            "Start again with the first key; a new one would leave what is written unreadable."
        )
    return known[0]
