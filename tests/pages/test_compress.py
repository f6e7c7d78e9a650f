"""Streamlit's scripts travel compressed, and nothing but them is answered here."""

from __future__ import annotations

import gzip
from pathlib import Path

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.routes.compress import CompressedAssets


def _client(folder: Path) -> TestClient:
    scripts = folder / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "index.abc.js").write_text("let a = 1;\n" * 100)
    (folder / "secret.js").write_text("no")

    async def onwards(_request: object) -> PlainTextResponse:
        return PlainTextResponse("onwards")

    inner = Starlette(routes=[Route("/{path:path}", onwards)])
    return TestClient(CompressedAssets(inner, folder))


def test_a_script_comes_compressed_and_may_be_kept_for_ever(tmp_path: Path) -> None:
    client = _client(tmp_path)
    with client.stream("GET", "/static/js/index.abc.js") as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert gzip.decompress(raw).decode() == "let a = 1;\n" * 100


def test_whoever_cannot_unpack_it_gets_streamlits_own_answer(tmp_path: Path) -> None:
    answer = _client(tmp_path).get("/static/js/index.abc.js", headers={"accept-encoding": "br"})
    assert answer.text == "onwards"


def test_no_other_file_is_reached(tmp_path: Path) -> None:
    client = _client(tmp_path)
    for path in ("/secret.js", "/static/../secret.js", "/static/js/%2e%2e/%2e%2e/secret.js"):
        assert client.get(path).text == "onwards"
