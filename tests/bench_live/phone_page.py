"""The phone page: how much comes over the line, and when it is first seen on a slow phone."""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from tests.bench_live.one_process import MODULE
from tests.bench_live.room import prepare
from tests.bench_live.rows import Row, at_most
from tests.browser.bring import find
from tests.launch_server import Server

BITS_PER_SECOND = 1_600_000
LATENCY_MS = 150
SLOWER = 4
VISITS = 5
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def rows(folder: Path) -> list[Row]:
    """Bytes before fonts, and seconds to the first paint (median of some visits)."""
    server = Server(folder / "page", pace=1, module=MODULE)
    room = prepare(server)
    server.start()
    browser_path = find()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox"]
            )
            address = f"{server.url}/join/{room.code}"
            found = [_visit(browser, address) for _ in range(VISITS)]
            browser.close()
    finally:
        server.stop()
        room.installation.close()
    carried = max(size for size, _ in found)
    painted = statistics.median(seconds for _, seconds in found)
    return [
        at_most("phone page, compressed, before fonts", carried, 60_000, "KB"),
        at_most("phone page on a slow phone: first paint", painted, 1.0, "s"),
    ]


def _visit(browser: Browser, address: str) -> tuple[int, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BITS_PER_SECOND / 8,
            "uploadThroughput": BITS_PER_SECOND / 8,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    came: list[Response] = []
    page.on("response", lambda answer: came.append(answer))  # noqa: PLW0108 - it marks what it calls
    page.goto(address)
    page.wait_for_load_state("networkidle")
    painted = float(page.evaluate(FIRST_PAINT)) / 1000
    size = sum(
        one.request.sizes()["responseBodySize"] for one in came if not one.url.endswith(".woff2")
    )
    context.close()
    return size, painted
