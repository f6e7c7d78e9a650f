"""The one HTML page brings our stylesheet and says our own words where scripts are off."""

from __future__ import annotations

import re

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.routes.headers import INDEX
from pages.routes.index_page import IndexPage, dressed


def test_the_stylesheet_is_linked_once_by_its_content() -> None:
    page = dressed(INDEX.read_text(encoding="utf-8"))
    found = re.findall(r'href="\./app/static/goldseam\.css\?v=([0-9a-f]{12})"', page)
    assert len(found) == 1


def test_nothing_invites_a_machine_to_another_way_in() -> None:
    page = dressed(INDEX.read_text(encoding="utf-8"))
    assert "_stcore/agent" not in page
    assert "Goldseam needs JavaScript" in page
    assert "<title>Goldseam</title>" in page


def test_the_inline_script_named_by_the_policy_is_unchanged() -> None:
    before = INDEX.read_text(encoding="utf-8")
    inline = r"<script>(.*?)</script>"
    assert re.findall(inline, dressed(before), re.DOTALL) == re.findall(inline, before, re.DOTALL)


def test_our_own_icon_is_asked_for() -> None:
    page = dressed(INDEX.read_text(encoding="utf-8"))
    assert 'href="./app/static/mark.png"' in page
    assert "favicon.png" not in page


def test_only_pages_are_answered_here() -> None:
    async def onwards(_request: object) -> PlainTextResponse:
        return PlainTextResponse("onwards")

    inner = Starlette(routes=[Route("/{path:path}", onwards, methods=["GET", "POST"])])
    client = TestClient(IndexPage(inner, {"/": "the first", "/lesson": "<html>a lesson"}))
    assert client.get("/").text == "the first"
    assert client.get("/lesson").text == "<html>a lesson"
    assert client.get("/lesson").headers["content-encoding"] == "gzip"
    assert client.get("/lesson").headers["cache-control"] == "no-cache"
    plain = client.get("/lesson", headers={"accept-encoding": "identity"})
    assert plain.text == "<html>a lesson"
    assert "content-encoding" not in plain.headers
    assert client.get("/other").text == "onwards"
    assert client.post("/lesson").text == "onwards"
