"""Whether the process is up, and whether it can do its work."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from pages.ui import wiring


async def healthz(_request: Request) -> PlainTextResponse:
    """The process is up."""
    return PlainTextResponse("ok")


async def readyz(_request: Request) -> PlainTextResponse:
    """The database answers and is at the newest schema; otherwise 503."""
    ready = await run_in_threadpool(wiring.installation().ready)
    return PlainTextResponse("ready" if ready else "not ready", 200 if ready else 503)


ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz, methods=["GET"]),
    Route("/readyz", readyz, methods=["GET"]),
]
