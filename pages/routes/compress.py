"""Streamlit's own scripts and styles, sent compressed.

Streamlit serves them as they lie on disk: 2.3 MB before a first page is drawn, which a slow line
takes twenty seconds to bring. Compressed once and kept, they are a quarter of that.
"""

from __future__ import annotations

import asyncio
import mimetypes

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.routes.packing import QUICKLY, WELL, Packed

_FOR_EVER = "public, immutable, max-age=31536000"  # the names carry a hash of the content


class CompressedAssets:
    """Answers GET of a hashed asset with its compressed bytes; everything else goes on to ``app``.

    A browser that takes brotli has gzip until the brotli is made (pages/routes/packing.py).
    """

    def __init__(self, app: ASGIApp, packed: Packed) -> None:
        self.app = app
        self._packed = packed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        path: str = scope.get("path", "")
        ours = scope["type"] == "http" and scope["method"] == "GET" and path in self._packed.paths
        found = await self._found(path, _taken(scope)) if ours else None
        if found is None:
            await self.app(scope, receive, send)
            return
        coding, body = found
        headers = {
            "content-encoding": coding,
            "vary": "Accept-Encoding",
            "cache-control": _FOR_EVER,
        }
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        await Response(body, headers=headers, media_type=kind)(scope, receive, send)

    async def _found(self, path: str, taken: set[str]) -> tuple[str, bytes] | None:
        """The coding to answer with and the bytes in it; None if none of ours is taken."""
        if WELL in taken:
            self._packed.ask(path)
            body = self._packed.ready(path, WELL)
            if body is not None:
                return WELL, body
        if QUICKLY not in taken:
            return None
        body = self._packed.ready(path, QUICKLY)
        if body is None:
            body = await asyncio.to_thread(self._packed.quickly, path)
        return QUICKLY, body


def _taken(scope: Scope) -> set[str]:
    """The codings that a browser says it takes, without their weights."""
    said = Headers(scope=scope).get("accept-encoding", "")
    return {part.partition(";")[0].strip().lower() for part in said.split(",")}
