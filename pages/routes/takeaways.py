"""``/live/<run>/takeaway`` and ``/live/<run>/card``: what a participant takes away, by their seat.

The seat's cookie is all that these go by, and its token all that opens the card. Only copying it
into a learner's reflections also needs their sign-in; nothing is stored of the two together.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from course.access import Role, token_hash
from course.errors import BadInput, GoldseamError, NotFound, TooLong
from course.workshop import followup, takeaways
from course.workshop.followup import TooLate
from course.workshop.takeaways import Card, NotKept
from pages.routes import failures, plain, seat_cookie, takeaway_words
from pages.routes.cookie import viewer_in
from pages.routes.guard import hosts
from pages.routes.json_body import Body, Unreadable, read, reply, said
from pages.routes.paces import Paces
from pages.ui import wiring

log = logging.getLogger("goldseam.takeaways")

NO_CARD = "This browser has no card of this workshop."
TOO_OFTEN = "That was too quick. Your words are still here: try again in a moment."
AWAY = "The database is not answering just now. Your words are still here: try again in a minute."

paces = Paces()


class TooOften(GoldseamError):
    """A seat that writes faster than anybody does: each time files are cleared of what was."""

    def __init__(self, sentence: str = TOO_OFTEN) -> None:
        super().__init__(sentence)


class _Written(Body):
    commitment: str
    notes: str


class _Cohort(Body):
    cohort_id: str


def _token(request: Request) -> str:
    token = seat_cookie.token_in(request)
    if token is None:
        raise NotFound
    return token


def _require_card(request: Request) -> None:
    """Refuse a token that opens nothing before it takes a turn at writing, and count it."""
    with wiring.reading() as work:
        if takeaways.opens_any(work, request.path_params["run"], _token(request)):
            return
    many = failures.too_many(request, failures.SEATS)
    failures.note(request, failures.SEATS)
    if many:
        raise TooOften(failures.SENTENCE)
    raise NotFound


def _card(request: Request) -> Card:
    with wiring.reading() as work:
        return takeaways.card(work, None, request.path_params["run"], _token(request))


def _cohorts(request: Request) -> dict[str, str]:
    """The cohorts in which whoever is signed in in this browser learns, by id."""
    with wiring.reading() as work:
        viewer = viewer_in(request, work)
    return (
        {one.cohort_id: one.cohort_name for one in viewer.cohorts_as(Role.LEARNER)}
        if viewer
        else {}
    )


def _keep(request: Request, cohort_id: str) -> None:
    _require_card(request)
    with wiring.writing() as work:
        viewer, run_id = viewer_in(request, work), request.path_params["run"]
        takeaways.keep(work, viewer, cohort_id, run_id, _token(request))


def _write(request: Request, commitment: str, notes: str) -> None:
    _require_card(request)
    if not paces.may(token_hash(_token(request)), time.monotonic()):
        raise TooOften
    with wiring.writing() as work:
        run_id = request.path_params["run"]
        takeaways.write(work, None, run_id, _token(request), commitment, notes)


async def _shown(request: Request) -> Response:
    async def take() -> Response:
        found = await run_in_threadpool(_card, request)
        inside = {"commitment": found.commitment, "notes": found.notes, "asks": found.asks}
        return reply(200, inside | {"until": takeaway_words.day(found.until)})

    return await _answered(take)


async def _written(request: Request) -> Response:
    async def take() -> Response:
        sent = await read(request, _Written)
        await run_in_threadpool(_write, request, sent.commitment, sent.notes)
        return reply(200, {"received": True})

    return await _answered(take)


async def _kept(request: Request) -> Response:
    async def take() -> Response:
        sent = await read(request, _Cohort)
        await run_in_threadpool(_keep, request, sent.cohort_id)
        return reply(200, {"kept": True})

    return await _answered(take)


async def _answered(take: Callable[[], Awaitable[Response]]) -> Response:
    """What a request of a script comes to; whatever is refused says why in one sentence."""
    try:
        return await take()
    except Unreadable as error:
        return said(error.status, error.sentence)
    except NotFound:
        return said(404, NO_CARD)
    except GoldseamError as error:
        status = {TooLong: 413, NotKept: 409, TooOften: 429}.get(type(error), 400)
        return said(status, error.sentence)
    except SQLAlchemyError as error:
        log.warning("no card just now: %s", type(error).__name__)
        return said(503, AWAY)


# -- the same without a script


def _as_text(request: Request) -> Response:
    text = takeaway_words.as_text(_card(request))
    kept = {"Content-Disposition": 'attachment; filename="takeaway.txt"'}
    return PlainTextResponse(text, headers=kept)


def _page(
    request: Request, trouble: str = "", typed: dict[str, str] | None = None, done: str = ""
) -> Response:
    run_id, cohorts = request.path_params["run"], _cohorts(request)
    return takeaway_words.page(
        _card(request), run_id, cohorts, trouble, typed or {}, done, _room(request)
    )


def _room(request: Request) -> str:
    """The room's own address, where that is another one and this was asked there."""
    settings = wiring.installation().settings
    at = request.headers.get("host", "").lower()
    apart = at in hosts(settings.room_url) - hosts(settings.url)
    return settings.room_url if apart else ""


def _change(request: Request, fields: dict[str, str]) -> Response:
    run_id = request.path_params["run"]
    if "keep" in fields:
        _keep(request, fields["keep"])
        return _page(request, done="A copy is in your Reflections.")
    try:
        if "said" in fields:
            _require_card(request)
            with wiring.writing() as work:
                followup.answer(work, None, run_id, _token(request), fields["said"])
        else:
            _write(request, fields.get("commitment", ""), fields.get("notes", ""))
    except (BadInput, NotKept, TooLate, TooOften) as error:
        return _page(request, error.sentence, fields)
    return RedirectResponse(f"/live/{run_id}/card", status_code=303)


def _plainly(answer: Callable[[Request, dict[str, str]], Response]) -> Callable[..., object]:
    def kept(request: Request, fields: dict[str, str]) -> Response:
        try:
            found = answer(request, fields)
        except NotFound:
            found = takeaway_words.gone()
        except TooOften:
            found = failures.slow_down()
        except SQLAlchemyError as error:
            log.warning("no card just now: %s", type(error).__name__)
            found = plain.sentence("Not just now", AWAY, 503)
        found.headers["Cache-Control"] = "no-store"
        return found

    async def route(request: Request) -> Response:
        fields = await plain.form(request) if request.method == "POST" else {}
        return await run_in_threadpool(kept, request, fields)

    return route


_READ = ["GET", "HEAD"]
ROUTES = [
    Route("/live/{run}/takeaway", _shown, methods=_READ),
    Route("/live/{run}/takeaway", _written, methods=["POST"]),
    Route("/live/{run}/takeaway/keep", _kept, methods=["POST"]),
    Route(
        "/live/{run}/takeaway.txt", _plainly(lambda request, _: _as_text(request)), methods=_READ
    ),
    Route("/live/{run}/card", _plainly(lambda request, _: _page(request)), methods=_READ),
    Route("/live/{run}/card", _plainly(_change), methods=["POST"]),
]
