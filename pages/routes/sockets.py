"""Every open Streamlit socket: what a browser may say on it, how many there are, when it ends."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from course.access import token_hash
from pages.routes import cookie
from pages.routes.guard import STREAM
from pages.routes.logs import summary

log = logging.getLogger("goldseam.sockets")

# Everything else a browser could send (clearing caches, uploads, settings of the server,
# debugging) is dropped unread.
ALLOWED = frozenset({"rerun_script", "stop_script", "app_heartbeat"})

PROTOCOL = b"sec-websocket-protocol"
RERUN = BackMsg(rerun_script=ClientState()).SerializeToString()

STRANGERS_PER_ADDRESS = 50
CHECK_SECONDS = 2.0
CLOSE_SECONDS = 1.0
REMEMBERED_TABS = 20_000
POLICY = 1008
TOO_MANY = "Too many pages are open from this address without a sign-in. Try again in a minute.\n"

StillSignedIn = Callable[[Collection[str]], set[str]]


@dataclass(eq=False)
class OpenSocket:
    """One socket. ``known_as`` is the cookie's hash; ``signed_in`` what the database said last."""

    send: Send
    address: str
    known_as: str | None
    signed_in: bool = False
    ended: bool = False


class OpenSockets:
    """All sockets of this process, and which tab's state belongs to whom."""

    def __init__(self, still_signed_in: StillSignedIn) -> None:
        self._still_signed_in = still_signed_in
        self._open: set[OpenSocket] = set()
        self._tabs: OrderedDict[str, str | None] = OrderedDict()

    def strangers(self, address: str) -> int:
        """How many sockets without a good sign-in an address has open."""
        return Counter(s.address for s in self._open if not s.signed_in)[address]

    def add(self, opened: OpenSocket) -> None:
        """Count a socket in."""
        self._open.add(opened)

    def remove(self, closed: OpenSocket) -> None:
        """Count a socket out."""
        self._open.discard(closed)

    def remember_tab(self, session_id: str, known_as: str | None) -> None:
        """Note whose tab this is; the oldest are forgotten first."""
        self._tabs[session_id] = known_as
        self._tabs.move_to_end(session_id)
        while len(self._tabs) > REMEMBERED_TABS:
            self._tabs.popitem(last=False)

    def owns_tab(self, session_id: str, known_as: str | None) -> bool:
        """Whether a returning tab comes with the same cookie as when it left."""
        return session_id in self._tabs and self._tabs[session_id] == known_as

    async def ask(self, hashes: Collection[str]) -> set[str] | None:
        """Which cookies are good now; None when the database does not answer."""
        try:
            return await run_in_threadpool(self._still_signed_in, hashes)
        except Exception as error:  # whatever it is, the next check asks again
            log.warning("sign-ins could not be checked: %s", summary(error))
            return None

    async def watch(self) -> None:
        """End the sockets of sign-ins that are over, until cancelled."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            await self.check()

    async def check(self) -> None:
        """One round: one statement for all sockets."""
        named = [opened for opened in self._open if opened.known_as is not None]
        hashes = {opened.known_as for opened in named if opened.known_as is not None}
        good = await self.ask(hashes) if hashes else set()
        if good is None:
            return
        over = [s for s in named if s.signed_in and s.known_as not in good]
        for opened in named:
            opened.signed_in = opened.known_as in good
        await asyncio.gather(*(_end(opened) for opened in over))


async def _end(opened: OpenSocket) -> None:
    # From here on nothing it sends is heard, even if its side never closes.
    opened.ended = True
    with suppress(Exception):
        async with asyncio.timeout(CLOSE_SECONDS):
            await opened.send({"type": "websocket.close", "code": POLICY})


class Sockets:
    """Middleware around Streamlit's one socket address."""

    def __init__(self, app: ASGIApp, sockets: OpenSockets) -> None:
        self.app = app
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] != "websocket" or scope["path"] != STREAM:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        token = HTTPConnection(scope).cookies.get(cookie.cookie_name())
        known_as = token_hash(token) if token else None
        good = await self._sockets.ask({known_as}) if known_as else set()
        opened = OpenSocket(send, client[0] if client else "", known_as)
        opened.signed_in = bool(good)
        crowd = self._sockets.strangers(opened.address)
        if not opened.signed_in and crowd >= STRANGERS_PER_ADDRESS:
            await PlainTextResponse(TOO_MANY, 429)(scope, receive, send)
            return
        self._sockets.add(opened)
        try:
            # A tab that comes back signed out would show what it last drew until its next click.
            redraws = good == set() and len(_entries(scope)) > 2
            scope = _own_tab_only(scope, self._sockets, known_as)
            hearing = _Hearing(opened, receive, [RERUN] if redraws else [])
            await self.app(scope, hearing, _Saying(opened, self._sockets))
        finally:
            self._sockets.remove(opened)


def _entries(scope: Scope) -> list[bytes]:
    """What a socket asks for; a tab that comes back names its earlier state third."""
    # Sent several times, they count as one list; Streamlit would read the first alone.
    sent = b",".join(value for name, value in scope["headers"] if name == PROTOCOL)
    return [part.strip() for part in sent.split(b",")]


def _own_tab_only(scope: Scope, sockets: OpenSockets, known_as: str | None) -> Scope:
    """Let a socket take up a tab's earlier state only with the cookie that tab had."""
    entries = _entries(scope)
    if len(entries) < 3 or sockets.owns_tab(entries[2].decode("latin-1"), known_as):
        return scope
    kept = b",".join(entries[:2])
    changed = [(n, kept if n == PROTOCOL else value) for n, value in scope["headers"]]
    return {**scope, "headers": changed, "subprotocols": [e.decode("latin-1") for e in entries[:2]]}


class _Hearing:
    """What Streamlit hears of a browser: only messages of the kinds our pages need.

    ``first`` are messages that it hears before any of the browser's own.
    """

    def __init__(self, opened: OpenSocket, receive: Receive, first: Iterable[bytes] = ()) -> None:
        self._opened = opened
        self._receive = receive
        self._first = deque(first)
        self._connected = False

    async def __call__(self) -> Message:
        while True:
            if self._connected and self._first:
                return {"type": "websocket.receive", "bytes": self._first.popleft()}
            message = await self._receive()
            self._connected |= message["type"] == "websocket.connect"
            if self._opened.ended:
                return {"type": "websocket.disconnect", "code": POLICY}
            if message["type"] != "websocket.receive" or _is_allowed(message.get("bytes")):
                return message


def _is_allowed(data: bytes | None) -> bool:
    try:
        return data is not None and BackMsg.FromString(data).WhichOneof("type") in ALLOWED
    except DecodeError:
        return False


class _Saying:
    """What Streamlit says to a browser; its first words tell which tab this is."""

    def __init__(self, opened: OpenSocket, sockets: OpenSockets) -> None:
        self._opened = opened
        self._sockets = sockets
        self._named = False

    async def __call__(self, message: Message) -> None:
        if self._opened.ended:
            return
        if not self._named and message["type"] == "websocket.send" and message.get("bytes"):
            self._name(message["bytes"])
        await self._opened.send(message)

    def _name(self, data: bytes) -> None:
        said = ForwardMsg.FromString(data)
        session_id = said.new_session.initialize.session_id
        if said.WhichOneof("type") == "new_session" and session_id:
            self._sockets.remember_tab(session_id, self._opened.known_as)
            self._named = True
