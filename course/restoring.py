"""Putting a backup back, so that nobody erased returns and no published figure is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from course import erasing
from course.authoring.catalogue import Catalogue
from course.backup import Backup, named_tools, opened
from course.clock import Clock
from course.cohort import freezing
from course.cohort.contribute import local_day
from course.errors import SettingError
from course.installation import Installation, open_installation
from course.key_file import master_key
from course.settings import Settings
from course.wall.walls import stop_what_may_have_published
from db import copies, migrate
from db.engine import open_engine, transaction
from db.queries import identity, ticks
from db.queries import release as rows
from db.queries import release_store as store
from db.queries import wall as walls
from db.queries.ticks import Done, Due
from db.vault import Vault


def restore(settings: Settings, catalogue: Catalogue, file: Path, clock: Clock) -> int:
    """Put a backup in the place of what stands; returns how many erased accounts it took out again.

    Published figures are added to, never replaced. A channel that published after the backup was
    made publishes nothing more, and so does one that may have: where the database that stood here
    can't tell, each that had a tick since.

    Raises:
        BadInput: the file is not a backup.
        SettingError: the key, the tombstones or the database cannot be used.
    """
    with opened(file) as backup:
        _check(settings, backup)
        remembered = _finish_copying(settings, backup)
        release = open_engine(settings.release_writer_url)
        migrate.make_release_store(release)
        store.publish(release, backup.cells)
        release.dispose()
        erasing.log_of(settings.data).add(backup.tombstones)
        with named_tools():
            copies.copy_in(settings.database_url, backup.main)
    engine = open_engine(settings.database_url)
    migrate.upgrade(engine)
    with transaction(engine, writes=False) as db:
        before = identity.count_accounts(db)
    engine.dispose()
    ours = open_installation(settings, catalogue, clock)
    try:
        with ours.reading() as work:
            erased = before - identity.count_accounts(work.db)
        if not remembered:
            _close_what_may_have_published(ours, backup.about.made_at.date() - timedelta(days=1))
    finally:
        ours.close()
    return erased


def _check(settings: Settings, backup: Backup) -> None:
    key = master_key(settings, may_make=False)
    if Vault(key).lookup("installation") != backup.about.key_fingerprint:
        raise SettingError(
            "GOLDSEAM_MASTER_KEY: this key is not the one the backup was made with. Put that one "
            "back; without it nothing in the backup can be read."
        )
    log = erasing.log_of(settings.data).path
    if not log.exists():
        raise SettingError(
            f"GOLDSEAM_DATA: {log} is missing. It says who was erased since the backup: put it "
            "back. Only if nobody ever was, make an empty file of that name."
        )
    wanted = "sqlite" if settings.on_sqlite else "postgresql"
    if backup.about.engine != wanted:
        raise SettingError(
            f"DATABASE_URL: the backup is of a {backup.about.engine} database; this is {wanted}."
        )


def _finish_copying(settings: Settings, backup: Backup) -> bool:
    """Bring the release store up to the database that still stands here.

    False when there is none, or another installation's: it then can't say what was published.
    """
    if settings.on_sqlite and not Path(settings.database_url.removeprefix("sqlite:///")).exists():
        return False
    engine, release = open_engine(settings.database_url), open_engine(settings.release_writer_url)
    try:
        with transaction(engine, writes=False) as db:
            if identity.installation_id(db) != backup.about.installation_id:
                return False
            planned = rows.planned_cells(db) + walls.planned_cells(db)
        migrate.make_release_store(release)
        store.publish(release, planned)
    except SQLAlchemyError:
        return False
    finally:
        engine.dispose()
        release.dispose()
    return True


def _close_what_may_have_published(ours: Installation, since: date) -> None:
    freezing.freeze_due(ours)
    with ours.writing() as work:
        rows.lock_ticks(work.db)
        stop_what_may_have_published(work, since)
        for unit in rows.units(work.db, frozen=True):
            today = local_day(work.now, unit.time_zone)
            done = rows.ticks_done(work.db, unit.id)
            for channel, days in unit.calendar.items():
                left = {date.fromisoformat(day) for day in days}
                left -= {day for decided, day in done if decided == channel}
                if any(since <= day <= today for day in left):
                    for day in sorted(left):
                        due = Due(unit.id, unit.members, day)
                        ticks.put_done(work.db, due, [Done(channel, None, None)])
