"""The tests keep their files in memory only where there is plenty of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import scratch


@pytest.fixture(autouse=True)
def _roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with more room in every folder than the tests need."""
    roomy = SimpleNamespace(free=2**40)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Path(folder).stat() and roomy)


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("MemAvailable:    8388608 kB\n", True),
        ("MemTotal:   8388608 kB\nMemAvailable:    1048576 kB\n", False),
        ("MemTotal:   8388608 kB\n", False),
    ],
)
def test_it_asks_how_much_memory_is_left(tmp_path: Path, said: str, enough: bool) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(said)
    assert scratch.has_room(tmp_path, meminfo) is enough


def test_where_there_is_no_such_folder_the_tests_stay_on_the_disk(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    assert scratch.has_room(tmp_path, meminfo) is False
    meminfo.write_text("MemAvailable:    8388608 kB\n")
    assert scratch.has_room(tmp_path / "none", meminfo) is False
