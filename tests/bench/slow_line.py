"""A lesson over a slow line: 1 Mbit/s, 300 ms each way and back, a processor four times slower."""

from __future__ import annotations

import statistics
import time
import urllib.request
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from pages.routes.early import asked_for
from tests.bench.prepare import Prepared
from tests.browser.bring import find
from tests.launch_server import Server

BYTES_PER_SECOND = 1_000_000 / 8
LATENCY_MS = 300
SLOWER = 4
PACKED_SECONDS = 60.0


@dataclass(frozen=True)
class Visit:
    """Seconds to a first step and to the slower of two later ones; what the line bore."""

    first: float
    later: float
    requests: int
    kilobytes: float


def visit(server: Server, prepared: Prepared, times: int = 3) -> Visit:
    """The median of some visits, each by a new browser with nothing cached."""
    _wait_until_packed(server)
    browser_path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        visits = [_visit(browser, server, prepared) for _ in range(times)]
        browser.close()
    return Visit(
        first=statistics.median(one.first for one in visits),
        later=statistics.median(one.later for one in visits),
        requests=round(statistics.median(one.requests for one in visits)),
        kilobytes=statistics.median(one.kilobytes for one in visits),
    )


def _wait_until_packed(server: Server) -> None:
    """Return once all that a lesson names comes in brotli, some seconds after a first start."""
    page = urllib.request.urlopen(f"{server.url}/lesson", timeout=30).read().decode()
    until = time.monotonic() + PACKED_SECONDS
    for path in asked_for(page):
        while not _is_packed(f"{server.url}{path}") and time.monotonic() < until:
            time.sleep(0.2)


def _is_packed(address: str) -> bool:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bool(answer.headers.get("Content-Encoding") == "br")


def _visit(browser: Browser, server: Server, prepared: Prepared) -> Visit:
    context = browser.new_context()
    name, value = prepared.cookies[0].split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    _slow(devtools)
    carried: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: carried.append(event["encodedDataLength"]))
    first = _first(page, server, prepared)
    requests, kilobytes = len(carried), sum(carried) / 1000
    later = max(_next(page), _next(page))
    context.close()
    return Visit(first, later, requests, kilobytes)


def _slow(devtools: CDPSession) -> None:
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _first(page: Page, server: Server, prepared: Prepared) -> float:
    began = time.perf_counter()
    address = f"{server.url}/lesson?lesson={prepared.lesson_id}&step=kinds-and-colours"
    # What counts is what is on screen, and not when the last file has come.
    page.goto(address, wait_until="commit")
    expect(page.locator("h1")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("button", name="Continue")).to_be_visible(timeout=120_000)
    return time.perf_counter() - began


def _next(page: Page) -> float:
    before = page.locator("h1").inner_text()
    began = time.perf_counter()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).not_to_have_text(before, timeout=60_000)
    return time.perf_counter() - began
