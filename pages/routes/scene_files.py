"""``/scene/<edition>/…``: the scripts and the style that draw a workshop's scenes.

They are small and asked for by a thousand phones at once, so they are read and compressed once. The
edition is a hash of them all: a phone never mixes two of them, and never asks twice.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.routes.kept_files import KINDS, answer, keep

FOLDER = Path(__file__).parents[1] / "scene"

FILES = {
    path.name: keep(path.read_bytes(), path.suffix)
    for path in sorted(FOLDER.iterdir())
    if path.suffix in KINDS
}
EDITION = hashlib.sha256(b"\0".join(one.plain for one in FILES.values())).hexdigest()[:16]
START = "start.js"


def address(name: str = "scene.js") -> str:
    """The path of one of them."""
    return f"/scene/{EDITION}/{name}"


def _template(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


# Each module is asked for at once, not only when the one that needs it has been read.
_AHEAD = "\n".join(
    [
        *(
            f'<link rel="modulepreload" href="{address(name)}">'
            for name in FILES
            if name.endswith(".js") and name != START
        ),
        f'<script type="module" src="{address(START)}"></script>',
    ]
)
PHONE = _template("phone.html").replace("{ahead}", _AHEAD).replace("{scene}", f"/scene/{EDITION}")
BOARD = _template("board.html").replace("{ahead}", _AHEAD).replace("{scene}", f"/scene/{EDITION}")
# A page without a script of its own: it asks for a code, or says why there is nothing to join.
WORDS = _template("phone.html").replace("{ahead}\n", "").replace("{scene}", f"/scene/{EDITION}")


async def _get(request: Request) -> Response:
    is_ours = request.path_params["edition"] == EDITION
    return answer(request, FILES.get(request.path_params["name"]) if is_ours else None)


ROUTES = [Route("/scene/{edition}/{name}", _get, methods=["GET", "HEAD"])]
