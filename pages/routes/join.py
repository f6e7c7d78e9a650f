"""``/join`` and ``/join/<code>``: the way into a workshop's room, without an account.

The page itself changes nothing; its script asks for the seat. Where JavaScript is off it says what
to do. A seat's cookie is not sent here, so whoever has one is let back in by the script, whatever
this page says to those who come anew.
"""

from __future__ import annotations

import logging
import re

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from course.workshop import seats
from pages.routes import cookie, failures
from pages.routes.open_pages import opened
from pages.routes.plain import esc
from pages.routes.scene_files import PHONE, WORDS
from pages.ui import wiring

log = logging.getLogger("goldseam.join")

AWAY = "The database is not answering just now. Try again in a minute."
# The style shows the second half only when the script has not begun within two seconds.
OPENING = (
    '<p class="sc-lead">Opening the workshop.</p><div class="sc-note sc-wait">'
    "<p>Does nothing happen? This page needs JavaScript. Turn it on in the browser’s settings for "
    "this address, load the page again, or open the address in another browser.</p>"
    "<p>You can also take part without a phone: tell the host, who adds a seat for you.</p></div>"
)
ASK = (
    '<form action="/join" method="get" class="sc-form">'
    '<label class="sc-label" for="code"><span>The code on the screen</span>'
    '<input class="sc-field" id="code" name="code" maxlength="20" required autocomplete="off" '
    'autocapitalize="characters" spellcheck="false"></label>'
    '<p class="sc-hint">Six letters and numbers. You need no account and give no name.</p>'
    '<button class="sc-button">Join</button></form>'
)
_PLACES = re.compile(r"\{(data|body|title)\}")
AGAIN = '<p class="sc-lead">{}</p><p><a href="/join">Type another code</a></p>'


async def _ask(request: Request) -> Response:
    typed = request.query_params.get("code")
    if typed is None:
        return _words("Join a workshop", ASK, 200)
    code = seats.normal(typed)
    if not code:
        return _words("Join a workshop", f'<p class="sc-note">{esc(seats.NO_CODE)}</p>{ASK}', 404)
    return RedirectResponse(f"/join/{code}", 303)


async def _open(request: Request) -> Response:
    if not await failures.turn(request):
        return failures.slow_down()
    code = seats.normal(request.path_params["code"])
    if not cookie.token_in(request) and (page := opened.page(code)) is not None:
        return page.answer(request)
    try:
        return await run_in_threadpool(_look, request, code)
    except SQLAlchemyError as error:
        log.warning("no code could be looked up: %s", type(error).__name__)
        return _words("Not just now", f'<p class="sc-lead">{AWAY}</p>', 503)


def _look(request: Request, code: str) -> Response:
    try:
        with wiring.reading() as work:
            viewer = cookie.viewer_in(request, work)
            found = seats.look(work, viewer, code)
    except seats.NoSuchCode as error:
        failures.note(request)
        body = f'<p class="sc-note">{esc(error.sentence)}</p>{ASK}'
        return _words("That code opens nothing", body, 404)
    except seats.CannotJoin as error:
        return _closed(code, error)
    data = f' data-run="/live/{found.run_id}" data-code="{code}"'
    page = opened.keep(code, found, _phone(found.title, OPENING, data))
    return page.answer(request)


_HEADS: dict[type[Exception], tuple[str, int]] = {
    seats.NotYet: ("Not open yet", 403),
    seats.Full: ("This workshop is full", 403),
    seats.Ended: ("This workshop has ended", 410),
    seats.Cancelled: ("This workshop was cancelled", 410),
    seats.MembersOnly: ("For the learners of one cohort", 403),
}


def _closed(code: str, error: seats.CannotJoin) -> Response:
    title, status = _HEADS[type(error)]
    data = f' data-run="/live/{error.run_id}" data-code="{code}" data-refusal="yes"'
    return _html(_phone(title, AGAIN.format(esc(error.sentence)), data), status)


def _phone(title: str, body: str, data: str) -> str:
    return _filled(PHONE, title, body, f'{data} data-title="{esc(title)}"')


def _words(title: str, body: str, status: int) -> Response:
    return _html(_filled(WORDS, title, body, ""), status)


def _filled(template: str, title: str, body: str, data: str) -> str:
    inside = {"data": data, "body": body, "title": esc(title)}
    # In one go: what is put in is not looked through for places of its own.
    return _PLACES.sub(lambda place: inside[place[1]], template)


def _html(html: str, status: int) -> Response:
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/join", _ask, methods=["GET", "HEAD"]),
    Route("/join/{code}", _open, methods=["GET", "HEAD"]),
]
