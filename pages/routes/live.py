"""``/live/<run>/…``: a participant's seat, its events, its answers, and the host's nudges.

All but the nudges go by the seat's cookie, and every request is answered after its commit.
``POST answers`` {item, part, key, value} -> {received: true}; a refusal is {sentence}: 400
unreadable, 404 no seat, 409 the round has closed, 413 too long, 429 too often, 503 come again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.access import token_hash
from course.errors import NOT_FOUND, GoldseamError, NotFound
from course.work import Work
from course.workshop import responding, scenes, seats
from pages.routes import failures, live_saying, seat_cookie
from pages.routes.cookie import viewer_in
from pages.routes.event_stream import Stream, StreamResponse
from pages.routes.json_body import Body, Unreadable, read, reply, said
from pages.routes.live_hub import hub
from pages.routes.live_writer import writer
from pages.routes.paces import Paces
from pages.ui import wiring

log = logging.getLogger("goldseam.live")

NO_SEAT = "This browser has no seat in this workshop. Join with the code on the screen."
TOO_OFTEN = "That was too quick. It is sent again by itself."
AWAY = "The database is not answering just now. It is tried again by itself."
ENDING = "This server is starting again. It is tried again by itself."

paces = Paces()


class _Join(Body):
    code: str
    device: str


class _Answer(Body):
    item: str
    key: str
    value: dict[str, Any]
    part: int = 0


class _Say(Body):
    what: str


async def _has_seat(request: Request) -> Response:
    token, run_id = seat_cookie.token_in(request), request.path_params["run"]
    if token is None:
        return said(404, NO_SEAT)
    return await _answered(lambda: run_in_threadpool(_known, run_id, token))


def _known(run_id: str, token: str) -> Response:
    with wiring.reading() as work:
        found = scenes.known(work, run_id, [token])
    return reply(200, {"seat": True}) if found else said(404, NO_SEAT)


async def _take_seat(request: Request) -> Response:
    if not await failures.turn(request):
        return said(429, failures.SENTENCE)
    run_id, had = request.path_params["run"], seat_cookie.token_in(request)

    async def take() -> Response:
        sent = await read(request, _Join)
        token = await writer.do(lambda work: _seat(work, request, had, sent))
        hub.joined(run_id)
        answer = reply(200, {"seat": True})
        seat_cookie.give(answer, request, run_id, token)
        return answer

    try:
        return await _answered(take)
    except seats.NoSuchCode as error:
        failures.note(request)
        return said(404, error.sentence)


def _seat(work: Work, request: Request, had: str | None, sent: _Join) -> str:
    """The seat this browser has already (a second tap, a reply that was lost), or a new one."""
    run_id = request.path_params["run"]
    if had is not None and scenes.known(work, run_id, [had]):
        return had
    return seats.take(work, viewer_in(request, work), run_id, sent.code, sent.device)


async def _events(request: Request) -> Response | StreamResponse:
    token, run_id = seat_cookie.token_in(request), request.path_params["run"]
    if hub.ending:
        return said(503, ENDING)
    stream = Stream()
    seat_id = await hub.seat(run_id, token, stream) if token else None
    if seat_id is None:
        return said(401, NO_SEAT)
    return StreamResponse(stream, lambda: hub.left(run_id, stream, seat_id))


async def _answer(request: Request) -> Response:
    run_id, token = request.path_params["run"], seat_cookie.token_in(request)
    if token is None:
        return said(404, NO_SEAT)
    if not paces.may(token_hash(token), asyncio.get_running_loop().time()):
        return said(429, TOO_OFTEN)

    async def take() -> Response:
        sent = await read(request, _Answer)
        job = live_saying.answering(run_id, token, sent.item, sent.part, sent.key, sent.value)
        changed = await writer.do(job)
        hub.touched(run_id, [changed.seat_id])
        if changed.others:
            # Both of a pair: the reply brings whoever was last no number but their own.
            hub.shown(run_id, [changed.seat_id, *changed.others])
        return reply(200, {"received": True})

    return await _answered(take)


async def _say(request: Request) -> Response:
    run_id, token = request.path_params["run"], seat_cookie.token_in(request)
    if token is None:
        return said(404, NO_SEAT)
    if not paces.may(token_hash(token), asyncio.get_running_loop().time()):
        return said(429, TOO_OFTEN)

    async def take() -> Response:
        sent = await read(request, _Say)
        hub.shown(run_id, await writer.do(live_saying.doing(run_id, token, sent.what)))
        if sent.what in live_saying.SEEN_BY_HOSTS:
            hub.joined(run_id)
        # Whoever leaves keeps the cookie: it opens their own card for some weeks.
        return reply(200, {"received": True})

    return await _answered(take)


async def _nudges(request: Request) -> Response | StreamResponse:
    run_id = request.path_params["run"]
    if hub.ending:
        return said(503, ENDING)
    try:
        await run_in_threadpool(_is_host, request, run_id)
    except NotFound:
        return said(404, NOT_FOUND)
    stream = Stream()
    hub.host(run_id, stream)
    return StreamResponse(stream, lambda: hub.left(run_id, stream))


def _is_host(request: Request, run_id: str) -> None:
    with wiring.reading() as work:
        scenes.for_host(work, viewer_in(request, work), run_id)


async def _answered(take: Callable[[], Any]) -> Response:
    """What a request comes to; whatever is refused says why in one sentence."""
    try:
        found: Response = await take()
        return found
    except Unreadable as error:
        return said(error.status, error.sentence)
    except seats.NoSuchCode:
        raise
    except (responding.Closed, seats.CannotJoin) as error:
        return said(409, error.sentence)
    except NotFound:
        return said(404, NO_SEAT)
    except GoldseamError as error:
        return said(400, error.sentence)
    except SQLAlchemyError as error:
        log.warning("not stored just now: %s", type(error).__name__)
        return said(503, AWAY)


ROUTES = [
    Route("/live/{run}/seat", _has_seat, methods=["GET"]),
    Route("/live/{run}/seat", _take_seat, methods=["POST"]),
    Route("/live/{run}/events", _events, methods=["GET"]),
    Route("/live/{run}/answers", _answer, methods=["POST"]),
    Route("/live/{run}/say", _say, methods=["POST"]),
    Route("/live/{run}/nudges", _nudges, methods=["GET"]),
]
