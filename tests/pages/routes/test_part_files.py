"""The scripts of our own components: fetched by address, once, by anybody, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import brotli
import httpx
import pytest

from pages.ui import parts
from tests.launch_server import Server


@pytest.fixture
def client(shared_server: Server) -> Iterator[httpx.Client]:
    """A browser that is nobody's."""
    with httpx.Client(base_url=shared_server.url) as found:
        yield found


@pytest.mark.parametrize("name", sorted(parts.SCRIPTS))
def test_a_part_is_sent_packed_and_kept_for_ever(client: httpx.Client, name: str) -> None:
    found = client.get(parts.address(name), headers={"Accept-Encoding": "gzip"})
    assert found.status_code == 200
    assert found.content == parts.SCRIPTS[name]
    assert found.headers["content-encoding"] == "gzip"
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert found.headers["cache-control"] == "public, immutable, max-age=31536000"
    raw = client.stream("GET", parts.address(name), headers={"Accept-Encoding": "br"})
    with raw as packed:
        assert brotli.decompress(b"".join(packed.iter_raw())) == parts.SCRIPTS[name]


def test_another_edition_or_another_name_is_not_there(client: httpx.Client) -> None:
    edition = parts.address("gs_watch").split("/")[2]
    for path in ("/parts/0123456789abcdef/gs_watch.js", f"/parts/{edition}/gs_speaker.js"):
        assert client.get(path).status_code == 404


def test_a_page_names_the_parts_it_draws_with_in_its_head(client: httpx.Client) -> None:
    home, lesson = client.get("/").text, client.get("/lesson").text
    for page in (home, lesson):
        assert f'<link rel="modulepreload" href=".{parts.address("gs_watch")}">' in page
    assert parts.address("gs_writing_box") not in home
    assert parts.address("gs_writing_box") in lesson


def test_every_script_of_the_pages_belongs_to_a_part() -> None:
    there = {str(file.relative_to(parts.HERE)) for file in parts.HERE.rglob("*.js")}
    assert there == {file for files in parts.FILES.values() for file in files}
