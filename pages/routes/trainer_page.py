"""``/for-trainers/<cohort>/<lesson>``: a lesson's page for its trainers, to print."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.cohort import trainers
from course.errors import NotFound
from pages.routes import plain
from pages.routes.cookie import viewer_in
from pages.ui import trainer_view, wiring

log = logging.getLogger("goldseam.trainer_page")

AWAY = "The database is not answering just now. Try again in a minute."


def trainer_page(request: Request) -> Response:
    """The page; to anyone but the cohort's instructors the same words as for a missing thing."""
    given = request.path_params
    try:
        with wiring.reading() as work:
            viewer = viewer_in(request, work)
            found = trainers.page(work, viewer, given["cohort"], given["lesson"])
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no page for trainers just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    back = '<p class="noprint"><a href="/for-trainers">Back to the lessons</a></p>'
    title = f"For trainers: lesson {found.number}. {found.title}"
    return plain.page(title, f"{trainer_view.html(found, level=2)}{back}")


ROUTES = [Route("/for-trainers/{cohort}/{lesson}", trainer_page, methods=["GET"])]
