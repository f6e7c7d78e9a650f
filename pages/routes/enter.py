"""``/enter/<token>``: a page that changes nothing however often it is fetched, and a button."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from course.access import Viewer
from course.errors import BadInput
from course.signing import door, links
from course.signing.door import Door, Entered, LinkIsOver, NoSuchLink
from pages.routes import cookie, enter_words, failures, plain
from pages.ui import wiring


async def _get(request: Request) -> Response:
    return await run_in_threadpool(_show, request, request.path_params["token"])


async def _post(request: Request) -> Response:
    fields = await plain.form(request)
    return await run_in_threadpool(_go_in, request, request.path_params["token"], fields)


def _show(request: Request, token: str) -> Response:
    reason = links.refusal(wiring.installation().settings)
    if reason:
        return plain.sentence("Signing in is closed here", reason, 403)
    with wiring.reading() as work:
        viewer = cookie.viewer_in(request, work)
        try:
            found = door.look(work, viewer, token)
        except (NoSuchLink, LinkIsOver) as error:
            return _nothing_there(request, viewer, error)
    return enter_words.door_page(found, viewer, token)


def _go_in(request: Request, token: str, fields: dict[str, str]) -> Response:
    reason = links.refusal(wiring.installation().settings)
    if reason:
        return plain.sentence("Signing in is closed here", reason, 403)
    with wiring.reading() as work:
        viewer = cookie.viewer_in(request, work)
    try:
        with wiring.writing() as work:
            entered = door.enter(
                work,
                viewer,
                token,
                name=fields.get("name", ""),
                email=fields.get("email", ""),
                as_viewer=fields.get("as") == "me",
            )
    except (NoSuchLink, LinkIsOver) as error:
        return _nothing_there(request, viewer, error)
    except BadInput as error:
        return _again(viewer, token, error, fields)
    return _inside(entered)


def _again(viewer: Viewer | None, token: str, error: BadInput, fields: dict[str, str]) -> Response:
    """The same page once more, what was typed kept, with the sentence that says what is amiss."""
    with wiring.reading() as work:
        found: Door = door.look(work, viewer, token)
    return enter_words.door_page(found, viewer, token, trouble=error.sentence, typed=fields)


def _inside(entered: Entered) -> Response:
    answer: Response
    if entered.phrase is None:
        answer = RedirectResponse("/", status_code=303)
    else:
        answer = enter_words.phrase_page(entered.phrase, entered.has_email)
    if entered.token is not None:
        cookie.set_sign_in(answer, entered.token)
    return answer


def _nothing_there(
    request: Request, viewer: Viewer | None, error: NoSuchLink | LinkIsOver
) -> Response:
    if failures.too_many(request):
        return failures.slow_down()
    failures.note(request)
    status = 410 if isinstance(error, LinkIsOver) else 404
    return enter_words.gone_page(error.sentence, viewer, status)


ROUTES = [
    Route("/enter/{token}", _get, methods=["GET", "HEAD"]),
    Route("/enter/{token}", _post, methods=["POST"]),
]
