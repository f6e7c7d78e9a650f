"""``/letters/off/<token>``: what stands in every letter, for whoever wants no more of them.

A GET shows a button and changes nothing, because scanners and previews fetch links. The POST turns
letters off: from that button, or from a mail program's own (RFC 8058), which sends no Origin, no
cookie, and nothing else that is ours. The token alone is asked for, and all it can do is this.
"""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import NotFound
from course.letters import off
from pages.routes import failures, plain
from pages.ui import wiring

log = logging.getLogger("goldseam.letters_off")

AWAY = "The database is not answering just now, so nothing was changed. Try again in a minute."
IS_OFF = (
    "No letters come from here any more. Nothing else has changed: your course and all you wrote "
    "are where they were. Your account page turns letters on again."
)
_BUTTON = (
    "<p>Letters from this course come to the mailbox in which you found this link. One press ends "
    "them. Nothing else changes, and nobody is told.</p>"
    '<form method="post"><button>Turn letters off</button></form>'
)


def show(request: Request) -> Response:
    """The button, or that letters are off already."""
    try:
        with wiring.reading() as work:
            wanted = off.look(work, None, request.path_params["token"])
    except NotFound as error:
        return _nothing_there(request, error)
    except SQLAlchemyError as error:
        return _away(error)
    return plain.page("Letters by mail", _BUTTON) if wanted else _off()


def turn_off(request: Request) -> Response:
    """Turn them off; pressed again it changes nothing."""
    try:
        with wiring.writing() as work:
            off.turn_off(work, None, request.path_params["token"])
    except NotFound as error:
        return _nothing_there(request, error)
    except SQLAlchemyError as error:
        return _away(error)
    return _off()


def _off() -> Response:
    return plain.sentence("Letters are off", IS_OFF, 200)


def _nothing_there(request: Request, error: NotFound) -> Response:
    if failures.too_many(request):
        return failures.slow_down()
    failures.note(request)
    return plain.sentence("Not here", error.sentence, 404)


def _away(error: SQLAlchemyError) -> Response:
    log.warning("letters could not be turned off: %s", type(error).__name__)
    return plain.sentence("Not just now", AWAY, 503)


ROUTES = [
    Route("/letters/off/{token}", show, methods=["GET", "HEAD"]),
    Route("/letters/off/{token}", turn_off, methods=["POST"]),
]
