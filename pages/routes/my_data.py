"""A person's copy of what is held about them, and erasing oneself: for who is signed in, alone.

``GET /my-data/copy.json`` (also ``.md``, ``.pdf``) makes the file while it is asked for and keeps
it nowhere. ``GET /my-data/erase`` explains and changes nothing; its form's POST erases.
"""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import BadInput, NotFound
from course.own import copies, everything, leaving, readable
from pages.routes import cookie, erase_words, plain
from pages.routes.cookie import viewer_in
from pages.ui import wiring

log = logging.getLogger("goldseam.my_data")

AWAY = "The database is not answering just now. Try again in a minute."
_TYPES = {
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


def copy(request: Request) -> Response:
    """The file; to anyone else the same words as for a missing thing."""
    kind = request.path_params["kind"]
    try:
        made = _made(request, kind)
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except SQLAlchemyError as error:
        log.warning("no copy just now: %s", type(error).__name__)
        return plain.sentence("Not just now", AWAY, 503)
    return Response(
        made,
        media_type=_TYPES[kind],
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="goldseam-my-data.{kind}"',
        },
    )


def _made(request: Request, kind: str) -> str | bytes:
    if kind not in _TYPES:
        raise NotFound
    # The transaction is over before the file is set: that takes longer than reading.
    with wiring.reading() as work:
        viewer = viewer_in(request, work)
        if kind == "json":
            held = everything.of_mine(work, viewer)
        else:
            document = readable.document(work, viewer)
    if kind == "json":
        return copies.as_json(held)
    return copies.as_markdown(document) if kind == "md" else copies.as_pdf(document)


def explain(request: Request) -> Response:
    """What erasing means, and the box to type in."""
    try:
        with wiring.reading() as work:
            found = leaving.before_erasing(work, viewer_in(request, work))
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    return erase_words.explanation(found)


async def erase(request: Request) -> Response:
    """Do it, if the words were typed."""
    fields = await plain.form(request)
    return await run_in_threadpool(_erase, request, fields.get("typed", ""))


def _erase(request: Request, typed: str) -> Response:
    try:
        with wiring.writing() as work:
            viewer = viewer_in(request, work)
            found = leaving.before_erasing(work, viewer)
            leaving.erase_me(work, viewer, typed)
    except NotFound as error:
        return plain.sentence("Not here", error.sentence, 404)
    except BadInput as error:
        return erase_words.explanation(found, trouble=error.sentence)
    answer = erase_words.done()
    cookie.drop_sign_in(answer)
    return answer


ROUTES = [
    Route("/my-data/copy.{kind}", copy, methods=["GET"]),
    Route("/my-data/erase", explain, methods=["GET", "HEAD"]),
    Route("/my-data/erase", erase, methods=["POST"]),
]
