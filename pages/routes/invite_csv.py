"""Inviting from a CSV file: ``POST /invite/csv`` with the file as the body.

``Content-Type: text/csv``; the cohort and the role come in headers of our own, so that no address
says them and no other site can send them unasked. The answer is JSON:
``{invited, problems: [{line, text}], notes: [{line, text}]}``, or ``{sentence}`` with 400, 404,
413, 415 or 503. With any problem nobody was invited.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course.cohort import addresses, invitations, posting
from course.errors import GoldseamError, NotFound, TooLong
from pages.routes.cookie import viewer_in
from pages.ui import errand, wiring

log = logging.getLogger("goldseam.invite_csv")

COHORT, ROLE = "x-goldseam-cohort", "x-goldseam-role"
NOT_CSV = "This is not a CSV file. Save it as CSV and choose it again."
LOST = "The file did not arrive whole. Choose it again."
AWAY = "The database is not answering just now, so nobody was invited. Try again in a minute."
_STATUS: dict[type[GoldseamError], int] = {NotFound: 404, TooLong: 413}


async def invite(request: Request) -> Response:
    """Invite everyone in the file, or nobody."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "text/csv":
        return _reply(415, {"sentence": NOT_CSV})
    try:
        return await run_in_threadpool(_invited, request, await _body(request))
    except ClientDisconnect:
        return _reply(400, {"sentence": LOST})
    except GoldseamError as error:
        return _reply(_STATUS.get(type(error), 400), {"sentence": error.sentence})
    except SQLAlchemyError as error:
        log.warning("could not invite: %s", type(error).__name__)
        return _reply(503, {"sentence": AWAY})


def _invited(request: Request, data: bytes) -> Response:
    cohort_id = request.headers.get(COHORT, "")
    role = request.headers.get(ROLE, "learner")
    with wiring.writing() as work:
        done = invitations.invite_file(work, viewer_in(request, work), cohort_id, data, role)
    installation = wiring.installation()
    if done.ids and installation.settings.smtp_url:
        errand.beside(lambda: posting.deliver(installation, cohort_id, done.ids))
    return _reply(
        200,
        {
            "invited": len(done.ids),
            "problems": [asdict(problem) for problem in done.problems],
            "notes": [asdict(note) for note in done.notes],
        },
    )


async def _body(request: Request) -> bytes:
    """The file, read no further than one byte past what is allowed: the operation then says so."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > addresses.BYTES_MOST:
            return bytes(body[: addresses.BYTES_MOST + 1])
    return bytes(body)


def _reply(status: int, content: dict[str, Any]) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})


ROUTES = [Route("/invite/csv", invite, methods=["POST"])]
