"""The overview as a file, CSV or PDF, for the cohort's instructors only; nothing of it is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.access import Viewer
from course.cohort import export, report
from course.errors import NotFound
from course.paper.render import render
from course.work import Work
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

T = TypeVar("T")

log = logging.getLogger("goldseam.overview_files")

AWAY = "The database is not answering just now. Try again in a minute."


def overview_csv(request: Request) -> Response:
    """The figures as rows."""
    return _file(request, "csv", export.csv_file, str)


def overview_pdf(request: Request) -> Response:
    """The figures on one page."""
    return _file(request, "pdf", report.one_page, lambda page: render(page.template, page.data))


def _file(
    request: Request,
    kind: str,
    read: Callable[[Work, Viewer | None, str], T],
    drawn: Callable[[T], str | bytes],
) -> Response:
    """A file; to anyone else the same words as for a missing thing."""
    try:
        with wiring.reading() as work:
            found = read(work, viewer_in(request, work), request.path_params["cohort"])
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no overview just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    # Nothing changes between ticks, headers included: no date, no tag, a name that names nobody.
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="overview.{kind}"',
    }
    media = {"csv": "text/csv", "pdf": "application/pdf"}[kind]
    return Response(drawn(found), media_type=media, headers=headers)


ROUTES = [
    Route("/overview/{cohort}.csv", overview_csv, methods=["GET"]),
    Route("/overview/{cohort}.pdf", overview_pdf, methods=["GET"]),
]
