"""Saving what is written, beside the page: drafts as they are typed, and the submission itself.

All three are POST with the sign-in cookie, JSON in and out, and answer only after the commit:

- ``/write/draft``  {cohort, box, text, revision, base?, tab?} -> {revision, saved: "14:32",
  notices: [sentence], care: true or false}
- ``/write/patch``  {cohort, box, base, start, removed, inserted, revision, tab?, length?}
  -> {revision, saved}; also as ``application/x-goldseam-draft`` (course/study/compact.py), the
  header being the same JSON without ``inserted``
- ``/write/submit`` {cohort, lesson, exercise, texts: {part: text}, key, revision?}
  -> {number, saved, revision}; the ``revision`` sent is the highest the tab used for these boxes,
  the one in the answer is what the boxes go on from

Anything else is {sentence} with 400 unreadable, 404 not found or signed out, 409 newer words are
kept, 413 too long, 415 not JSON, 503 the
database is away. ``tab`` is a random word of the tab's own (at most 40 characters); ``base`` the
last revision it was told is stored. Positions and lengths count code points.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course.cohort import making
from course.errors import GoldseamError, NotFound, StaleDraft, TooLong
from course.study import compact
from course.study.texts import UNREADABLE
from pages.routes.cookie import viewer_in
from pages.routes.writing_jobs import Job, draft_job, packed_job, patch_job, submit_job
from pages.ui import wiring

log = logging.getLogger("goldseam.writing")

MOST_BYTES = 1024 * 1024  # three lines of 20,000 characters, each escaped as JSON may
AWAY = (
    "This could not be saved just now: the database is not answering. Your words are still in "
    "the box, and saving is tried again by itself."
)
_STATUS: dict[type[GoldseamError], int] = {NotFound: 404, StaleDraft: 409, TooLong: 413}
# A dropped connection is tried again before anyone is told; keys and revisions make that safe.
_PAUSES = (0.1, 0.3, 0.6, 1.0)  # seconds
_PATIENCE = 2.0  # seconds


async def save_draft(request: Request) -> Response:
    """Keep the whole text of a box."""
    return await _answered(request, draft_job)


async def patch_draft(request: Request) -> Response:
    """Change the text of a box as it stood at an earlier revision."""
    packed = _mime(request) == compact.MIME
    return await _answered(request, packed_job if packed else patch_job, compact.MIME)


async def submit(request: Request) -> Response:
    """Store an attempt from the texts sent with it."""
    return await _answered(request, submit_job)


async def _answered(request: Request, read: Callable[[bytes], Job], *also: str) -> Response:
    if _mime(request) not in {"application/json", *also}:
        return _said(415, UNREADABLE)
    try:
        body = await _whole_body(request)
        return await run_in_threadpool(_done, request, read, body)
    except (ClientDisconnect, ValidationError):
        return _said(400, UNREADABLE)
    except GoldseamError as error:
        return _said(_STATUS.get(type(error), 400), error.sentence)
    except SQLAlchemyError as error:
        log.warning("could not save: %s", type(error).__name__)
        return _said(503, AWAY)


def _done(request: Request, read: Callable[[bytes], Job], body: bytes) -> Response:
    job = read(body)
    found = _committed(request, job)
    if sentence := found.pop("sentence", ""):
        return _reply(409, {**found, "sentence": sentence})
    return _reply(200, {**found, **job.after()})


def _committed(request: Request, job: Job) -> dict[str, Any]:
    begun = time.monotonic()
    for pause in _PAUSES:
        try:
            return _once(request, job)
        except (OperationalError, InterfaceError):
            if time.monotonic() - begun > _PATIENCE:
                raise
            time.sleep(pause)
    return _once(request, job)


def _once(request: Request, job: Job) -> dict[str, Any]:
    with wiring.writing() as work:
        found = job.run(work, viewer_in(request, work))
        zone = ZoneInfo(making.view(work, job.cohort_id).time_zone)
        return {**found, "saved": f"{work.now.astimezone(zone):%H:%M}"}


def _mime(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _whole_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLong("This is more than a box holds. Nothing was cut or stored: shorten it.")
    return bytes(body)


def _said(status: int, sentence: str) -> Response:
    return _reply(status, {"sentence": sentence})


def _reply(status: int, content: dict[str, Any]) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/write/draft", save_draft, methods=["POST"]),
    Route("/write/patch", patch_draft, methods=["POST"]),
    Route("/write/submit", submit, methods=["POST"]),
]
