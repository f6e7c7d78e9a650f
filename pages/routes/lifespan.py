"""What happens once at start and once at the end."""

from __future__ import annotations

import asyncio
import gc
import importlib
import importlib.util
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st

from course.installation import Installation
from course.signing import links
from pages.routes import live_service, scheduled
from pages.routes.sockets import OpenSockets

# A page that imports these itself does so in its first visitor's run, and a rerun that arrives
# meanwhile finds them half imported.
HEAVY = ("pandas", "plotly.graph_objects", "plotly.io", "streamlit.elements.plotly_chart")

Lifespan = Callable[[st.App], AbstractAsyncContextManager[None]]


def around(installation: Installation, sockets: OpenSockets, begin: Callable[[], None]) -> Lifespan:
    """The lifespan of an application on this installation; ``begin`` is called once it is up."""

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        await asyncio.to_thread(_warm)
        settle()
        say_owner_link(installation)
        begin()
        tasks = [
            asyncio.create_task(scheduled.keep_going(installation)),
            asyncio.create_task(sockets.watch()),
        ]
        try:
            async with live_service.running(installation):
                yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            installation.close()

    return lifespan


def _warm() -> None:
    for name in HEAVY:
        if importlib.util.find_spec(name.split(".", maxsplit=1)[0]):
            importlib.import_module(name)


def settle() -> None:
    """Keep what the start has loaded out of the collector's way, and let it work from now on."""
    # What stands now lives as long as the process. The start leaves hardly any garbage: to collect
    # it first takes 0.2 s and gives back no memory.
    gc.freeze()
    gc.enable()


def say_owner_link(installation: Installation) -> None:
    """Print the way in for the first owner, as long as there is none."""
    with installation.writing() as work:
        link = links.owner_link(work)
    if link is not None:
        print(f"Open this link once to become the owner: {link}", flush=True)
    print(f"Goldseam is at {installation.settings.url}", flush=True)
