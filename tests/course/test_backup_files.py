"""A backup's file is read for what is in it, and obeyed in nothing."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from course.backup import MAIN, make_backup
from course.errors import BadInput
from course.installation import Installation
from course.restoring import restore
from tests.clock import HandClock
from tests.content import small_catalogue


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE])
def test_a_link_or_a_folder_in_place_of_a_file_is_refused(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path, kind: bytes
) -> None:
    made, file = make_backup(sqlite_installation, tmp_path), tmp_path / "changed.tar"
    with tarfile.open(made) as before, tarfile.open(file, "w") as after:
        for member in before.getmembers():
            if member.name == MAIN:
                other = tarfile.TarInfo(MAIN)
                other.type, other.linkname = kind, "/etc/hostname"
                after.addfile(other)
            else:
                after.addfile(member, before.extractfile(member))
    with pytest.raises(BadInput, match="cannot be read as a backup of Goldseam"):
        restore(sqlite_installation.settings, small_catalogue(), file, clock)
