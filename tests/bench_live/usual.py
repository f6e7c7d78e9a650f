"""The usual Streamlit way, for the ratio: fifty phones, ``run_every=1``, stock settings."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from tests.bench_live.one_process import cpu
from tests.bench_live.rows import Row, p95, plain
from tests.launch_server import free_port
from tests.protocol import Tab

PHONES = 50
SECONDS = 15.0
CHANGES = 3
PAGE = Path(__file__).with_name("usual_page.py")


def rows(folder: Path) -> list[Row]:
    """What fifty idle phones cost, and how late a change is seen."""
    stage = folder / "stage"
    stage.write_text("stage 0")
    with _served(stage) as (process, url):
        waits, share = _watched(process, url, stage)
    named = f"the usual way, {PHONES} phones"
    return [
        plain(f"{named}: idle, of a core", share, "%"),
        plain(f"{named}: change seen, p95", p95(waits), "ms"),
        plain(f"{named}: never seen within {SECONDS:.0f} s", PHONES * CHANGES - len(waits), ""),
    ]


@contextmanager
def _served(stage: Path) -> Iterator[tuple[psutil.Process, str]]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    environ = {**os.environ, "BENCH_STAGE": str(stage), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "0"}
    with subprocess.Popen(
        command, env=environ, cwd=stage.parent, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(f"{url}/_stcore/health")
            yield psutil.Process(process.pid), url
        finally:
            process.terminate()


def _wait(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    raise AssertionError("the usual page was not served in time")


def _watched(process: psutil.Process, url: str, stage: Path) -> tuple[list[float], float]:
    seen: list[tuple[str, float]] = []
    over = threading.Event()
    with ExitStack() as stack:
        tabs = [stack.enter_context(Tab(url)) for _ in range(PHONES)]
        threads = [threading.Thread(target=_every_second, args=(t, seen, over)) for t in tabs]
        for thread in threads:
            thread.start()
        time.sleep(10)
        before, began = cpu(process), time.perf_counter()
        time.sleep(SECONDS)
        share = (cpu(process) - before) / (time.perf_counter() - began)
        waits = [wait for number in range(1, CHANGES + 1) for wait in _change(stage, number, seen)]
        over.set()
        for thread in threads:
            thread.join()
    return sorted(waits), share


def _change(stage: Path, number: int, seen: list[tuple[str, float]]) -> list[float]:
    seen.clear()
    began = time.perf_counter()
    stage.write_text(f"stage {number}")
    time.sleep(SECONDS)
    return [at - began for what, at in list(seen) if what == f"stage {number}"]


def _every_second(tab: Tab, seen: list[tuple[str, float]], over: threading.Event) -> None:
    """What a browser does: the fragment is asked for again a second after it was asked for."""
    last = ""
    first = tab.run(timeout=60)
    fragment = first.fragment_ids()[0]
    while not over.is_set():
        asked = time.perf_counter()
        run = tab.run(fragment_id=fragment, timeout=60)
        texts = run.texts()
        now = next((line for line in texts.splitlines() if line.startswith("stage ")), last)
        if now != last:
            seen.append((now, time.perf_counter()))
            last = now
        over.wait(max(0.0, 1 - (time.perf_counter() - asked)))
