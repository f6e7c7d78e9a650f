"""The icons that are used, in place of all there are.

Streamlit asks for the whole Material Symbols font before it draws anything: 375 KB for some four
thousand icons, three seconds of a slow line. Ours holds those that its pages and ours name, 13 KB.
"""

from __future__ import annotations

import re
from pathlib import Path

from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FONT = Path(__file__).resolve().parents[1] / "static" / "fonts" / "material-symbols-subset.woff2"
_ASKED = re.compile(r"/static/media/MaterialSymbols-Rounded\.[\w-]+\.woff2")


class IconFont:
    """Answers a request for Streamlit's icon font with ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        if scope["type"] != "http" or not _ASKED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        # A day, not for ever: the address says nothing of which icons ours holds.
        kept = {"cache-control": "public, max-age=86400"}
        await FileResponse(FONT, headers=kept, media_type="font/woff2")(scope, receive, send)
