"""The phone's page on a slow phone: a fourth of this machine's speed, a line of 1.6 Mbit/s."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from pages.routes import scene_files
from tests import rooms
from tests.live import served

SLOWER = 4
BYTES_A_SECOND = 1_600_000 / 8
LATENCY = 150  # milliseconds
TRIES = 3
_PAINTED = """
() => new Promise(done => new PerformanceObserver((list, watching) => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) { watching.disconnect(); done(first.startTime); }
}).observe({type: "paint", buffered: true}))
"""


def rows(folder: Path) -> list[tuple[str, str, str, bool]]:
    """How much it is, and how soon something of it is seen."""
    packed = sum(len(one.codings["gzip"]) for one in scene_files.FILES.values()) / 1024
    logo = (scene_files.FOLDER.parent / "static" / "logo.svg").stat().st_size / 1024
    whole = packed + logo + len(scene_files.PHONE) / 1024
    painted = min(_first_paint(folder / str(n)) for n in range(TRIES)) / 1000
    return [
        ("phone page before fonts", f"{whole:.1f} KB", "<= 60 KB", whole <= 60),
        ("first paint on a slow phone", f"{painted:.2f} s", "<= 1 s", painted <= 1),
    ]


def _first_paint(folder: Path) -> float:
    """Milliseconds."""
    server = served.serve(folder, pace=1)
    try:
        hosted = served.host(server, rooms.POLL)
        found = shutil.which("chromium") or shutil.which("google-chrome")
        args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=args)
            page = browser.new_page(viewport={"width": 390, "height": 844})
            line = page.context.new_cdp_session(page)
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            line.send("Network.enable")
            line.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": LATENCY,
                    "downloadThroughput": BYTES_A_SECOND,
                    "uploadThroughput": BYTES_A_SECOND,
                },
            )
            page.goto(f"{server.url}/join/{hosted.code}")
            painted: float = page.evaluate(_PAINTED)
            browser.close()
            return painted
    finally:
        server.kill()
