"""The sign-in cookie: one name, one shape, set and dropped only here."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from course.access import Viewer, recognise
from course.signing.sign_ins import DAYS
from course.work import Work
from pages.ui import wiring


def cookie_name() -> str:
    """The cookie's name carries the installation's id: two installations on one host don't mix."""
    return f"goldseam_{wiring.installation().id[:8]}"


def token_in(request: Request) -> str | None:
    """The sign-in token this browser sent, good or not."""
    return request.cookies.get(cookie_name())


def viewer_in(request: Request, work: Work) -> Viewer | None:
    """Who is signed in in this browser, by the database."""
    return recognise(work, token_in(request))


def set_sign_in(response: Response, token: str) -> None:
    """Give this browser a sign-in, replacing any it had."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=DAYS * 86400,
        path="/",
        secure=wiring.installation().settings.is_https,
        httponly=True,
        samesite="lax",
    )


def drop_sign_in(response: Response) -> None:
    """Take the sign-in cookie away from this browser."""
    response.delete_cookie(
        cookie_name(),
        path="/",
        secure=wiring.installation().settings.is_https,
        httponly=True,
        samesite="lax",
    )
