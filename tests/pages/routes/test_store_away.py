"""A database that goes away while people are on the page, and comes back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import make_url

from course.access import Role
from pages.ui.gate import AWAY, RETRY_SECONDS
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Run, Tab

NAME = ".s.PGSQL.5432"


class Line:
    """A line to a PostgreSQL server that can be cut and mended: a socket in a folder."""

    def __init__(self, folder: Path, target: str) -> None:
        self._here = folder / NAME
        self._target = target
        self._open: list[socket.socket] = []
        self._listening: socket.socket | None = None

    def mend(self) -> None:
        """Let everyone through."""
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self._here))
        listening.listen()
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def cut(self) -> None:
        """Drop everyone and let nobody through."""
        assert self._listening is not None
        for ours in [self._listening, *self._open]:
            with suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)
            ours.close()
        self._open.clear()
        self._here.unlink()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._target)
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(source, sink), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("path", ["", "reflections"])
def test_the_page_says_so_calmly_and_comes_back_by_itself(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, path: str
) -> None:
    url = make_url(postgres_url)
    folder = tmp_path_factory.mktemp("line")
    line = Line(folder, str(Path(str(url.query["host"])) / NAME))
    line.mend()
    address = url.set(query={**url.query, "host": str(folder)}).render_as_string(False)
    served = Server(folder / "served", environ={"DATABASE_URL": address}).start()
    try:
        with served.opened() as place, place.writing() as work:
            account = world.account(work)
            world.join(work, account, world.cohort(work), Role.LEARNER)
            header = cookie(place, world.sign_in(work, account))
        with Tab(served.url, header) as tab:
            assert AWAY not in unescape(tab.run(path=path).texts())
            line.cut()
            away = tab.run(path=path)
            assert AWAY in unescape(away.texts())
            assert (served.get_status("/readyz"), served.get_status("/healthz")) == (503, 200)
            retrying = _runs_again(away)
            assert "Course" not in tab.run(fragment_id=retrying).texts()  # still away: nothing new
            line.mend()
            tab.ask(fragment_id=retrying)
            drawn = _until_whole(tab)
            assert AWAY not in unescape(drawn)
            assert "Course" in drawn
        assert "Traceback" not in served.log()
    finally:
        served.kill()


def _runs_again(run: Run) -> str:
    """The fragment that the run asked the browser to run again by itself."""
    (asked,) = [m.auto_rerun for m in run.messages if m.WhichOneof("type") == "auto_rerun"]
    assert asked.interval == RETRY_SECONDS
    return str(asked.fragment_id)


def _until_whole(tab: Tab) -> str:
    """What the next whole run drew, after the fragment's own."""
    drawn = ""
    for _ in range(3):
        drawn += "\n".join(str(m) for m in tab.collect())
        if "Course" in drawn:
            break
    return drawn
