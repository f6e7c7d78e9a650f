"""``/shown/<token>``: one attempt for one reader, who needs no account. Looking changes nothing."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course.errors import BadInput, NotFound
from course.study import reading
from pages.routes import failures, plain, shown_words
from pages.ui import wiring

log = logging.getLogger("goldseam.shown")

AWAY = "The database is not answering just now. Nothing is lost: try again in a minute."


async def _get(request: Request) -> Response:
    return await run_in_threadpool(_kept, request, None)


async def _post(request: Request) -> Response:
    return await run_in_threadpool(_kept, request, await plain.form(request))


def _kept(request: Request, fields: dict[str, str] | None) -> Response:
    token: str = request.path_params["token"]
    try:
        answer = _show(token) if fields is None else _send(token, fields)
    except NotFound:
        if failures.too_many(request):
            return failures.slow_down()
        failures.note(request)
        log.warning("a link to something shown opened nothing")
        answer = shown_words.gone()
    except SQLAlchemyError as error:
        log.warning("nothing shown just now: %s", type(error).__name__)
        answer = plain.sentence("Not just now", AWAY, 503)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _show(token: str, trouble: str = "", typed: dict[str, str] | None = None) -> Response:
    with wiring.reading() as work:
        found = reading.read(work, None, token)
        course = work.catalogue.course.title
    return shown_words.page(found, course, token, trouble, typed)


def _send(token: str, fields: dict[str, str]) -> Response:
    marks = {
        name.removeprefix("mark-"): None if value == shown_words.CANT_TELL else _number(value)
        for name, value in fields.items()
        if name.startswith("mark-")
    }
    try:
        with wiring.writing() as work:
            reading.send(work, None, token, marks, fields.get("keep", ""), fields.get("next", ""))
    except BadInput as error:
        return _show(token, error.sentence, fields)
    return RedirectResponse(f"/shown/{token}", status_code=303)


def _number(value: str) -> int:
    return int(value) if value in {"1", "2", "3", "4", "5"} else 0


ROUTES = [
    Route("/shown/{token}", _get, methods=["GET", "HEAD"]),
    Route("/shown/{token}", _post, methods=["POST"]),
]
