"""A real served process for tests: started, asked, killed, started again on the same data."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from course.installation import Installation, open_installation
from course.settings import read
from tests import forking
from tests.content import our_course

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90.0
# Streamlit's scripts at their smallest take seconds to make, and are the same for every server.
PACKED = ROOT / ".pytest_cache" / "packed"


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def cookie(installation: Installation, token: str) -> str:
    """The Cookie header of a browser that is signed in with ``token``."""
    return f"goldseam_{installation.id[:8]}={token}"


class Server:
    """``python -m tests.launch`` on its own port and data folder.

    ``pace`` is how many times faster its waits are; ``environ`` adds or replaces settings;
    ``module`` is another launcher.
    """

    def __init__(
        self,
        data: Path,
        *,
        pace: float = 60,
        environ: dict[str, str] | None = None,
        module: str = "tests.launch",
    ) -> None:
        self.data = data
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._clock_file = data.parent / f"{data.name}.clock"
        self._log_file = data.parent / f"{data.name}.log"
        self._pace = pace
        self._extra = environ or {}
        self._module = module
        self._process: subprocess.Popen[bytes] | forking.Forked | None = None
        self._ahead = timedelta()

    def environ(self) -> dict[str, str]:
        """The environment the process is started in."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GOLDSEAM_", "STREAMLIT_", "DATABASE_URL", "PORT", "HOST"))
        }
        return {
            **kept,
            "PORT": str(self.port),
            "GOLDSEAM_DATA": str(self.data),
            "GOLDSEAM_TEST_CLOCK": str(self._clock_file),
            "GOLDSEAM_TEST_PACE": str(self._pace),
            "PYTHONUNBUFFERED": "1",
            **self._extra,
        }

    @property
    def origin(self) -> str:
        """The address the process knows itself by."""
        return self._extra.get("GOLDSEAM_URL", self.url)

    def start(self, *, wait: bool = True) -> Server:
        """Start the process and wait until it is ready."""
        self._share_packed()
        forked = None
        if all(name.startswith(forking.OURS) for name in self._extra):
            forked = forking.fork(self._module, self.environ(), self._log_file)
        self._process = forked or self._with_its_own_interpreter()
        if wait:
            self.wait_until_ready()
        return self

    def _with_its_own_interpreter(self) -> subprocess.Popen[bytes]:
        with self._log_file.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self._module],
                cwd=ROOT,
                env=self.environ(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _share_packed(self) -> None:
        PACKED.mkdir(parents=True, exist_ok=True)
        own = self.data / "packed"
        if not own.exists():
            own.symlink_to(PACKED)

    def wait_until_ready(self) -> None:
        """Return once /readyz says so.

        Raises:
            AssertionError: it ended, or took too long; its log is quoted.
        """
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self._process is not None
            assert self._process.poll() is None, f"the server ended:\n{self.log()}"
            if self.get_status("/readyz") == 200:
                return
            time.sleep(0.1)
        raise AssertionError(f"the server was not ready in time:\n{self.log()}")

    def get_status(self, path: str) -> int:
        """The status of a GET as our own pages would send it; 0 when nothing answers."""
        host = self.origin.split("//", 1)[1]
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Host": host}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                status: int = answer.status
                return status
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> float:
        """Ask it to end; returns the seconds it took."""
        began = time.monotonic()
        self._end(signal.SIGTERM)
        return time.monotonic() - began

    def restart(self) -> Server:
        """Kill it if it runs, and start it again on the same port and data."""
        self.kill()
        return self.start()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(how)
        self._process.wait(timeout=60)
        self._process = None

    def move_clock(self, **by: float) -> None:
        """Move its clock ahead, as ``timedelta(**by)``."""
        self._ahead += timedelta(**by)
        aside = self._clock_file.with_suffix(".new")
        aside.write_text(str(self._ahead.total_seconds()))
        aside.replace(self._clock_file)

    @contextmanager
    def opened(self) -> Iterator[Installation]:
        """The same data, opened in the test's own process while the server runs."""
        settings = read(self.environ())
        installation = open_installation(settings, our_course())
        try:
            yield installation
        finally:
            installation.close()

    def log(self) -> str:
        """Everything it has printed, on both channels, over all its starts."""
        return self._log_file.read_text(errors="replace") if self._log_file.exists() else ""

    def owner_link(self) -> str:
        """The link it printed last for the first owner."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            found = re.findall(r"https?://\S+/enter/\S+", self.log())
            if found:
                return str(found[-1])
            time.sleep(0.1)
        raise AssertionError("no owner's link was printed")
