"""The seat cookie: one for each run, sent to that run's addresses alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from pages.ui import wiring

DAYS = 40  # the card of what one takes away can be opened that long


def cookie_name() -> str:
    """Its name carries the installation's id, as that of the sign-in does."""
    return f"goldseam_seat_{wiring.installation().id[:8]}"


def token_in(request: Request) -> str | None:
    """The seat that this browser says it has in the run it asks about."""
    return request.cookies.get(cookie_name())


def give(response: Response, request: Request, run_id: str, token: str) -> None:
    """Give this browser a seat, in the place of any it had in this run."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=DAYS * 86400,
        path=f"/live/{run_id}",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def _is_secure(request: Request) -> bool:
    settings = wiring.installation().settings
    return settings.is_https and not settings.in_plain_room(request.headers.get("origin"))
