"""``/calendar/<token>.ics``: somebody's calendar for whoever holds its secret link."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import NotFound
from course.letters import feed
from pages.routes import failures, plain
from pages.ui import wiring

log = logging.getLogger("goldseam.calendar_feed")

AWAY = "The database is not answering just now. Try again in a minute."
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'inline; filename="goldseam.ics"',
    "X-Robots-Tag": "noindex",
}


def calendar(request: Request) -> Response:
    """The file; the same words as for a missing thing where the link is unknown."""
    try:
        with wiring.reading() as work:
            file = feed.by_token(work, None, request.path_params["token"])
    except NotFound as error:
        if failures.too_many(request):
            return failures.slow_down()
        failures.note(request)
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no calendar just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    return Response(file, media_type="text/calendar; charset=utf-8", headers=dict(_HEADERS))


ROUTES = [Route("/calendar/{token}.ics", calendar, methods=["GET", "HEAD"])]
