"""A lesson over a slow line: 1 Mbit/s, 300 ms each way and back, a processor four times slower."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect, sync_playwright

from tests.bench.prepare import Prepared
from tests.browser.bring import find
from tests.launch_server import Server

BYTES_PER_SECOND = 1_000_000 / 8
LATENCY_MS = 300
SLOWER = 4


def seconds(server: Server, prepared: Prepared) -> tuple[float, list[float]]:
    """Seconds to a first lesson step with nothing cached, then to each of two later steps."""
    browser_path = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        context = browser.new_context()
        name, value = prepared.cookies[0].split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
        page = context.new_page()
        _slow(page)
        first = _first(page, server, prepared)
        later = [_next(page), _next(page)]
        browser.close()
    return first, later


def _slow(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
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
    page.goto(f"{server.url}/lesson?lesson={prepared.lesson_id}&step=kinds-and-colours")
    expect(page.get_by_role("button", name="Continue")).to_be_visible(timeout=120_000)
    return time.perf_counter() - began


def _next(page: Page) -> float:
    before = page.locator("h1").inner_text()
    began = time.perf_counter()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).not_to_have_text(before, timeout=60_000)
    return time.perf_counter() - began
