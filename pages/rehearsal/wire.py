"""HTTP/1.1 as small as a phone's: one line kept open for requests, one for events.

A thousand of these fit into one process beside the server they talk to, which a whole browser or a
whole HTTP library would not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LINE_LIMIT = 1024 * 1024


class LineLost(Exception):
    """Nothing answers, or it stopped in the middle."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as JSON; empty where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Event:
    """One server-sent event."""

    kind: str
    id: str
    data: bytes


class Line:
    """A connection to one server, opened again whenever it was lost.

    ``url`` is the address as a browser knows it; ``connect`` where to find it, if elsewhere.
    """

    def __init__(self, url: str, connect: tuple[str, int] | None = None) -> None:
        parts = urlsplit(url)
        self.origin = url
        self._host = parts.netloc
        self._place = connect or (parts.hostname or "localhost", parts.port or 80)
        self._turn = asyncio.Lock()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def request(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        cookie: str = "",
        patience: float = 8,
    ) -> Answer:
        """Ask, and wait for the whole answer. Raises LineLost."""
        async with self._turn:
            try:
                async with asyncio.timeout(patience):
                    return await self._asked(method, path, content, cookie)
            except (OSError, EOFError, TimeoutError, ValueError):
                await self.close()
                raise LineLost from None

    async def _asked(self, method: str, path: str, content: object, cookie: str) -> Answer:
        body = b"" if content is None else json.dumps(content).encode()
        kept = self._writer is not None
        try:
            await self._send(method, path, body, cookie)
            return await self._read()
        except (OSError, EOFError):
            await self.close()
            if not kept:
                raise
        # A kept connection may have been closed meanwhile: once more on a new one.
        await self._send(method, path, body, cookie)
        return await self._read()

    async def _send(
        self, method: str, path: str, body: bytes, cookie: str, extra: str = ""
    ) -> None:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                *self._place, limit=LINE_LIMIT
            )
        head = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        if cookie:
            head.append(f"Cookie: {cookie}")
        if method != "GET":
            head += [f"Origin: {self.origin}", "Sec-Fetch-Site: same-origin"]
            head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        lines = "\r\n".join(head) + "\r\n" + extra + "\r\n"
        self._writer.write(lines.encode() + body)
        await self._writer.drain()

    async def _head(self) -> tuple[int, dict[str, str]]:
        assert self._reader is not None
        raw = await self._reader.readuntil(b"\r\n\r\n")
        first, *rest = raw.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in rest if line)
        headers: dict[str, str] = {}
        for name, _, value in pairs:
            key = name.lower()
            headers[key] = f"{headers[key]}\n{value.strip()}" if key in headers else value.strip()
        return int(first.split(" ")[1]), headers

    async def _read(self) -> Answer:
        assert self._reader is not None
        status, headers = await self._head()
        if "chunked" in headers.get("transfer-encoding", ""):
            body = b"".join([chunk async for chunk in self._chunks()])
        else:
            body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Answer(status, headers, body)

    async def _chunks(self) -> AsyncIterator[bytes]:
        assert self._reader is not None
        while size := int((await self._reader.readuntil(b"\r\n")).split(b";")[0], 16):
            yield (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readuntil(b"\r\n")

    async def events(self, path: str, *, cookie: str = "", last: str = "") -> AsyncIterator[Event]:
        """A stream of events until it ends. Raises LineLost, or Refused with the answer."""
        try:
            since = f"Last-Event-ID: {last}\r\n" if last else ""
            await self._send("GET", path, b"", cookie, f"Accept: text/event-stream\r\n{since}")
            status, headers = await self._head()
            if status != 200:
                raise Refused(await self._rest(status, headers))
            rest = b""
            async for chunk in self._chunks():
                *whole, rest = (rest + chunk).split(b"\n\n")
                for text in whole:
                    yield _event(text)
        except (OSError, EOFError, ValueError):
            raise LineLost from None
        finally:
            await self.close()

    async def _rest(self, status: int, headers: dict[str, str]) -> Answer:
        assert self._reader is not None
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(status, headers, body)

    async def close(self) -> None:
        """Hang up."""
        writer, self._reader, self._writer = self._writer, None, None
        if writer is not None:
            with suppress(OSError, TimeoutError):
                writer.close()
                await asyncio.wait_for(writer.wait_closed(), 2)


class Refused(Exception):
    """A stream that was not opened; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.status}")
        self.answer = answer


def _event(text: bytes) -> Event:
    kind, last, data = "message", "", b""
    for line in text.split(b"\n"):
        name, _, value = line.partition(b": ")
        if name == b"event":
            kind = value.decode()
        elif name == b"id":
            last = value.decode()
        elif name == b"data":
            data = value
        elif name == b"retry":
            kind, data = "retry", value
    return Event(kind, last, data)
