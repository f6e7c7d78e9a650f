"""``/workshop-plans/<plan>/pack.pdf``: a whole workshop on paper, for those who teach."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import NotFound
from course.paper.render import render
from course.workshop import plans
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.plan_pack")

AWAY = "The database is not answering just now. Try again in a minute."


def plan_pack(request: Request) -> Response:
    """The pack; to anyone else the same words as for a missing thing."""
    plan_id = request.path_params["plan"]
    try:
        with wiring.reading() as work:
            data = plans.pack(work, viewer_in(request, work), plan_id)
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no pack just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{plan_id}.pdf"',
    }
    return Response(render("workshop_pack", data), media_type="application/pdf", headers=headers)


ROUTES = [Route("/workshop-plans/{plan}/pack.pdf", plan_pack, methods=["GET"])]
