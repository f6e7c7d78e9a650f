"""Streamlit's one HTML page, with our stylesheet in its head and our own words without scripts.

A stylesheet that is linked is fetched once and kept; put in the page by each run it would travel
with every one of them, and the page would be seen undressed first.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STYLE = Path(__file__).resolve().parents[1] / "static" / "goldseam.css"
_NO_SCRIPT = (
    "<noscript><p>Goldseam needs JavaScript for its lessons and pages. "
    "Please turn it on for this address.</p></noscript>"
)


def dressed(index_html: str, told: str = "") -> str:
    """The page as we send it; the inline script, which the policy names by hash, is unchanged.

    ``told`` is an inline script that runs before Streamlit's.
    """
    version = hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]
    page = re.sub(r"<noscript>.*?</noscript>", _NO_SCRIPT, index_html, flags=re.DOTALL)
    page = re.sub(r"<title>.*?</title>", "<title>Goldseam</title>", page, flags=re.DOTALL)
    page = re.sub(r'\s*<link rel="service-desc"[^>]*>', "", page)
    page = page.replace('href="./favicon.png"', 'href="./app/static/mark.png"')
    # A font that our theme does not use.
    page = re.sub(r'\s*<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page)
    ours = f'<link rel="stylesheet" href="./app/static/goldseam.css?v={version}">\n  </head>'
    return page.replace("</head>", (f"<script>{told}</script>\n" if told else "") + ours, 1)


class IndexPage:
    """Answers GET of each path in ``pages`` with its page; all else goes on to ``app``."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, str]) -> None:
        self.app = app
        self._plain = {path: page.encode() for path, page in pages.items()}
        self._packed = {path: gzip.compress(page, 9, mtime=0) for path, page in self._plain.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        ours = (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and scope["path"] in self._plain
        )
        if not ours:
            await self.app(scope, receive, send)
            return
        headers = {"cache-control": "no-cache", "vary": "Accept-Encoding"}
        body = self._plain[scope["path"]]
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = self._packed[scope["path"]]
        await Response(body, headers=headers, media_type="text/html")(scope, receive, send)
