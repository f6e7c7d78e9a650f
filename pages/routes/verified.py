"""``/verified/<code>``: a certificate that its learner lets anyone check, and its badge."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course.errors import NotFound
from course.study import badge, certificate, record
from course.study.certificate import MEANING, Certificate
from pages.routes import failures, plain
from pages.routes.plain import esc
from pages.ui import wiring
from pages.ui.layout import STATIC

log = logging.getLogger("goldseam.verified")

AWAY = "The database is not answering just now. Try again in a minute."
GONE = (
    "There is no certificate at this address. It was never here, or whoever it is about has "
    "turned it off."
)
_SVG = (STATIC / "mark.svg").read_text(encoding="utf-8")
_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def _answered(made: Callable[[str], Response]) -> Callable[[Request], Response]:
    """A route that answers a good code, and every other one alike."""

    def route(request: Request) -> Response:
        try:
            answer = made(request.path_params["code"])
        except NotFound:
            if failures.too_many(request):
                return failures.slow_down()
            failures.note(request)
            log.warning("a code of a certificate opened nothing")
            answer = plain.page("No certificate here", f"<p>{esc(GONE)}</p>", 404)
        except SQLAlchemyError as error:
            log.warning("no certificate just now: %s", type(error).__name__)
            answer = plain.sentence("Not just now", AWAY, 503)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return route


def _page(code: str) -> Response:
    with wiring.reading() as work:
        found = certificate.verified(work, None, code)
    return plain.page("Certificate of completion", _said(found))


def _said(one: Certificate) -> str:
    rows = "".join(
        f"<dt>{esc(label)}</dt><dd><bdi>{esc(text)}</bdi></dd>"
        for label, text in (*one.record.lines(), ("Issued on", record.day(one.issued_on)))
    )
    outcomes = "".join(f"<li>{esc(aim)}</li>" for aim in one.record.outcomes)
    return (
        '<p class="note" role="status">This certificate was issued here and stands.</p>'
        f'<div class="card"><dl>{rows}</dl></div><p><strong>{esc(MEANING)}</strong></p>'
        f"<h2>What the course sets out to teach</h2><ul>{outcomes}</ul>"
        "<h2>The same as an Open Badge</h2><p>An Open Badges 3.0 credential, signed with the key "
        "it names. Programs that know the standard can check it without this page.</p><ul>"
        f'<li><a href="/verified/{esc(one.code)}/badge.svg" download>The badge as a picture</a>'
        " (SVG, with the credential inside)</li>"
        f'<li><a href="/verified/{esc(one.code)}/badge.jwt" download>The credential alone</a>'
        " (JWT)</li></ul>"
    )


def _jwt(code: str) -> Response:
    return _file(_badge(code), "application/vc+jwt", "badge.jwt")


def _svg(code: str) -> Response:
    return _file(baked(_badge(code)), "image/svg+xml", "badge.svg")


def _badge(code: str) -> str:
    with wiring.reading() as work:
        return badge.of_code(work, None, code)


def baked(token: str) -> str:
    """Our mark with a credential inside, where Open Badges 3.0 (5.3) says it belongs."""
    inside = f'<openbadges:credential xmlns:openbadges="{_NAMESPACE}" verify="{token}"/>'
    opening, closing, rest = _SVG.partition(">")
    return f"{opening}{closing}{inside}{rest}"


def _file(content: str, kind: str, name: str) -> Response:
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=kept)


ROUTES = [
    Route("/verified/{code}", _answered(_page), methods=["GET", "HEAD"]),
    Route("/verified/{code}/badge.jwt", _answered(_jwt), methods=["GET", "HEAD"]),
    Route("/verified/{code}/badge.svg", _answered(_svg), methods=["GET", "HEAD"]),
]
