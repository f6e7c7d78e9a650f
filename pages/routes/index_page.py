"""Streamlit's one HTML page, with our stylesheet in its head and our own words without scripts.

A stylesheet that is linked is fetched once and kept; put in the page by each run it would travel
with every one of them, and the page would be seen undressed first.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

STYLE = Path(__file__).resolve().parents[1] / "static" / "goldseam.css"
_NO_SCRIPT = (
    "<noscript><p>Goldseam needs JavaScript for its lessons and pages. "
    "Please turn it on for this address.</p></noscript>"
)


# What every page needs and Streamlit's page finds out late, one round trip after another.
_SOON = ("Html", "purify.es", "PageLink", "Button", "rehype-raw", "hastscript", "BidiComponent")
_FONTS = ("atkinson-hyperlegible-next-latin-wght-normal", "newsreader-latin-wght-normal")


def dressed(index_html: str, scripts: Path | None = None) -> str:
    """The page as we send it; the inline script, which the policy names by hash, is unchanged.

    ``scripts`` is Streamlit's folder of scripts, for those to be asked for early.
    """
    version = hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]
    link = f'<link rel="stylesheet" href="./app/static/goldseam.css?v={version}">'
    page = re.sub(r"<noscript>.*?</noscript>", _NO_SCRIPT, index_html, flags=re.DOTALL)
    page = re.sub(r"<title>.*?</title>", "<title>Goldseam</title>", page, flags=re.DOTALL)
    page = re.sub(r'\s*<link rel="service-desc"[^>]*>', "", page)
    # A font that our theme does not use.
    page = re.sub(r'\s*<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page)
    head = "\n".join([link, *_early(scripts)])
    return page.replace("</head>", f"{head}\n  </head>", 1)


def _early(scripts: Path | None) -> list[str]:
    fonts = [
        f'<link rel="preload" href="./app/static/fonts/{name}.woff2" as="font" '
        'type="font/woff2" crossorigin>'
        for name in _FONTS
    ]
    found = [file for name in _SOON if scripts for file in scripts.glob(f"{name}.*.js")]
    return fonts + [
        f'<link rel="modulepreload" crossorigin href="./static/js/{file.name}">' for file in found
    ]


class IndexPage:
    """Answers GET of ``paths`` with the dressed page; everything else goes on to ``app``."""

    def __init__(self, app: ASGIApp, index: Path, paths: Collection[str]) -> None:
        self.app = app
        self._paths = frozenset(paths)
        scripts = index.parent / "static" / "js"
        self._plain = dressed(index.read_text(encoding="utf-8"), scripts).encode()
        self._packed = gzip.compress(self._plain, 9, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        ours = (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and scope["path"] in self._paths
        )
        if not ours:
            await self.app(scope, receive, send)
            return
        headers = {"cache-control": "no-cache", "vary": "Accept-Encoding"}
        body = self._plain
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = self._packed
        await Response(body, headers=headers, media_type="text/html")(scope, receive, send)
