"""What may come in at all: our own Host and Origin, known paths, and nothing more for strangers."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from course.errors import NOT_FOUND
from course.settings import Settings
from pages.routes import cookie, plain
from pages.ui.registry import PATHS

STREAM = "/_stcore/stream"

# Paths of Streamlit's own that a browser needs before it is known who looks. Its metrics, uploads,
# media, agent routes and everything else that is not named here answer 404 to everyone.
STREAMLIT_PATHS = frozenset(
    {
        "/",
        "/favicon.png",
        "/manifest.json",
        "/_stcore/health",
        "/_stcore/host-config",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    }
)
STREAMLIT_FOLDERS = ("/static/", "/app/static/", "/_stcore/bidi-components/")

# Routes of ours that answer somebody who is not signed in; every other one needs a sign-in.
ANONYMOUS = frozenset(
    {
        "/healthz",
        "/readyz",
        "/plain.js",
        "/enter/{token}",
        "/enter/{token}/with/{provider}",
        "/sign-in/{provider}",
        "/return",
        "/return/mail",
        "/sign-out",
        "/letters/off/{token}",
        "/calendar/{token}.ics",
        "/shown/{token}",
        "/verified/{code}",
        "/verified/{code}/badge.jwt",
        "/verified/{code}/badge.svg",
        "/badge/issuer",
        "/badge/course",
        "/badge/keys/{key}",
        "/badge/status",
        "/join",
        "/join/{code}",
        "/scene/{edition}/{name}",
        "/parts/{edition}/{name}",
        "/live/{run}/seat",
        "/live/{run}/events",
        "/live/{run}/answers",
        "/live/{run}/say",
        "/board/{run}/{secret}",
        "/board/{run}/{secret}/events",
        "/board/{run}/{secret}/qr.svg",
        "/live/{run}/takeaway",
        "/live/{run}/takeaway.txt",
        "/live/{run}/card",
        "/workshops/booking/{token}",
        "/workshops/booking/{token}/calendar.ics",
        "/workshops/booking/{token}/attendance.pdf",
        "/workshops/{run}",
        "/workshops/{run}/calendar.ics",
    }
)

# What a thousand phones ask for in one moment goes from here straight to its route: it needs
# nothing that Streamlit's layers do, and passing them would cost as much as answering.
DIRECT = frozenset(
    {
        "/join",
        "/join/{code}",
        "/scene/{edition}/{name}",
        "/live/{run}/seat",
        "/live/{run}/events",
        "/live/{run}/answers",
        "/live/{run}/say",
        "/live/{run}/nudges",
    }
)

# All that the address of a workshop's room (GOLDSEAM_ROOM_URL) answers.
ROOM_PATHS = frozenset({"/join", "/healthz"})
ROOM_FOLDERS = ("/join/", "/live/", "/board/", "/scene/", "/app/static/")

# A mail program's own button posts from nowhere of ours (RFC 8058); the token in the path is all
# that such a route goes by, and it looks at no cookie.
FROM_ANYWHERE = frozenset({"/letters/off/{token}"})

READS = {"GET", "HEAD"}
WRITES = {"POST", "PUT", "DELETE"}
_DEFAULT_PORTS = {"http": 80, "https": 443}
ELSEWHERE = "This address is not one of ours. Open {url} instead.\n"
NOT_OURS = "This was sent from a page that is not ours, so nothing was changed.\n"


def hosts(url: str) -> frozenset[str]:
    """Every way a browser may write the Host of an address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    port = parts.port or _DEFAULT_PORTS[parts.scheme]
    plainly = {host} if port == _DEFAULT_PORTS[parts.scheme] else set()
    return frozenset({f"{host}:{port}", *plainly})


class Guard:
    """Refuses what does not belong, before Streamlit or a route sees it."""

    def __init__(self, app: ASGIApp, settings: Settings, routes: list[BaseRoute]) -> None:
        self.app = app
        self._url = settings.url
        self._hosts = hosts(settings.url)
        self._origin = settings.origin
        self._room_hosts = hosts(settings.room_url)
        self._room_origin = settings.room_url
        self._loopback_hosts = (
            frozenset(f"{host}:{settings.port}" for host in ("127.0.0.1", "[::1]", "localhost"))
            if settings.is_loopback
            else frozenset()
        )
        self._routes = [route for route in routes if isinstance(route, Route)]
        self._apps = {r.endpoint: r.app for r in self._routes if r.path in DIRECT}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request or socket."""
        answer: ASGIApp | None = None
        if scope["type"] == "websocket":
            answer = self._socket_refusal(scope)
        elif scope["type"] == "http":
            answer = self._refusal(scope) or self._direct(scope)
        await (answer or self.app)(scope, receive, send)

    def _socket_refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._hosts or not _is_from(
            self._origin, headers
        ):
            return PlainTextResponse(NOT_OURS, 403)
        return None if scope["path"] == STREAM else PlainTextResponse(NOT_FOUND, 404)

    def _refusal(self, scope: Scope) -> Response | None:
        path, method = scope["path"], scope["method"]
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        origins = self._origins(host, path)
        if not origins and path != "/healthz":
            return self._elsewhere(scope, host)
        ours = any(_is_from(origin, headers) for origin in origins)
        if method in WRITES and not ours and not self._from_anywhere(scope):
            return PlainTextResponse(NOT_OURS, 403)
        if method not in READS | WRITES:
            return PlainTextResponse("Not here.\n", 405)
        route = self._route(scope)
        known = self._known(scope) if route is None else _may(route, scope)
        return None if known else plain.sentence("Not here", NOT_FOUND, 404)

    def _elsewhere(self, scope: Scope, host: str) -> Response:
        if host in self._loopback_hosts and scope["method"] in READS:
            query = scope["query_string"].decode("latin-1")
            path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
            # Whatever was asked for, what we lead to begins with our own address.
            path = path if path.startswith("/") else "/"
            return RedirectResponse(f"{self._url}{path}{'?' if query else ''}{query}", 307)
        return PlainTextResponse(ELSEWHERE.format(url=self._url), 421)

    def _origins(self, host: str, path: str) -> list[str]:
        """The origins whose pages may have asked for this; none where the host is not ours."""
        in_room = path in ROOM_PATHS or path.startswith(ROOM_FOLDERS)
        return [
            *([self._origin] if host in self._hosts else []),
            *([self._room_origin] if in_room and host in self._room_hosts else []),
        ]

    def _from_anywhere(self, scope: Scope) -> bool:
        return any(
            route.path in FROM_ANYWHERE and route.matches(scope)[0] is Match.FULL
            for route in self._routes
        )

    def _route(self, scope: Scope) -> Route | None:
        """Our route for this address: one that takes its method, if there is one."""
        partly = None
        for route in self._routes:
            match, inside = route.matches(scope)
            if match is Match.FULL:
                if route.path in DIRECT:
                    scope.update(inside)
                return route
            if match is Match.PARTIAL and partly is None:
                partly = route
        return partly

    def _direct(self, scope: Scope) -> ASGIApp | None:
        """Where the request goes past all that is beneath; None for through it."""
        found: ASGIApp | None = scope.get("endpoint")
        return None if found is None else self._apps[found]

    def _known(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if scope["method"] not in READS:
            return False
        return (
            path in STREAMLIT_PATHS
            or path.removeprefix("/") in PATHS
            or path.startswith(STREAMLIT_FOLDERS)
        )


def _may(route: Route, scope: Scope) -> bool:
    return route.path in ANONYMOUS or _has_cookie(scope)


def _is_from(origin: str, headers: Headers) -> bool:
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.getlist("origin") == [origin] and site == "same-origin"


def _has_cookie(scope: Scope) -> bool:
    # Whether the cookie is good is asked by the route's own operation, in its transaction.
    return bool(HTTPConnection(scope).cookies.get(cookie.cookie_name()))
