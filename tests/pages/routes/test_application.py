"""Starting and ending: bad settings, the owner's link, health, and what a start prints."""

from __future__ import annotations

import errno
import gc
import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from course.access import Role
from course.installation import Installation, open_installation
from course.settings import read
from db.engine import open_engine
from pages.routes import application, lifespan, logs
from tests import world
from tests.content import small_catalogue
from tests.launch_server import ROOT, Server, cookie, free_port
from tests.protocol import Tab


def _refused(errors: str, setting: str) -> str:
    """The one sentence a start ended with."""
    lines = errors.strip().splitlines()
    assert len(lines) == 1, errors
    assert setting in lines[0]
    assert "Traceback" not in lines[0]
    return lines[0]


class Start:
    """``app.py`` in this process, as far as a start comes that a setting stops."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def refused(self, setting: str, **environ: str) -> str:
        """The one sentence of a start that is refused with exit code 2."""
        settings = {"PORT": str(free_port()), "GOLDSEAM_DATA": str(self.data), **environ}
        with pytest.raises(SystemExit) as ended:
            application.serve(lambda: application.make_app(read(settings)))
        assert ended.value.code == 2
        printed = self._capsys.readouterr()
        assert printed.out == ""
        return _refused(printed.err, setting)


@pytest.fixture
def start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Start:
    """A way to start with bad settings; logging is left to the tests."""
    monkeypatch.setattr(logs, "configure", lambda: None)
    monkeypatch.chdir(ROOT)
    return Start(tmp_path / "data", capsys)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "mysql://somewhere/else"),
        ("DATABASE_URL", "postgresql://nobody:secret-word@127.0.0.1:1/none"),
        ("DATABASE_URL", "sqlite:////dev/null/goldseam.db"),
        ("GOLDSEAM_DATA", "/dev/null/data"),
        ("GOLDSEAM_URL", "course.example.org"),
        ("GOLDSEAM_MASTER_KEY", "short"),
        ("PORT", "eighty"),
        ("GOLDSEAM_SMTP_URL", "mail.example.org"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_start_with_one_sentence(
    start: Start, setting: str, value: str
) -> None:
    assert "secret-word" not in start.refused(setting, **{setting: value})


def test_the_same_in_a_process_of_its_own(tmp_path: Path) -> None:
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={
                **kept,
                "GOLDSEAM_DATA": str(tmp_path / "data"),
                "PORT": str(taken.getsockname()[1]),
            },
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert (ended.returncode, ended.stdout) == (2, "")
    _refused(ended.stderr, "PORT")


def test_a_key_file_that_is_gone_stops_the_start_and_no_new_one_is_made(start: Start) -> None:
    settings = read({"GOLDSEAM_DATA": str(start.data)})
    open_installation(settings, small_catalogue()).close()
    key = start.data / "master.key"
    kept = key.read_text()
    key.unlink()
    start.refused("GOLDSEAM_MASTER_KEY")
    assert not key.exists()
    key.write_text("00" * 32)
    start.refused("GOLDSEAM_MASTER_KEY")
    key.write_text("not a key")
    start.refused("GOLDSEAM_MASTER_KEY")
    key.write_text(kept)
    open_installation(settings, small_catalogue()).close()


@pytest.mark.parametrize("good", [0, 1])  # syncs before one fails: of the file, of its folder
def test_a_new_key_that_may_not_be_on_the_disk_is_not_used(
    start: Start, monkeypatch: pytest.MonkeyPatch, good: int
) -> None:
    left = iter([True] * good)

    def fsync(_handle: int) -> None:
        if not next(left, False):
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fsync)
        assert "cannot be written" in start.refused("GOLDSEAM_MASTER_KEY")
    assert not (start.data / "master.key").exists()
    open_installation(read({"GOLDSEAM_DATA": str(start.data)}), small_catalogue()).close()
    assert len((start.data / "master.key").read_text().strip()) == 64


def test_postgresql_behind_this_version_is_said_with_the_command(
    start: Start, postgres_url: str
) -> None:
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '20200101_earlier'"))
    engine.dispose()
    sentence = start.refused("DATABASE_URL", DATABASE_URL=postgres_url)
    assert "python -m course migrate" in sentence


def test_the_owners_link_is_printed_at_every_start_until_there_is_an_owner(
    sqlite_installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for _ in range(2):
        lifespan.say_owner_link(sqlite_installation)
        printed += re.findall(r"http://localhost:8501/enter/[\w-]{40,}", capsys.readouterr().out)
    assert len(set(printed)) == 2
    with sqlite_installation.writing() as work:
        world.account(work, is_owner=True)
    lifespan.say_owner_link(sqlite_installation)
    assert capsys.readouterr().out == "Goldseam is at http://localhost:8501\n"


def test_what_is_sent_on_a_connection_does_not_wait_for_more(
    sqlite_installation: Installation,
) -> None:
    here = replace(sqlite_installation.settings, port=free_port())
    with (
        application._listen(replace(sqlite_installation, settings=here)) as listening,
        socket.create_connection(("localhost", here.port), timeout=30),
    ):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_the_collector_is_off_only_until_the_start_is_over() -> None:
    gc.disable()
    try:
        lifespan.settle()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()


def test_asked_to_stop_it_ends_within_ten_seconds_however_many_sockets_are_open(
    server: Server,
) -> None:
    with server.opened() as place, place.writing() as work:
        account = world.account(work)
        world.join(work, account, world.cohort(work), Role.LEARNER)
        header = cookie(place, world.sign_in(work, account))
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(Tab(server.url, header)).ask()
        assert server.stop() < 10
    assert "Traceback" not in server.log()


def test_it_is_ready_only_while_the_database_is_at_head(server: Server) -> None:
    assert server.get_status("/readyz") == 200
    engine = open_engine(f"sqlite:///{server.data / 'goldseam.db'}")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '20200101_earlier'"))
    engine.dispose()
    assert server.get_status("/readyz") == 503
    assert server.get_status("/healthz") == 200


def test_a_lesson_that_cannot_be_read_is_named_and_the_rest_is_served(tmp_path: Path) -> None:
    lessons = tmp_path / "data" / "content" / "lessons"
    lessons.mkdir(parents=True)
    (lessons / "99-odd.md").write_text("---\nid: odd\nnumber: x\n---\n\nNothing here.\n")
    served = Server(tmp_path / "data").start()
    assert served.get_status("/") == 200
    found = re.search(r"99-odd\.md:(\d+): (\w+):", served.log())
    served.stop()
    assert found is not None, served.log()
