"""Security headers on every response, and a plain answer where something breaks beneath."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import streamlit
from starlette.datastructures import Headers as RequestHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from course.settings import Settings
from pages.routes import head_start, plain
from pages.routes.index_page import dressed
from pages.routes.logs import summary

log = logging.getLogger("goldseam.routes")

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_STARTS = {"http.response.start", "websocket.http.response.start"}
_LONG = b"public, max-age=604800"
POLICY = "Content-Security-Policy"
_A_YEAR = "max-age=31536000; includeSubDomains"
SORRY = (
    "This did not work, and it is not your doing. What you saved is safe. If it happens again, "
    "tell whoever runs this server the number {reference}."
)


def content_policy(settings: Settings, index_html: str) -> str:
    """The Content-Security-Policy of every response.

    ``blob:`` is how Streamlit loads a component's own script, and how a tab plays back what was
    spoken into it; the hashes are those of the page's two inline scripts, Streamlit's and ours;
    styles must be inline because Streamlit writes them at run time.
    """
    inline = re.findall(r"<script>(.*?)</script>", index_html, re.DOTALL)
    hashes = " ".join(_hash(script) for script in inline)
    sockets = settings.origin.replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {sockets}",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def _hash(inline: str) -> str:
    """What lets one inline script or style pass."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


# Of Streamlit's scripts, styles and fonts, which are no pages: narrower, and sent a hundred times
# before a first page is drawn, so shorter too.
ASSETS = "/static/"
ASSET_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


# A participant's phone and the board: nothing but the scene's own scripts and style.
SCENE_FOLDERS = ("/join/", "/board/")


def scene_policy(settings: Settings) -> str:
    """The policy of the pages that draw a workshop's scenes, at either of their addresses."""
    ours = " ".join(f"{url}/scene/" for url in dict.fromkeys((settings.url, settings.room_url)))
    # A plain page may answer here too (something broke, too many tries): its one inline style.
    plainly = _hash(plain.STYLE)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {ours}",
            f"style-src {ours} {plainly}",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def fixed_headers(settings: Settings) -> dict[str, str]:
    """What every response carries, whatever it is."""
    page = dressed(INDEX.read_text(encoding="utf-8"), head_start.script(settings))
    found = {
        POLICY: content_policy(settings, page),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Under "no-referrer" browsers send "Origin: null" with our own forms.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
    }
    if settings.is_https:
        found["Strict-Transport-Security"] = _A_YEAR
    return found


class Headers:
    """Outermost: puts the headers on whatever is answered beneath, breakdowns included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        fixed = fixed_headers(settings)
        self._usual = _raw(fixed)
        self._assets = _raw(fixed | {POLICY: ASSET_POLICY})
        self._scene = _raw(fixed | {POLICY: scene_policy(settings)})
        # Streamlit invites other sites to read its static files; nobody needs that here.
        invites = {b"access-control-allow-origin", b"access-control-allow-credentials", b"server"}
        self._replaced = invites | {name for name, _ in self._usual}
        self._secure = settings.is_https
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        answered = False

        async def sending(message: Message) -> None:
            nonlocal answered
            answered = answered or message["type"] not in {"websocket.close"}
            if message["type"] in _STARTS:
                self._complete(message, scope)
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            reference = secrets.token_hex(4)
            log.error("reference %s: %s", reference, summary(error))
            if answered or scope["type"] != "http":
                raise
            sorry = SORRY.format(reference=reference)
            await plain.sentence("Something is not right here", sorry, 500)(scope, receive, sending)

    def _complete(self, message: Message, scope: Scope) -> None:
        path: str = scope["path"]
        own = [(name.lower(), value) for name, value in message.get("headers", ())]
        kept = [(name, value) for name, value in own if name not in self._replaced]
        if not any(name == b"cache-control" for name, _ in kept):
            stays = path.startswith("/app/static/")
            kept.append((b"cache-control", _LONG if stays else b"no-store"))
        message["headers"] = kept + self._fixed(path)
        asked = RequestHeaders(scope=scope)
        if self._secure and not self._settings.in_plain_room(asked.get("origin")):
            _secure_cookies(message)

    def _fixed(self, path: str) -> list[tuple[bytes, bytes]]:
        if path.startswith(ASSETS):
            return self._assets
        return self._scene if path == "/join" or path.startswith(SCENE_FOLDERS) else self._usual


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as they are sent, written once."""
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _secure_cookies(message: Message) -> None:
    message["headers"] = [
        (
            name,
            value + b"; Secure"
            if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
            else value,
        )
        for name, value in message["headers"]
    ]
