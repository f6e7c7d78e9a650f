"""Small scripts and styles of ours: read and compressed once, sent under names that hash them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import brotli
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from course.errors import NOT_FOUND

KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
QUALITY = 6  # the best takes ten times as long at every start, for a tenth of the bytes
_FOR_EVER = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class KeptFile:
    """One of them: its media type, its bytes, and the same bytes in each coding."""

    kind: str
    plain: bytes
    codings: dict[str, bytes]


def keep(plain: bytes, suffix: str) -> KeptFile:
    """What is sent of a file whose name ends so."""
    packed = {"br": brotli.compress(plain, quality=QUALITY), "gzip": gzip.compress(plain, mtime=0)}
    return KeptFile(KINDS[suffix], plain, packed)


def answer(request: Request, found: KeptFile | None) -> Response:
    """The file in the best coding that is taken, to be kept for ever; 404 where there is none."""
    if found is None:
        return PlainTextResponse(NOT_FOUND, 404)
    taken = request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": _FOR_EVER, "Vary": "Accept-Encoding"}
    for coding, body in found.codings.items():
        if coding in taken:
            return Response(body, 200, {**headers, "Content-Encoding": coding}, found.kind)
    return Response(found.plain, 200, headers, found.kind)
