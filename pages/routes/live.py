"""``/live/<run>/…``: a participant's seat, its events, its answers, and the host's nudges.

All but the nudges go by the seat's cookie, and every request is answered after its commit.
``POST answers`` {item, part, key, value} -> {received: true}; a refusal is {sentence}: 400
unreadable, 404 no seat, 409 the round has closed, 413 too long, 429 too often, 503 come again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.access import token_hash
from course.errors import NOT_FOUND, GoldseamError, NotFound
from course.work import Work
from course.workshop import responding, runs, seats
from pages.routes import cookie, failures, live_door, live_saying, seat_cookie
from pages.routes.event_stream import (
    TOO_MANY_OPEN,
    WATCHING_PER_ADDRESS,
    Stream,
    StreamResponse,
)
from pages.routes.json_body import Body, Unreadable, later, read, reply, said
from pages.routes.live_hub import hub
from pages.routes.live_known import known
from pages.routes.live_room import watching_from
from pages.routes.live_writer import Busy, writer
from pages.routes.open_pages import opened
from pages.routes.paces import Paces
from pages.ui import wiring

log = logging.getLogger("goldseam.live")

A = TypeVar("A", bound=Response | StreamResponse)
R = TypeVar("R")

NO_SEAT = "This browser has no seat in this workshop. Join with the code on the screen."
TOO_OFTEN = "That was too quick. Try again in a moment."
AWAY = "The database is not answering just now. Try again in a moment."
ENDING = "This server is starting again. It is tried again by itself."

paces = Paces()


class _TooOften(GoldseamError):
    """A seat that sends faster than anybody taps."""


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
    async def look() -> Response:
        found = await live_door.has_seat(request)
        return reply(200, {"seat": True}) if found else said(404, NO_SEAT)

    return await _answered(look)


async def _take_seat(request: Request) -> Response:
    if not await failures.turn(request):
        return said(429, failures.SENTENCE)
    run_id = request.path_params["run"]

    async def take() -> Response:
        sent = await read(request, _Join)
        answer = reply(200, {"seat": True})
        if not await live_door.has_seat(request):  # not a second tap, nor a reply that was lost
            await _require_code(request, seats.normal(sent.code))
            token, seat_id = await writer.do(lambda work: _seat(work, request, sent))
            known.remember(run_id, token, seat_id)
            opened.taken(run_id)
            hub.joined(run_id)
            seat_cookie.give(answer, request, run_id, token)
        return answer

    try:
        return await _answered(take)
    except seats.NoSuchCode as error:
        failures.note(request)
        return said(404, error.sentence)


async def _require_code(request: Request, code: str) -> None:
    """Refuse a code that leads elsewhere before it takes a turn at writing."""
    run_id = request.path_params["run"]

    def look() -> str:
        with wiring.reading() as work:
            return seats.look(work, cookie.viewer_in(request, work), code).run_id

    if opened.run(code) != run_id and await run_in_threadpool(look) != run_id:
        raise seats.NoSuchCode(code)


def _seat(work: Work, request: Request, sent: _Join) -> tuple[str, str]:
    run_id = request.path_params["run"]
    return seats.take(work, cookie.viewer_in(request, work), run_id, sent.code, sent.device)


async def _events(request: Request) -> Response | StreamResponse:
    run_id = request.path_params["run"]
    if hub.ending:
        return later(ENDING)
    stream = Stream()

    async def enter() -> Response | StreamResponse:
        token, seat_id = await live_door.seat(request)
        if not await hub.seat(run_id, seat_id, stream):
            known.forget(token)
            raise NotFound
        return StreamResponse(stream, lambda: hub.left(run_id, stream, seat_id))

    return await _answered(enter, none=401)


async def _answer(request: Request) -> Response:
    run_id = request.path_params["run"]

    async def take() -> Response:
        token, _ = await _in_time(request)
        sent = await read(request, _Answer)
        job = live_saying.answering(run_id, token, sent.item, sent.part, sent.key, sent.value)
        changed = await _written(token, job)
        hub.touched(run_id, [changed.seat_id])
        if changed.others:
            # Both of a pair: the reply brings whoever was last no number but their own.
            hub.shown(run_id, [changed.seat_id, *changed.others])
        return reply(200, {"received": True})

    return await _answered(take)


async def _say(request: Request) -> Response:
    run_id = request.path_params["run"]

    async def take() -> Response:
        token, _ = await _in_time(request)
        sent = await read(request, _Say)
        changed = await _written(token, live_saying.doing(run_id, token, sent.what))
        if sent.what == live_saying.LEAVE:
            known.forget(token)
        hub.shown(run_id, changed)
        if sent.what in live_saying.SEEN_BY_HOSTS:
            hub.joined(run_id)
        # Whoever leaves keeps the cookie: it opens their own card for some weeks.
        return reply(200, {"received": True})

    return await _answered(take)


async def _in_time(request: Request) -> tuple[str, str]:
    """The token and seat of a request that comes no faster than anybody taps."""
    token, seat_id = await live_door.seat(request)
    if not paces.may(seat_id, asyncio.get_running_loop().time()):
        raise _TooOften(TOO_OFTEN)
    return token, seat_id


async def _written(token: str, job: Callable[[Work], R]) -> R:
    try:
        return await writer.do(job)
    except NotFound:
        known.forget(token)
        raise


async def _nudges(request: Request) -> Response | StreamResponse:
    run_id = request.path_params["run"]
    if hub.ending:
        return later(ENDING)
    try:
        await run_in_threadpool(_is_host, request, run_id)
    except NotFound:
        return said(404, NOT_FOUND)
    address = failures.address_of(request)
    if watching_from(hub.rooms.values(), address) >= WATCHING_PER_ADDRESS:
        return said(429, TOO_MANY_OPEN)
    stream = Stream(address)
    hub.host(run_id, token_hash(cookie.token_in(request) or ""), stream)
    return StreamResponse(stream, lambda: hub.left(run_id, stream))


def _is_host(request: Request, run_id: str) -> None:
    with wiring.reading() as work:
        runs.host_view(work, cookie.viewer_in(request, work), run_id)


_STATUSES: tuple[tuple[type[GoldseamError], int], ...] = (
    (responding.Closed, 409),
    (seats.CannotJoin, 409),
    (_TooOften, 429),
    (live_door.TooMany, 429),
)


async def _answered(take: Callable[[], Awaitable[A]], none: int = 404) -> A | Response:
    """What a request comes to; whatever is refused says why in one sentence."""
    try:
        return await take()
    except SQLAlchemyError as error:
        log.warning("not stored just now: %s", type(error).__name__)
        return later(AWAY)
    except Busy as error:
        return later(error.sentence)
    except NotFound:
        return said(none, NO_SEAT)
    except Unreadable as error:
        return said(error.status, error.sentence)
    except seats.NoSuchCode:
        raise
    except GoldseamError as error:
        found = (status for kind, status in _STATUSES if isinstance(error, kind))
        return said(next(found, 400), error.sentence)


ROUTES = [
    Route("/live/{run}/seat", _has_seat, methods=["GET"]),
    Route("/live/{run}/seat", _take_seat, methods=["POST"]),
    Route("/live/{run}/events", _events, methods=["GET"]),
    Route("/live/{run}/answers", _answer, methods=["POST"]),
    Route("/live/{run}/say", _say, methods=["POST"]),
    Route("/live/{run}/nudges", _nudges, methods=["GET"]),
]
