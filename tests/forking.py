"""Served processes forked from one that has loaded everything: they start three times as fast.

A test that kills a server twenty times would spend most of its time on imports, on reading our
course and on looking for what else is installed. What is forked has opened nothing, read no setting
and started no thread of its own; it goes on as ``python -m`` would.
On Linux only: elsewhere a process may not go on after a fork, and each gets its own interpreter.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
# Whatever else differs may have been read when it was imported.
OURS = ("GOLDSEAM_", "DATABASE_URL", "PORT")


class Forked:
    """A forked process, with what a Server needs of a ``subprocess.Popen``."""

    def __init__(self, pid: int) -> None:
        assert sys.platform == "linux"
        self.pid = pid
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = -1

    def poll(self) -> int | None:
        """None while it runs."""
        return None if self._handle >= 0 and not self._ended(0) else 0

    def send_signal(self, how: signal.Signals) -> None:
        """As its namesake."""
        assert sys.platform == "linux"
        signal.pidfd_send_signal(self._handle, how)

    def wait(self, timeout: float) -> int:
        """Wait for its end. Raises TimeoutError."""
        if self._handle >= 0:
            if not self._ended(timeout):
                raise TimeoutError(f"process {self.pid} did not end in {timeout} seconds")
            os.close(self._handle)
            self._handle = -1
        return 0

    def _ended(self, within: float) -> bool:
        ends = select.poll()
        ends.register(self._handle, select.POLLIN)
        return bool(ends.poll(within * 1000))


class Parent:
    """The process that forks; started when it is first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self, module: str, environ: Mapping[str, str], log: Path) -> Forked:
        """A process that runs ``module``."""
        if self._process is None:
            kept = {name: value for name, value in environ.items() if not name.startswith(OURS)}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forking"],
                cwd=ROOT,
                env=kept,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        asked = {"module": module, "environ": dict(environ), "log": str(log)}
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        said.write(json.dumps(asked).encode() + b"\n")
        said.flush()
        return Forked(int(heard.readline()))

    def end(self) -> None:
        """End it; what it forked goes on."""
        if self._process is not None:
            self._process.communicate()


_parents: list[Parent] = []


@contextmanager
def allowed() -> Iterator[None]:
    """Meanwhile servers are forked, where that is possible."""
    if sys.platform != "linux":
        yield
        return
    _parents.append(Parent())
    try:
        yield
    finally:
        _parents.pop().end()


def fork(module: str, environ: Mapping[str, str], log: Path) -> Forked | None:
    """A forked process in this environment; None when one of its own must be started."""
    return _parents[-1].fork(module, environ, log) if _parents else None


def _load() -> None:
    """Import what the first request of a server would have imported."""
    import uvicorn.protocols.http.auto
    import uvicorn.protocols.websockets.auto  # noqa: F401

    from pages.routes import application, early
    from pages.routes.headers import INDEX

    application.routes()
    page, scripts = INDEX.read_text(encoding="utf-8"), INDEX.parent / "static" / "js"
    for path in ("/", *early.OF_THEIR_OWN):
        early.hurried(page, scripts, path)
    _read_our_course(application)
    _look_over_packages()
    gc.collect()
    gc.freeze()


def _read_our_course(application: ModuleType) -> None:
    """Have it read already for those that are given no lessons of their own."""
    from course.authoring.load import Loaded, load_course

    ours = load_course()

    def read(overrides: Path) -> Loaded:
        return load_course(overrides=overrides) if overrides.exists() else ours

    vars(application)["load_course"] = read


def _look_over_packages() -> None:
    """Have Streamlit look for components in all that is installed, which takes as long."""
    from streamlit.components.v2 import manifest_scanner

    found = manifest_scanner.scan_component_manifests()
    vars(manifest_scanner)["scan_component_manifests"] = lambda: found


def _become(asked: dict[str, str], environ: Mapping[str, str]) -> None:
    """Everything that starting an interpreter with ``python -m`` would have arranged."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environ)
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.close(nothing)
    os.close(log)


def main(said: IO[bytes]) -> None:
    """Fork for each line; the child leaves the loop and becomes what was asked for."""
    _load()
    # Nobody waits here for a child; whoever asked sees its end by its handle.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := said.readline():
        asked = json.loads(line)
        if (pid := os.fork()) == 0:
            _become(asked, asked["environ"])
            runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)
            return
        print(pid, flush=True)


if __name__ == "__main__":
    main(sys.stdin.buffer)
