"""Identity providers: Streamlit speaks with them, and here its answer becomes our own sign-in.

The middleware wraps ``/oauth2callback``. From there on Streamlit's identity cookie is never
trusted: it is kept from reaching the browser, and taken out of every request that carries one.
"""

from __future__ import annotations

import json
import logging
from http.cookies import CookieError, SimpleCookie
from typing import Any

import httpx
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from course.errors import GoldseamError
from course.signing import links, provider
from course.signing.provider import Admitted, BadClaims
from pages.routes import cookie, plain, providers
from pages.routes.providers import Provider
from pages.ui import wiring

log = logging.getLogger("goldseam.signing")

CALLBACK = "/oauth2callback"
_JOINING_SECONDS = 600

_issuers: dict[str, str] = {}  # by metadata address; the same for all visitors


def _joining_name() -> str:
    return f"{cookie.cookie_name()}_joining"


class ProviderSignIn:
    """ASGI middleware around Streamlit: see the module's own words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Strip Streamlit's identity from what comes in, and replace it in what goes out."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        scope = _without_identity(scope)
        if scope["type"] == "http" and scope["path"] == CALLBACK:
            await self._callback(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/auth/logout":
            await RedirectResponse("/sign-out", status_code=303)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _callback(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)

        await self.app(scope, receive, keep)
        headers = Headers(raw=start.get("headers", []))
        answer = await _our_answer(Request(scope), headers)
        _pass_on_state(headers, answer)
        await answer(scope, receive, send)


def _without_identity(scope: Scope) -> Scope:
    headers = MutableHeaders(scope=dict(scope, headers=list(scope["headers"])))
    if USER_COOKIE_NAME not in headers.get("cookie", ""):
        return scope
    parts = [part.strip() for part in headers["cookie"].split(";")]
    headers["cookie"] = "; ".join(p for p in parts if not p.startswith(USER_COOKIE_NAME))
    return dict(scope, headers=headers.raw)


def _pass_on_state(headers: Headers, answer: Response) -> None:
    """Let Streamlit clear its OAuth state, and nothing else of its own reach the browser."""
    for line in headers.getlist("set-cookie"):
        if not line.startswith(USER_COOKIE_NAME):
            answer.headers.append("set-cookie", line)


def _claims(headers: Headers) -> dict[str, Any] | None:
    """The verified claims that Streamlit signed into its cookie, whole or in chunks."""
    jar: dict[str, str] = {}
    for line in headers.getlist("set-cookie"):
        try:
            jar |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        except CookieError:
            continue
    secret = get_cookie_secret()

    def opened(name: str) -> bytes | None:
        return decode_signed_value(secret, name, jar[name]) if jar.get(name) else None

    raw = get_cookie_with_chunks(opened, USER_COOKIE_NAME)
    found = None if raw is None else json.loads(raw)
    return found if isinstance(found, dict) else None


async def _issuer(source: Provider) -> str:
    """The issuer that a provider's own metadata names, fetched once."""
    if source.metadata_url not in _issuers:
        async with httpx.AsyncClient(timeout=10, follow_redirects=False) as client:
            answer = await client.get(source.metadata_url)
        answer.raise_for_status()
        _issuers[source.metadata_url] = str(answer.json()["issuer"])
    return _issuers[source.metadata_url]


async def _our_answer(request: Request, headers: Headers) -> Response:
    reason = links.refusal(wiring.installation().settings)
    if reason:
        return plain.sentence("Signing in is closed here", reason, 403)
    claims = _claims(headers)
    if claims is None:
        return plain.sentence("Not signed in", "The sign-in was not finished. Try once more.", 400)
    try:
        source = providers.named(str(claims.get("provider")))
        if source is None:
            raise BadClaims("provider")
        issuer = await _issuer(source)
        admitted = await run_in_threadpool(_admit, request, claims, source, issuer)
    except BadClaims as error:
        log.warning("an identity provider's answer was refused: %s", error.claim)
        return plain.sentence("Not signed in", error.sentence, 403)
    except (httpx.HTTPError, ValueError, KeyError):
        log.warning("an identity provider's metadata could not be read")
        return plain.sentence("Not signed in", provider.REFUSED, 502)
    answer: Response = RedirectResponse("/", status_code=303)
    if admitted.sentence:
        answer = plain.sentence("You are signed in", admitted.sentence, 200)
    cookie.set_sign_in(answer, admitted.token)
    answer.delete_cookie(_joining_name(), path=CALLBACK)
    return answer


def _admit(request: Request, claims: dict[str, Any], source: Provider, issuer: str) -> Admitted:
    now = wiring.installation().clock.now()
    person = provider.verify(claims, client_id=source.client_id, issuer=issuer, now=now)
    with wiring.writing() as work:
        viewer = cookie.viewer_in(request, work)
        return provider.admit(work, viewer, person, request.cookies.get(_joining_name()))


async def _join_with(request: Request) -> Response:
    """Remember the invitation for ten minutes in this browser, and go to the provider."""
    answer = await _go(request)
    if answer.status_code == 200:
        answer.set_cookie(
            _joining_name(),
            request.path_params["token"],
            max_age=_JOINING_SECONDS,
            path=CALLBACK,
            secure=wiring.installation().settings.is_https,
            httponly=True,
            samesite="lax",
        )
    return answer


async def _go(request: Request) -> Response:
    source = providers.named(request.path_params["provider"])
    reason = links.refusal(wiring.installation().settings)
    if reason:
        return plain.sentence("Signing in is closed here", reason, 403)
    try:
        if source is None:
            raise GoldseamError("No such way of signing in is set up here.")
        signed = encode_provider_token(source.name)
    except GoldseamError as error:
        return plain.sentence("Not here", error.sentence, 404)
    address = f"/auth/login?provider={signed}"
    body = f'<p><a href="{plain.esc(address)}">Go on to {plain.esc(source.label)}</a></p>'
    answer = plain.page(f"On to {source.label}", body)
    # Not a redirect: browsers hold a form to our own address through every redirect after it.
    answer.headers["Refresh"] = f"0; url={address}"
    # An invitation remembered earlier in this browser must not be taken by this sign-in.
    answer.delete_cookie(_joining_name(), path=CALLBACK)
    return answer


ROUTES = [
    Route("/enter/{token}/with/{provider}", _join_with, methods=["POST"]),
    Route("/sign-in/{provider}", _go, methods=["POST"]),
]
