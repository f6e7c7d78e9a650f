"""``/parts/<edition>/<name>.js``: the scripts of our own components (``pages/ui/parts.py``)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.routes.kept_files import answer, keep
from pages.ui import parts

_KEPT = {parts.address(name): keep(body, ".js") for name, body in parts.SCRIPTS.items()}


async def _get(request: Request) -> Response:
    return answer(request, _KEPT.get(request.url.path))


ROUTES = [Route("/parts/{edition}/{name}", _get, methods=["GET", "HEAD"])]
