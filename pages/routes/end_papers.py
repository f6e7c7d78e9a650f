"""A learner's certificate and their guide for supervision as PDF: theirs alone, never kept."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.access import Viewer
from course.errors import NotFound
from course.study import certificate, guide
from course.work import Work
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.end_papers")

AWAY = "The database is not answering just now. Try again in a minute."

Paper = Callable[[Work, Viewer | None, str], bytes]


def _paper(made: Paper, name: str) -> Callable[[Request], Response]:
    """A route that gives the viewer their own; to anyone else the words for a missing thing."""

    def route(request: Request) -> Response:
        try:
            with wiring.reading() as work:
                content = made(work, viewer_in(request, work), request.path_params["cohort"])
        except NotFound as error:
            return plain.sentence("Not here", error.sentence, 404)
        except SQLAlchemyError as error:
            log.warning("no paper just now: %s", type(error).__name__)
            return plain.sentence("Not just now", AWAY, 503)
        kept = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}.pdf"',
        }
        return Response(content, media_type="application/pdf", headers=kept)

    return route


ROUTES = [
    Route("/certificate/{cohort}.pdf", _paper(certificate.paper, "certificate"), methods=["GET"]),
    Route("/guide/{cohort}.pdf", _paper(guide.paper, "guide"), methods=["GET"]),
]
