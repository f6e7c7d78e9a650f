"""What a learner takes away as PDFs, for that learner only; nothing of it is kept anywhere."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import NotFound
from course.paper.render import render
from course.study import printing
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.take_away_pdf")

AWAY = "The database is not answering just now. Try again in a minute."


def take_away_pdf(request: Request) -> Response:
    """One sheet; to anyone else the same words as for a missing thing."""
    cohort, name = request.path_params["cohort"], request.path_params["sheet"]
    try:
        with wiring.reading() as work:
            sheet = printing.sheet(work, viewer_in(request, work), cohort, name)
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no sheet just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
    }
    return Response(
        render(sheet.template, sheet.data), media_type="application/pdf", headers=headers
    )


ROUTES = [Route("/take-away/{cohort}/{sheet}.pdf", take_away_pdf, methods=["GET"])]
