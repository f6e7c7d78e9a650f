"""The small icon font holds every icon that is named anywhere."""

from __future__ import annotations

from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.routes.icon_font import FONT, IconFont
from tests import icons


def test_every_icon_that_is_named_is_in_the_font() -> None:
    """When this fails: ``python -m tests.icons``."""
    drawable = icons.named() & icons.ligatures(TTFont(icons.whole_font())).keys()
    assert len(drawable) > 80
    assert drawable - icons.ligatures(TTFont(FONT)).keys() == set()


def test_the_font_stays_small_enough_for_a_slow_line() -> None:
    assert FONT.stat().st_size < 20_000


def test_ours_is_sent_in_place_of_streamlits() -> None:
    async def onwards(_request: object) -> PlainTextResponse:
        return PlainTextResponse("onwards")

    client = TestClient(IconFont(Starlette(routes=[Route("/{path:path}", onwards)])))
    answer = client.get(f"/static/media/{icons.whole_font().name}")
    assert answer.content == FONT.read_bytes()
    assert answer.headers["content-type"] == "font/woff2"
    assert client.get("/static/media/SourceSans.abc.woff2").text == "onwards"
