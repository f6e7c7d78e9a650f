"""``/scene/<edition>/…``: the scripts and the style that draw a workshop's scenes.

They are small and asked for by a thousand phones at once, so they are read and compressed once. The
edition is a hash of them all: a phone never mixes two of them, and never asks twice.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from course.errors import NOT_FOUND

FOLDER = Path(__file__).parents[1] / "scene"
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
QUALITY = 6  # the best takes ten times as long at every start, for a tenth of the bytes
_FOR_EVER = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class _File:
    kind: str
    plain: bytes
    codings: dict[str, bytes]


def _read(path: Path) -> _File:
    plain = path.read_bytes()
    packed = {"br": brotli.compress(plain, quality=QUALITY), "gzip": gzip.compress(plain, mtime=0)}
    return _File(_KINDS[path.suffix], plain, packed)


FILES = {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in _KINDS}
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
    found = FILES.get(request.path_params["name"])
    if found is None or request.path_params["edition"] != EDITION:
        return PlainTextResponse(NOT_FOUND, 404)
    taken = request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
    for coding, body in found.codings.items():
        if coding in taken:
            return Response(body, 200, {**headers, "Content-Encoding": coding}, found.kind)
    return Response(found.plain, 200, headers, found.kind)


ROUTES = [Route("/scene/{edition}/{name}", _get, methods=["GET", "HEAD"])]
