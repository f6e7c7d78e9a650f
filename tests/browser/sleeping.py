"""A phone's own way to the server, which falls away as it does when a phone sleeps.

Chromium's offline mode leaves streams that are open as they are. Here the phone speaks through a
SOCKS proxy of its own, and sleep closes every connection of it and lets no new one through.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress

AT_ONCE = 65536  # bytes
LENGTHS = {1: 4, 4: 16}  # of addresses in numbers; a name says its own length
GRANTED = b"\x05\x00\x00\x01" + bytes(6)


class Way:
    """A way to one port, on this machine whatever name is asked for; to no other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: set[StreamWriter] = set()
        self._asleep = False

    async def begin(self) -> int:
        """Listen; the port of the proxy."""
        self._listening = await asyncio.start_server(self._come, "127.0.0.1", 0)
        port: int = self._listening.sockets[0].getsockname()[1]
        return port

    async def fall_asleep(self) -> None:
        """Nothing comes or goes from now on."""
        self._asleep = True
        for writer in self._open:
            writer.transport.abort()

    async def wake_up(self) -> None:
        """New connections are let through again."""
        self._asleep = False

    async def end(self) -> None:
        """Close it for good."""
        await self.fall_asleep()
        self._listening.close()

    async def _come(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._asleep:
            writer.transport.abort()
            return
        with suppress(OSError, EOFError):
            if await _asked(reader, writer) != self._port:
                writer.transport.abort()  # a browser has errands of its own
                return
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
            ends = {writer, far_writer}
            self._open |= ends
            writer.write(GRANTED)
            await asyncio.gather(_pass(reader, far_writer), _pass(far_reader, writer))
            self._open -= ends
        writer.close()


async def _asked(reader: StreamReader, writer: StreamWriter) -> int:
    """The port that a connection is asked for, after what is said before."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    kind = (await reader.readexactly(4))[3]
    length = LENGTHS.get(kind) or (await reader.readexactly(1))[0]
    await reader.readexactly(length)
    return int.from_bytes(await reader.readexactly(2))


async def _pass(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while said := await reader.read(AT_ONCE):
            writer.write(said)
            await writer.drain()
    writer.close()
