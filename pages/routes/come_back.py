"""``/return``: getting back in alone, and ``/sign-out``: getting out."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import anyio
import anyio.to_thread
from starlette.background import BackgroundTasks
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course import mail
from course.errors import BadInput, GoldseamError
from course.settings import Settings
from course.signing import coming_back, links, sign_ins
from pages.routes import come_back_words, cookie, failures, plain
from pages.ui import wiring

log = logging.getLogger("goldseam.signing")

# A reply about an address takes this long whether or not anybody here has it.
FLOOR = 0.6  # seconds
# A phrase is slow to check by design. Many tries at once wait for one another here, and not where
# the threads are that save what people write.
TRIES_AT_ONCE = 2

Fields = dict[str, str]
_tries = anyio.CapacityLimiter(TRIES_AT_ONCE)


async def _return(_request: Request) -> Response:
    settings = wiring.installation().settings
    reason = links.refusal(settings)
    if reason:
        return plain.sentence("Signing in is closed here", reason, 403)
    return come_back_words.return_page(mail.is_set(settings))


def _evenly(answer: Callable[[Request, Fields], Response]) -> Callable[[Request], object]:
    """A route whose reply takes the same time for every address."""

    async def route(request: Request) -> Response:
        began = time.monotonic()
        reason = links.refusal(wiring.installation().settings)
        if reason:
            return plain.sentence("Signing in is closed here", reason, 403)
        fields = await plain.form(request)
        found = await anyio.to_thread.run_sync(_try, answer, request, fields, limiter=_tries)
        await asyncio.sleep(max(0.0, FLOOR - (time.monotonic() - began)))
        return found

    return route


def _try(
    answer: Callable[[Request, Fields], Response], request: Request, fields: Fields
) -> Response:
    # Asked when its turn comes: tries that arrive together would all pass before one is counted.
    if failures.too_many(request):
        return failures.slow_down()
    return answer(request, fields)


def _by_phrase(request: Request, fields: Fields) -> Response:
    with wiring.reading() as work:
        viewer = cookie.viewer_in(request, work)
    email = fields.get("email", "")
    words = fields.get("phrase", "")
    try:
        # Strangers' tries never hold the one place from which others' words are written.
        with wiring.reading() as work:
            coming_back.check_phrase(work, viewer, email, words)
        with wiring.writing() as work:
            token = coming_back.by_phrase(work, viewer, email, words)
    except BadInput as error:
        failures.note(request)
        can_mail = mail.is_set(wiring.installation().settings)
        return come_back_words.return_page(can_mail, trouble=error.sentence, email=email)
    answer = RedirectResponse("/", status_code=303)
    cookie.set_sign_in(answer, token)
    return answer


def _by_mail(request: Request, fields: Fields) -> Response:
    settings = wiring.installation().settings
    if not mail.is_set(settings):
        return plain.sentence("No mail from here", "This installation sends no mail.", 404)
    tasks = BackgroundTasks()

    def post(to: str, subject: str, body: str) -> None:
        tasks.add_task(_send, settings, to, subject, body)

    # Whether anybody here has the address or not, asking counts the same.
    failures.note(request)
    with wiring.writing() as work:
        sentence = coming_back.by_mail(work, None, fields.get("email", ""), post)
    answer = plain.sentence("Look at your mail", sentence, 200)
    # The letter leaves after the reply, so that its sending cannot be timed.
    answer.background = tasks
    return answer


def _send(settings: Settings, to: str, subject: str, body: str) -> None:
    try:
        mail.send(settings, to, subject, body)
    except GoldseamError as error:
        log.warning("a letter was not sent: %s", error.sentence)


async def _sign_out_page(request: Request) -> Response:
    return await run_in_threadpool(_ask, request)


def _ask(request: Request) -> Response:
    with wiring.reading() as work:
        viewer = cookie.viewer_in(request, work)
    return come_back_words.sign_out_page(viewer)


async def _sign_out(request: Request) -> Response:
    fields = await plain.form(request)
    return await run_in_threadpool(_leave, request, fields.get("where") == "everywhere")


def _leave(request: Request, everywhere: bool) -> Response:
    with wiring.writing() as work:
        viewer = cookie.viewer_in(request, work)
        if viewer is not None:
            (sign_ins.end_everywhere if everywhere else sign_ins.end_here)(work, viewer)
    answer = RedirectResponse("/", status_code=303)
    cookie.drop_sign_in(answer)
    return answer


ROUTES = [
    Route("/return", _return, methods=["GET", "HEAD"]),
    Route("/return", _evenly(_by_phrase), methods=["POST"]),
    Route("/return/mail", _evenly(_by_mail), methods=["POST"]),
    Route("/sign-out", _sign_out_page, methods=["GET", "HEAD"]),
    Route("/sign-out", _sign_out, methods=["POST"]),
]
