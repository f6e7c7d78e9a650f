"""The pages that good codes open, looked up once for many phones."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.installation import Installation
from course.workshop import seats
from course.workshop.seats import Joining
from pages.routes import failures, join, open_pages
from pages.routes.open_pages import OpenPages
from pages.ui import wiring
from tests import rooms
from tests.clock import HandClock
from tests.counting import statements

POSTGRES_CARRIES = 8_000  # bytes of a note, less than


@pytest.fixture
def room(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> rooms.Room:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    monkeypatch.setattr(join, "opened", OpenPages(lambda: 0.0))
    return rooms.room(sqlite_installation, rooms.POLL, capacity=3)


def test_a_good_codes_page_is_looked_up_once_a_second(room: rooms.Room) -> None:
    client = TestClient(Starlette(routes=join.ROUTES), base_url="http://localhost:8501")
    code = room.code
    with statements(room.installation) as asked:
        pages = [client.get(f"/join/{code}").text for _ in range(20)]
    assert pages == [pages[0]] * 20
    assert [one.split(" ")[0] for one in asked] == ["BEGIN", "SELECT", "SELECT"]
    with statements(room.installation) as asked:
        assert {client.get("/join/ABC346").status_code for _ in range(3)} == {404}
    assert [one.split(" ")[0] for one in asked] == ["BEGIN", "SELECT"] * 3


def test_the_page_comes_as_small_as_the_browser_takes_it(room: rooms.Room) -> None:
    client = TestClient(Starlette(routes=join.ROUTES), base_url="http://localhost:8501")
    sizes = {}
    for coding in ("br", "gzip", "identity"):
        with client.stream(
            "GET", f"/join/{room.code}", headers={"Accept-Encoding": coding}
        ) as answer:
            assert answer.headers.get("content-encoding", "identity") == coding
            assert answer.headers["vary"] == "Accept-Encoding"
            sizes[coding] = len(b"".join(answer.iter_raw()))
    assert sizes["br"] < sizes["gzip"] < sizes["identity"]


def _joining(left: int = 2, *, for_guests: bool = True) -> Joining:
    now = HandClock().now()
    return Joining("run", "A title", now, "UTC", False, for_guests, left)


def test_a_page_holds_for_a_second_until_the_run_changes_or_the_last_seat_is_taken() -> None:
    at = [100.0]
    kept = OpenPages(lambda: at[0])
    kept.keep("ABC234", _joining(), "<p>In</p>")
    assert kept.page("ABC234") is not None
    assert kept.run("ABC234") == "run"
    at[0] += open_pages.SECONDS
    assert kept.page("ABC234") is None
    kept.keep("ABC234", _joining(), "<p>In</p>")
    kept.taken("run")
    kept.taken("another run")
    assert kept.page("ABC234") is not None
    kept.taken("run")
    assert kept.page("ABC234") is None
    kept.keep("ABC234", _joining(), "<p>In</p>")
    kept.changed("run")
    assert (kept.page("ABC234"), kept.run("ABC234")) == (None, None)


def test_what_only_a_cohort_may_see_is_not_kept_and_pages_have_an_end() -> None:
    kept = OpenPages(lambda: 0.0)
    kept.keep("ABC234", _joining(for_guests=False), "<p>In</p>")
    assert kept.page("ABC234") is None
    for number in range(open_pages.MOST + 1):
        kept.keep(f"CODE{number}", _joining(), "<p>In</p>")
    assert [kept.page("CODE0"), kept.run(f"CODE{open_pages.MOST}")] == [None, "run"]


def test_a_page_is_compressed_again_only_where_it_reads_otherwise() -> None:
    kept = OpenPages(lambda: 0.0)
    first = kept.keep("ABC234", _joining(), "<p>In</p>")
    assert kept.keep("ABC234", _joining(), "<p>In</p>") is first
    assert kept.keep("ABC234", _joining(), "<p>Other</p>") is not first


def test_a_seat_takes_three_statements(room: rooms.Room) -> None:
    code = room.code
    with room.installation.writing() as work, statements(room.installation) as asked:
        seats.take(work, None, room.run_id, code, "room")
    assert len(asked) == 3  # the run, how many there are, the seat
