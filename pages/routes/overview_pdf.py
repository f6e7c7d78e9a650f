"""The overview on one page as a PDF, for the cohort's instructors only; nothing of it is kept."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.cohort import report
from course.errors import NotFound
from course.paper.render import render
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.overview_pdf")

AWAY = "The database is not answering just now. Try again in a minute."
# Like the CSV's: nothing changes between two days of figures, and the name names nobody.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="overview.pdf"',
}


def overview_pdf(request: Request) -> Response:
    """The page; to anyone else the same words as for a missing thing."""
    try:
        with wiring.reading() as work:
            page = report.one_page(work, viewer_in(request, work), request.path_params["cohort"])
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no report just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    drawn = render(page.template, page.data)
    return Response(drawn, media_type="application/pdf", headers=dict(_HEADERS))


ROUTES = [Route("/overview/{cohort}.pdf", overview_pdf, methods=["GET"])]
