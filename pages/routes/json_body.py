"""JSON in, JSON out, for what our own scripts send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from course.errors import GoldseamError

MOST_BYTES = 256 * 1024
AGAIN_SECONDS = 2
UNREADABLE = "This could not be read. Load the page again."
TOO_LONG = "This is longer than fits here. Nothing was stored: shorten it."


class Body(BaseModel):
    """What is sent to us; nothing is converted."""

    model_config = ConfigDict(strict=True, frozen=True)


B = TypeVar("B", bound=Body)


class Unreadable(GoldseamError):
    """Not JSON, too much of it, or not what is expected; ``status`` says which."""

    def __init__(self, status: int, sentence: str = UNREADABLE) -> None:
        super().__init__(sentence)
        self.status = status


async def read(request: Request, kind: type[B]) -> B:
    """The body of a request. Raises Unreadable."""
    mime = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if mime != "application/json":
        raise Unreadable(415)
    sent = bytearray()
    try:
        async for chunk in request.stream():
            sent += chunk
            if len(sent) > MOST_BYTES:
                raise Unreadable(413, TOO_LONG)
        return kind.model_validate_json(bytes(sent))
    except (ClientDisconnect, ValidationError):
        raise Unreadable(400) from None


def reply(status: int, content: Mapping[str, Any]) -> JSONResponse:
    """An answer that nobody keeps."""
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})


def said(status: int, sentence: str) -> JSONResponse:
    """An answer of one sentence."""
    return reply(status, {"sentence": sentence})


def later(sentence: str) -> JSONResponse:
    """A refusal that passes by itself: come again in a few seconds."""
    answer = said(503, sentence)
    answer.headers["Retry-After"] = str(AGAIN_SECONDS)
    return answer
