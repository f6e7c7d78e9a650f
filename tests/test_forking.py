"""A forked server is what one with its own interpreter would be, but for the time it takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests import forking
from tests.launch_server import Server


def test_one_that_ends_at_once_is_noticed_and_says_why(tmp_path: Path) -> None:
    refused = Server(tmp_path / "served", environ={"GOLDSEAM_MASTER_KEY": "short"})
    with pytest.raises(AssertionError, match=r"the server ended:\nGOLDSEAM_MASTER_KEY must be "):
        refused.start()
    refused.kill()


def test_each_has_its_own_settings_process_and_log(tmp_path: Path) -> None:
    lessons = tmp_path / "other" / "content" / "lessons"
    lessons.mkdir(parents=True)
    (lessons / "no-lesson.md").write_text("Nothing.")
    servers = [Server(tmp_path / name).start() for name in ("one", "other")]
    assert ["no-lesson.md" in server.log() for server in servers] == [False, True]
    assert len({server.pid for server in servers} | {os.getpid()}) == 3
    assert [server.get_status("/readyz") for server in servers] == [200, 200]
    for server in servers:
        assert server.log().count(f"Goldseam is at {server.url}\n") == 1
        assert (server.data / "goldseam.db").exists()
    first, second = servers
    first.kill()
    assert [server.get_status("/readyz") for server in servers] == [0, 200]
    assert first.start().get_status("/readyz") == 200
    assert first.log().count(f"Goldseam is at {first.url}\n") == 2
    assert second.stop() < 10
    first.kill()


def test_what_may_be_read_on_import_is_a_reason_for_an_interpreter_of_its_own(
    tmp_path: Path,
) -> None:
    usual = Server(tmp_path / "usual").start()
    with_home = Server(tmp_path / "at home", environ={"HOME": str(tmp_path)}).start()
    forked = [isinstance(one._process, forking.Forked) for one in (usual, with_home)]
    assert forked == [sys.platform == "linux", False]
    usual.kill()
    with_home.kill()
