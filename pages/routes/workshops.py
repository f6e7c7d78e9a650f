"""``/workshops/<run>``: a workshop's public page, booking and cancelling, and its hosts' papers.

Opening a link changes nothing; only a button does.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course.access import Viewer
from course.errors import BadInput, NotFound
from course.work import Work
from course.workshop import booking, calendars, register, report
from course.workshop.booking import NoPlace
from pages.routes import failures, plain, workshop_words
from pages.routes.cookie import viewer_in
from pages.routes.paces import Paces
from pages.ui import wiring

log = logging.getLogger("goldseam.workshops")

AWAY = "The database is not answering just now. Nothing is lost: try again in a minute."
_ICS, _PDF, _CSV = "text/calendar; charset=utf-8", "application/pdf", "text/csv; charset=utf-8"

# From one address twenty bookings, then one a minute: each may send a letter to whoever is named.
paces = Paces(1 / 60, 20)

Answer = Callable[[Request, dict[str, str]], Response]


def _safely(answer: Answer) -> Callable[[Request], object]:
    """A route that says kindly what is not here; a link that opens nothing counts as a failure."""

    def kept(request: Request, fields: dict[str, str]) -> Response:
        try:
            found = answer(request, fields)
        except NotFound:
            if failures.too_many(request):
                return failures.slow_down()
            failures.note(request)
            found = workshop_words.gone()
        except register.NoneCame as error:
            found = plain.sentence("No slips yet", error.sentence, 404)
        except SQLAlchemyError as error:
            log.warning("nothing about a workshop just now: %s", type(error).__name__)
            found = plain.sentence("Not just now", AWAY, 503)
        found.headers["Cache-Control"] = "no-store"
        found.headers["X-Robots-Tag"] = "noindex, nofollow"
        return found

    async def route(request: Request) -> Response:
        fields = await plain.form(request) if request.method == "POST" else {}
        return await run_in_threadpool(kept, request, fields)

    return route


def _page(request: Request, fields: dict[str, str], trouble: str = "") -> Response:
    with wiring.reading() as work:
        shown = booking.page(work, viewer_in(request, work), request.path_params["run"])
    token = fields.get("token") or secrets.token_urlsafe(32)
    return workshop_words.page(shown, token, trouble, fields)


def _book(request: Request, fields: dict[str, str]) -> Response:
    token = fields.get("token", "")
    if not paces.may(failures.address_of(request), time.monotonic()):
        return failures.slow_down()
    try:
        with wiring.writing() as work:
            token = booking.book(
                work,
                viewer_in(request, work),
                request.path_params["run"],
                token,
                fields.get("name", ""),
                fields.get("email", ""),
                fields.get("needs", ""),
            )
    except (BadInput, NoPlace) as error:
        return _page(request, fields, error.sentence)
    return RedirectResponse(f"/workshops/booking/{token}", status_code=303)


def _booking(request: Request, fields: dict[str, str], trouble: str = "") -> Response:
    token: str = request.path_params["token"]
    with wiring.reading() as work:
        found = booking.look(work, None, token)
    return workshop_words.booking(found, token, trouble)


def _cancel(request: Request, fields: dict[str, str]) -> Response:
    try:
        with wiring.writing() as work:
            booking.cancel(work, None, request.path_params["token"])
    except NoPlace as error:
        return _booking(request, fields, error.sentence)
    return workshop_words.cancelled()


File = Callable[[Work, Viewer | None, str], bytes | str]


def _file(made: File, param: str, kind: str, name: str, *, inline: bool = False) -> Answer:
    how = "inline" if inline else "attachment"

    def answer(request: Request, _fields: dict[str, str]) -> Response:
        with wiring.reading() as work:
            content = made(work, viewer_in(request, work), request.path_params[param])
        kept = {"Content-Disposition": f'{how}; filename="{name}"'}
        return Response(content, media_type=kind, headers=kept)

    return answer


_READ = ["GET", "HEAD"]
_OWN = "/workshops/booking/{token}"
ROUTES = [
    Route(_OWN, _safely(_booking), methods=_READ),
    Route(_OWN, _safely(_cancel), methods=["POST"]),
    Route(
        f"{_OWN}/calendar.ics",
        _safely(_file(calendars.own, "token", _ICS, "workshop.ics", inline=True)),
        methods=_READ,
    ),
    Route(
        f"{_OWN}/attendance.pdf",
        _safely(_file(register.slip, "token", _PDF, "attendance.pdf")),
        methods=["GET"],
    ),
    Route("/workshops/{run}", _safely(_page), methods=_READ),
    Route("/workshops/{run}", _safely(_book), methods=["POST"]),
    Route(
        "/workshops/{run}/calendar.ics",
        _safely(_file(calendars.public, "run", _ICS, "workshop.ics", inline=True)),
        methods=_READ,
    ),
    Route(
        "/workshops/{run}/slips.pdf",
        _safely(_file(register.slips, "run", _PDF, "attendance.pdf")),
        methods=["GET"],
    ),
    Route(
        "/workshops/{run}/report.pdf",
        _safely(_file(report.paper, "run", _PDF, "workshop-report.pdf")),
        methods=["GET"],
    ),
    Route(
        "/workshops/{run}/report.csv",
        _safely(_file(report.csv_file, "run", _CSV, "workshop-report.csv")),
        methods=["GET"],
    ),
]
