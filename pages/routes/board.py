"""``/board/<run>/<secret>``: what the projector shows. Whoever has the address may look."""

from __future__ import annotations

import io
from typing import Any

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from course.errors import NOT_FOUND, NotFound
from course.workshop import scenes
from pages.routes import failures, plain
from pages.routes.event_stream import (
    TOO_MANY_OPEN,
    WATCHING_PER_ADDRESS,
    Stream,
    StreamResponse,
    retry,
)
from pages.routes.json_body import said
from pages.routes.live_hub import hub
from pages.routes.live_room import watching_from
from pages.routes.plain import esc
from pages.routes.scene_files import BOARD
from pages.ui import wiring

GONE = "This board was taken back. Open a new one from the console."
LIGHT, DARK = "#FFFFFF", "#14201E"


async def _page(request: Request) -> Response:
    try:
        await run_in_threadpool(_shown, request)
    except NotFound:
        return _refused(request)
    here = f"/board/{request.path_params['run']}/{request.path_params['secret']}"
    data = f' data-board="{esc(here)}" data-qr="{esc(here)}/qr.svg"'
    headers = {"Cache-Control": "no-store"}
    return HTMLResponse(BOARD.replace("{data}", data), headers=headers)


async def _events(request: Request) -> Response | StreamResponse:
    if hub.ending:
        return PlainTextResponse(retry().decode(), 503)
    try:
        await run_in_threadpool(_shown, request)
    except NotFound:
        return _gone(request)
    address = failures.address_of(request)
    if watching_from(hub.rooms.values(), address) >= WATCHING_PER_ADDRESS:
        return said(429, TOO_MANY_OPEN)
    run_id, stream = request.path_params["run"], Stream(address)
    hub.board(run_id, request.path_params["secret"], stream)
    return StreamResponse(stream, lambda: hub.left(run_id, stream))


async def _qr(request: Request) -> Response:
    try:
        found = await run_in_threadpool(_shown, request)
    except NotFound:
        return PlainTextResponse(NOT_FOUND, 404)
    link = found["run"]["join"]
    if not link:
        return PlainTextResponse(NOT_FOUND, 404)
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn, kind="svg", scale=8, border=3, dark=DARK, light=LIGHT
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml")


def _shown(request: Request) -> dict[str, Any]:
    params = request.path_params
    with wiring.reading() as work:
        return scenes.for_board(work, None, params["run"], params["secret"])


def _refused(request: Request) -> Response:
    # The script of an open board asks here what happened to it, and reads the sentence.
    if "text/html" not in request.headers.get("accept", ""):
        return _gone(request)
    if failures.too_many(request):
        return failures.slow_down()
    failures.note(request)
    return plain.sentence("No board here", GONE, 404)


def _gone(request: Request) -> Response:
    if failures.too_many(request):
        return said(429, failures.SENTENCE)
    failures.note(request)
    return said(404, GONE)


ROUTES = [
    Route("/board/{run}/{secret}", _page, methods=["GET", "HEAD"]),
    Route("/board/{run}/{secret}/events", _events, methods=["GET"]),
    Route("/board/{run}/{secret}/qr.svg", _qr, methods=["GET"]),
]
