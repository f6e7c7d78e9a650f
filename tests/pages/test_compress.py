"""Streamlit's scripts travel compressed, and nothing but them is answered here."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import httpx2
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.routes.compress import CompressedAssets
from pages.routes.packing import Packed

SCRIPT = "/static/js/index.abc.js"
TEXT = "let a = 1;\n" * 100


def _packed(folder: Path) -> Packed:
    scripts = folder / "static" / "js"
    scripts.mkdir(parents=True, exist_ok=True)
    (scripts / "index.abc.js").write_text(TEXT)
    (folder / "secret.js").write_text("no")
    return Packed(folder, folder / "shelf")


def _client(packed: Packed) -> TestClient:
    async def onwards(_request: object) -> PlainTextResponse:
        return PlainTextResponse("onwards")

    inner = Starlette(routes=[Route("/{path:path}", onwards)])
    return TestClient(CompressedAssets(inner, packed))


def _asked(client: TestClient, accepts: str) -> tuple[httpx2.Headers, bytes]:
    with client.stream("GET", SCRIPT, headers={"accept-encoding": accepts}) as answer:
        return answer.headers, b"".join(answer.iter_raw())


def test_a_script_comes_compressed_and_may_be_kept_for_ever(tmp_path: Path) -> None:
    found, raw = _asked(_client(_packed(tmp_path)), "gzip, deflate")
    assert found["content-encoding"] == "gzip"
    assert found["content-type"].startswith("text/javascript")
    assert found["cache-control"] == "public, immutable, max-age=31536000"
    assert found["vary"] == "Accept-Encoding"
    assert gzip.decompress(raw).decode() == TEXT


def test_brotli_is_sent_once_it_is_made_and_gzip_until_then(tmp_path: Path) -> None:
    packed = _packed(tmp_path)
    client = _client(packed)
    assert _asked(client, "gzip, br;q=1.0")[0]["content-encoding"] == "gzip"
    packed.well(SCRIPT)
    found, raw = _asked(client, "gzip, br;q=1.0")
    assert found["content-encoding"] == "br"
    assert brotli.decompress(raw).decode() == TEXT
    assert _asked(client, "gzip")[0]["content-encoding"] == "gzip"


def test_what_was_made_before_is_taken_from_the_shelf(tmp_path: Path) -> None:
    _packed(tmp_path).well(SCRIPT)
    kept = tmp_path / "shelf" / "index.abc.js.br"
    assert brotli.decompress(kept.read_bytes()).decode() == TEXT
    kept.write_bytes(brotli.compress(b"from the shelf"))
    assert brotli.decompress(_packed(tmp_path).well(SCRIPT)) == b"from the shelf"


def test_a_shelf_that_cannot_be_written_costs_nothing_but_the_next_start(tmp_path: Path) -> None:
    packed = _packed(tmp_path)
    (tmp_path / "shelf").write_text("a file where the folder should be")
    assert brotli.decompress(packed.well(SCRIPT)).decode() == TEXT


def test_whoever_cannot_unpack_it_gets_streamlits_own_answer(tmp_path: Path) -> None:
    client = _client(_packed(tmp_path))
    assert client.get(SCRIPT, headers={"accept-encoding": "identity"}).text == "onwards"


def test_no_other_file_is_reached(tmp_path: Path) -> None:
    client = _client(_packed(tmp_path))
    for path in ("/secret.js", "/static/../secret.js", "/static/js/%2e%2e/%2e%2e/secret.js"):
        assert client.get(path).text == "onwards"
