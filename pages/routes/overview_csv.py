"""The overview as a file, for the cohort's instructors only."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.cohort import export
from course.errors import NotFound
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.overview_csv")

AWAY = "The database is not answering just now. Try again in a minute."
# Nothing here changes between ticks, headers included: no date, no tag, a name that names nobody.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="overview.csv"',
}


def overview_csv(request: Request) -> Response:
    """The CSV; to anyone else the same words as for a missing thing."""
    try:
        with wiring.reading() as work:
            text = export.csv_file(work, viewer_in(request, work), request.path_params["cohort"])
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no overview just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    return Response(text, media_type="text/csv", headers=dict(_HEADERS))


ROUTES = [Route("/overview/{cohort}.csv", overview_csv, methods=["GET"])]
