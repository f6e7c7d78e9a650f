"""The scene module in a browser without any server behind it: a test says what it is shown.

The address is plain http of a name that is not loopback, as in a room: what browsers keep for safe
places (``crypto.randomUUID`` and the like) is missing here too.
"""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
from playwright.sync_api import Page, Route

from tests.live.scenes import Scene

PAGES = Path(__file__).parents[2] / "pages"
ADDRESS = "http://scene.test"
HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Opening</title>
<link rel="stylesheet" href="/scene/scene.css"></head>
<body class="sc-page"><div class="sc" id="scene"></div><script type="module">
import { mount } from "/scene/scene.js";
window.sent = [];
window.reply = { status: 200, body: {} };
const board = location.pathname === "/board" ? "/board/run/secret" : undefined;
window.place = mount(document.getElementById("scene"), {
  link: false, run: "/live/run", board, qr: "/qr.svg",
  get: async () => ({ status: 200, body: { commitment: "Call on Monday", notes: "" } }),
  post: async (address, content) => { window.sent.push([address, content]); return window.reply; },
});
</script></body></html>"""


def _qr() -> bytes:
    drawn = io.BytesIO()
    segno.make("http://goldseam.example.org/join/K7M2QD", error="m", micro=False).save(
        drawn, kind="svg", scale=8, border=3, dark="#14201E", light="#FFFFFF"
    )
    return drawn.getvalue()


def _serve(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path in {"/phone", "/board"}:
        route.fulfill(body=HTML, content_type="text/html")
    elif path == "/qr.svg":
        route.fulfill(body=_qr(), content_type="image/svg+xml")
    else:
        file = PAGES / path.removeprefix("/app").removeprefix("/")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="")


class Drawn:
    """A door of the module, open in a tab: ``phone`` or ``board``."""

    def __init__(self, page: Page, door: str, *, before: str = "") -> None:
        self.page = page
        self.errors: list[str] = []
        self._note: Callable[[Any], None] = lambda error: self.errors.append(str(error))
        page.on("pageerror", self._note)
        page.route(f"{ADDRESS}/**", _serve)
        if before:
            page.route(
                f"{ADDRESS}/{door}",
                lambda route: route.fulfill(
                    body=HTML.replace("<title>", f"<script>{before}</script><title>"),
                    content_type="text/html",
                ),
            )
        page.goto(f"{ADDRESS}/{door}")
        page.wait_for_function("window.place")

    def show(self, scene: Scene) -> None:
        """What the server would send next."""
        self.page.evaluate("scene => window.place.show(scene)", scene)

    def reply(self, status: int, **body: Any) -> None:
        """What the next requests are answered; 0 for nothing at all."""
        self.page.evaluate("reply => { window.reply = reply }", {"status": status, "body": body})

    @property
    def sent(self) -> list[Any]:
        """What was posted: (address, content) each."""
        found: list[Any] = self.page.evaluate("window.sent")
        return found

    @property
    def values(self) -> list[Any]:
        """The answers that were posted."""
        return [content["value"] for where, content in self.sent if where.endswith("/answers")]

    def close(self) -> None:
        """Leave the tab as it was."""
        self.page.remove_listener("pageerror", self._note)
