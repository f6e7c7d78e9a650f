"""What verifiers of badges fetch: issuer, achievement, key and status list. Nobody stands in any.

All are JSON and may be kept by whoever fetched them. The status list is a signed credential
(``application/vc+jwt``), and plain JSON for whoever asks for ``application/json``.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course.errors import NotFound
from course.study import badge
from course.work import Work
from pages.routes import plain
from pages.ui import wiring

A_DAY, MINUTES = 86_400, 300  # seconds; a revoked badge is known as such within the latter
AWAY = "The database is not answering just now. Try again in a minute."


def _answered(made: Callable[[Work, Request], Response]) -> Callable[[Request], Response]:
    def route(request: Request) -> Response:
        try:
            with wiring.reading() as work:
                return made(work, request)
        except NotFound as error:
            return plain.sentence("Not here", error.sentence, 404)
        except SQLAlchemyError:
            return plain.sentence("Not just now", AWAY, 503)

    return route


def _issuer(work: Work, _request: Request) -> Response:
    return _json(badge.issuer(work, None), A_DAY)


def _achievement(work: Work, _request: Request) -> Response:
    return _json(badge.achievement(work, None), A_DAY)


def _key(work: Work, request: Request) -> Response:
    return _json(badge.key(work, None, request.path_params["key"]), A_DAY)


def _status_with_key(request: Request) -> Response:
    """The list is there from the first time anybody asks, badge or none."""
    answer = _answered(_status)(request)
    if answer.status_code == 404:
        with wiring.writing() as work:
            badge.prepare(work, None)
        answer = _answered(_status)(request)
    return answer


def _status(work: Work, request: Request) -> Response:
    plainly = request.headers.get("accept", "").startswith("application/json")
    found = badge.status_list(work, None, signed=not plainly)
    if isinstance(found, str):
        answer: Response = Response(found, media_type="application/vc+jwt")
    else:
        answer = _json(found, MINUTES)
    answer.headers["Cache-Control"] = f"public, max-age={MINUTES}"
    answer.headers["Vary"] = "Accept"
    return answer


def _json(content: badge.Json, seconds: int) -> Response:
    return JSONResponse(content, headers={"Cache-Control": f"public, max-age={seconds}"})


ROUTES = [
    Route("/badge/issuer", _answered(_issuer), methods=["GET", "HEAD"]),
    Route("/badge/course", _answered(_achievement), methods=["GET", "HEAD"]),
    Route("/badge/keys/{key}", _answered(_key), methods=["GET", "HEAD"]),
    Route("/badge/status", _status_with_key, methods=["GET", "HEAD"]),
]
