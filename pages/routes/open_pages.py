"""The pages that good codes open, kept for a second: a thousand phones ask for one of them at once.

Only what anybody with the code is shown is kept, and only where it lets them in: a code that opens
nothing, or no more, is looked up every time. A command of the host or the last free seat ends it
at once; what another process does is found within the second.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from starlette.requests import Request
from starlette.responses import Response

from course.workshop.seats import Joining

SECONDS = 1.0
MOST = 64
_QUALITY = 5
_KIND = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """A page, plain and in the codings that browsers take."""

    html: bytes
    codings: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, html: str) -> Page:
        """Compress it."""
        plain = html.encode()
        packed = brotli.compress(plain, quality=_QUALITY)
        return cls(plain, (("br", packed), ("gzip", gzip.compress(plain, mtime=0))))

    def answer(self, request: Request) -> Response:
        """The page as this browser takes it."""
        headers = {"cache-control": "no-store", "vary": "Accept-Encoding"}
        taken = request.headers.get("accept-encoding", "")
        for coding, body in self.codings:
            if coding in taken:
                return Response(body, 200, headers | {"content-encoding": coding}, _KIND)
        return Response(self.html, 200, headers, _KIND)


@dataclass
class _Kept:
    """A page with what it holds for: until when, and for how many more seats."""

    page: Page
    html: str
    run_id: str
    until: float
    left: int


class OpenPages:
    """By code. A page is made and compressed once, as long as it reads the same."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    def page(self, code: str) -> Page | None:
        """What a code opens, if that was looked up just now."""
        kept = self._fresh(code)
        return None if kept is None else kept.page

    def run(self, code: str) -> str | None:
        """To which run a code leads, if that was looked up just now."""
        kept = self._fresh(code)
        return None if kept is None else kept.run_id

    def _fresh(self, code: str) -> _Kept | None:
        kept = self._kept.get(code)
        fresh = kept is not None and kept.left > 0 and self._clock() < kept.until
        return kept if fresh else None

    def keep(self, code: str, found: Joining, html: str) -> Page:
        """A code was looked up: keep its page, if anybody may join by it."""
        before = self._kept.get(code)
        page = before.page if before is not None and before.html == html else Page.of(html)
        if found.for_guests:
            if len(self._kept) >= MOST:
                self._kept.clear()
            until = self._clock() + SECONDS
            self._kept[code] = _Kept(page, html, found.run_id, until, found.left)
        return page

    def taken(self, run_id: str) -> None:
        """Somebody took a seat."""
        for kept in list(self._kept.values()):
            if kept.run_id == run_id:
                kept.left -= 1

    def changed(self, run_id: str) -> None:
        """The run is not what it was: look it up again."""
        for kept in list(self._kept.values()):
            if kept.run_id == run_id:
                kept.left = 0


opened = OpenPages()
