"""One open stream of server-sent events, and what waits to be sent on it.

A slow phone never holds up the others, and is never sent what is out of date: of several scenes
that come while it is still taking one in, only the newest is sent.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from contextlib import suppress

from starlette.types import Receive, Scope, Send

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx passes events on as they come.
    (b"x-accel-buffering", b"no"),
]
SHORTEST_RETRY, LONGEST_RETRY = 1000, 5000  # milliseconds
ELSEWHERE = b"event: elsewhere\ndata: \n\n"
# Boards and consoles. Phones are not counted so: a room of a thousand of them is one address.
WATCHING_PER_ADDRESS = 100
TOO_MANY_OPEN = "Too many boards and consoles are open from this address. Close some, or wait."
_slots = itertools.count()


def retry() -> bytes:
    """When to come back, at random: a thousand phones shall not come back in one moment."""
    wait = SHORTEST_RETRY + secrets.randbelow(LONGEST_RETRY - SHORTEST_RETRY + 1)
    return b"retry: %d\n\n" % wait


class Stream:
    """What one browser is told. All its methods belong to the event loop's thread."""

    __slots__ = ("_ended", "_last", "_next", "_ready", "address", "sending_since", "slot", "task")

    def __init__(self, address: str = "") -> None:
        self.address = address
        self._next: bytes | None = None
        self._last: bytes | None = None
        self._ready: asyncio.Future[None] | None = None
        self._ended = False
        self.slot = next(_slots)
        self.sending_since: float | None = None
        self.task: asyncio.Task[None] | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will be sent on it."""
        return self._ended

    def offer(self, event: bytes) -> None:
        """Send this next, in the place of what has not been sent yet."""
        if not self._ended:
            self._next = event
            self._wake()

    def beat(self, event: bytes) -> None:
        """Send this if there is nothing else to send."""
        if self._next is None:
            self.offer(event)

    def end(self, last: bytes = b"") -> None:
        """Send what waits, then ``last``, then end."""
        if not self._ended:
            self._ended = True
            self._last = last
            self._wake()

    def drop(self) -> None:
        """End at once: its other side takes nothing in."""
        self.end()
        if self.task is not None:
            self.task.cancel()

    def _wake(self) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    async def _take(self) -> bytes:
        """The next bytes; empty at the end."""
        while self._next is None and not self._ended:
            self._ready = asyncio.get_running_loop().create_future()
            await self._ready
        taken, self._next = self._next, None
        if taken is None:
            taken, self._last = self._last or b"", b""
        return taken

    async def run(self, receive: Receive, send: Send) -> None:
        """Answer a request with this stream, until either side ends it."""
        loop = asyncio.get_running_loop()
        leaving = loop.create_task(self._until_gone(receive))
        self.task = loop.create_task(self._send_all(send, loop))
        try:
            with suppress(asyncio.CancelledError, OSError):
                await self.task
        finally:
            self._ended = True
            leaving.cancel()
            self.task.cancel()

    async def _send_all(self, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        while taken := await self._take():
            self.sending_since = loop.time()
            await send({"type": "http.response.body", "body": taken, "more_body": True})
            self.sending_since = None
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _until_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.end()
        if self.task is not None:
            self.task.cancel()


class StreamResponse:
    """A stream as what a route returns; ``left`` is called when it is over."""

    def __init__(self, stream: Stream, left: object = None) -> None:
        self.stream = stream
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.stream.run(receive, send)
        finally:
            if callable(self._left):
                self._left()
