"""What live workshops need while the process runs: beats, the bell, and an end for every stream.

Without it one open stream would keep a process that was told to stop alive for half a minute.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

from course.installation import Installation
from pages.routes.live_beat import Beat
from pages.routes.live_bell import Bell
from pages.routes.live_hub import Hub, hub
from pages.routes.live_writer import Writer, writer

_Handler = Callable[[int, FrameType | None], Any]


@asynccontextmanager
async def running(
    installation: Installation, hub: Hub = hub, writer: Writer = writer
) -> AsyncIterator[None]:
    """Serve streams within the block; told to stop, end them before anything else ends."""
    bell = Bell(installation, hub)
    hub.begin(bell.ring)
    bell.start()
    beat = Beat(hub)
    tasks = [asyncio.create_task(one) for one in (beat.beat(), beat.check(), bell.look())]
    before = _chain(hub.end_all)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(writer.stop)
        await asyncio.to_thread(bell.stop)


def _chain(first: Callable[[], None]) -> dict[signal.Signals, Any]:
    """Do ``first`` on each signal to stop, then what was to be done; returns what that was."""
    before: dict[signal.Signals, Any] = {}
    if threading.current_thread() is not threading.main_thread():
        return before  # only the main thread may, and only there is a server told to stop
    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.getsignal(number)
        signal.signal(number, _after(first, before[number]))
    return before


def _after(first: Callable[[], None], then: Any) -> _Handler:
    def handle(number: int, frame: FrameType | None) -> None:
        first()
        if callable(then):
            then(number, frame)

    return handle
