"""The page that a code opens, whatever its workshop is called."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.installation import Installation
from pages.routes import failures, join
from pages.ui import wiring
from tests import rooms


def test_a_title_stands_on_the_page_as_it_was_written(sqlite_installation: Installation) -> None:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    room = rooms.room(sqlite_installation, title="{body} {title} {data} <b>")
    client = TestClient(Starlette(routes=join.ROUTES), base_url="http://localhost:8501")
    page = client.get(f"/join/{room.code}")
    assert page.status_code == 200
    shown = "{body} {title} {data} &lt;b&gt;"
    for words in (f' data-title="{shown}"', f">{shown}</h1>", f"<title>{shown} "):
        assert page.text.count(words) == 1, words
