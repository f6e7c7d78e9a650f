"""The measurements, each over the real protocol against a served process."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection
from typing import NamedTuple

import psutil

from tests.bench.prepare import Prepared
from tests.launch_server import Server
from tests.protocol import Tab, page_hash

TURNS, RUNS = 21, 10
WARM_UP = 10


class Visit(NamedTuple):
    """A page of a served process, as one person opens it."""

    server: Server
    cookie: str | None
    path: str = ""
    query: str = ""


def cpu_per_run(visits: Sequence[Visit]) -> list[float]:
    """CPU milliseconds of one full run of each page, all threads of its process.

    The pages take turns and each has the median of its turns: what is held against each other is
    measured on the same machine, which may be a slower one a minute later.
    """
    with ExitStack() as open_tabs:
        runs = [partial(_run, one, open_tabs.enter_context(_tab(one))) for one in visits]
        for run in runs:
            run(WARM_UP)
        turns = [[run(RUNS) for run in runs] for _ in range(TURNS)]
    return [statistics.median(of_one) for of_one in zip(*turns, strict=True)]


def _tab(visit: Visit) -> Tab:
    return Tab(visit.server.url, visit.cookie)


def _run(visit: Visit, tab: Tab, times: int) -> float:
    process = psutil.Process(visit.server.pid)
    page = page_hash(visit.path) if visit.path else ""
    before = cpu(process)
    for _ in range(times):
        tab.run(query=visit.query, page_hash=page)
    return (cpu(process) - before) / times * 1000


def cpu(process: psutil.Process) -> float:
    """The CPU seconds of a process so far, all its threads; fine enough for one run on Linux."""
    if sys.platform == "linux":
        return time.clock_gettime((~process.pid << 3) | 2)  # as clock_getcpuclockid(3) makes it
    times = process.cpu_times()
    return float(times.user + times.system)


def submissions(server: Server, prepared: Prepared, seconds: float = 10) -> list[float]:
    """Milliseconds from click to "saved", one submission a learner over ``seconds``, sorted."""
    began = time.perf_counter()

    def submit(number: int) -> float:
        time.sleep(max(began + number * seconds / len(prepared.cookies) - time.perf_counter(), 0))
        body = json.dumps(
            {
                "cohort": prepared.cohort_id,
                "lesson": prepared.lesson_id,
                "exercise": prepared.exercise_id,
                "texts": {"text": f"An invented repair, number {number}. " * 20},
                "key": f"bench-{number:04d}",
                "revision": 1,
            }
        )
        clicked = time.perf_counter()
        status, answer = _post(server, prepared.cookies[number], "/write/submit", body)
        assert status == 200, f"submission refused: {status} {answer[:200]!r}"
        return (time.perf_counter() - clicked) * 1000

    with ThreadPoolExecutor(len(prepared.cookies)) as pool:
        return sorted(pool.map(submit, range(len(prepared.cookies))))


def certificates(server: Server, prepared: Prepared, number: int = 20) -> list[float]:
    """Milliseconds from asking for one's certificate to having it whole, sorted."""
    waits = []
    for _ in range(number):
        asked = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        headers = {"Host": server.url.split("//")[1], "Cookie": prepared.finished}
        connection.request("GET", f"/certificate/{prepared.cohort_id}.pdf", headers=headers)
        answer = connection.getresponse()
        paper = answer.read()
        connection.close()
        waits.append((time.perf_counter() - asked) * 1000)
        assert answer.status == 200, f"no certificate: {answer.status}"
        assert paper.startswith(b"%PDF")
    return sorted(waits)


def _post(server: Server, cookie: str, path: str, body: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {
        "Host": server.url.split("//")[1],
        "Origin": server.url,
        "Cookie": cookie,
        "Content-Type": "application/json",
    }
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def cold_start(server: Server, cookie: str) -> float:
    """Seconds from starting the process to a first page drawn (median of 3)."""
    figures = []
    for _ in range(3):
        began = time.perf_counter()
        server.start()
        urllib.request.urlopen(server.url, timeout=30).close()
        with Tab(server.url, cookie) as tab:
            tab.run()
        figures.append(time.perf_counter() - began)
        server.stop()
    return statistics.median(figures)


def memory_per_visitor(server: Server, cookies: list[str]) -> float:
    """Megabytes that each further idle visitor adds once the first few are there."""
    process = psutil.Process(server.pid)
    with ExitStack() as stack:
        for cookie in cookies[:10]:
            stack.enter_context(Tab(server.url, cookie)).run()
        before = process.memory_info().rss
        keep = threading.Event()
        for cookie in cookies[10:]:
            stack.enter_context(Tab(server.url, cookie)).run()
        keep.wait(2)
        grown = process.memory_info().rss - before
    return float(grown / len(cookies[10:]) / 1e6)
