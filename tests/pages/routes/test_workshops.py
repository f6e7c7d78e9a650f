"""A workshop's public page, a booking's own page, and hosts' papers, over the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role, Viewer
from course.installation import Installation
from course.workshop import register
from pages.routes import cookie, failures, workshops
from pages.routes.paces import Paces
from pages.ui import wiring
from tests import rooms, world
from tests.clock import HandClock
from tests.rooms import Room

HOSTILE = "<script>alert(1)</script> “Zoë” & *co*"


@pytest.fixture
def here(sqlite_installation: Installation) -> Iterator[Installation]:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    workshops.paces = Paces(1 / 60, 20)
    yield sqlite_installation
    failures._limiter.storage.reset()


@pytest.fixture
def client(here: Installation) -> TestClient:
    return TestClient(
        Starlette(routes=workshops.ROUTES), base_url="http://localhost:8501", follow_redirects=False
    )


@pytest.fixture
def room(here: Installation) -> Room:
    return rooms.room(here, capacity=2)


def sign_in(here: Installation, client: TestClient, viewer: Viewer) -> None:
    with here.writing() as work:
        client.cookies.set(cookie.cookie_name(), world.sign_in(work, viewer.account_id))


def book(client: TestClient, room: Room, name: str = "Ana", **fields: str) -> str:
    """Fill in the form as it is drawn; returns where it leads."""
    page = client.get(f"/workshops/{room.run_id}").text
    (token,) = re.findall(r'name="token" value="([^"]+)"', page)
    sent = {"token": token, "name": name, "email": "ana@example.org"} | fields
    answer = client.post(f"/workshops/{room.run_id}", data=sent)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_page_says_when_how_many_and_how_it_is_done(client: TestClient, room: Room) -> None:
    seen = client.get(f"/workshops/{room.run_id}")
    assert seen.status_code == 200
    for words in (
        "<h1>An evening on repair</h1>",
        "<dt>Day</dt><dd>Monday 7 September 2026</dd>",
        "<dt>Time</dt><dd>10:10 to 11:40 (Europe/London)</dd>",
        "<dt>Length</dt><dd>1 hour 30 minutes</dd>",
        "<dt>Places</dt><dd>2 of 2 left</dd>",
        "Recording is off",
        "step-free access",
        "How to cancel",
        "kept apart from the seat your phone takes",
    ):
        assert words in seen.text, words
    assert seen.headers["cache-control"] == "no-store"
    assert "set-cookie" not in seen.headers


def test_booking_leads_to_a_page_of_ones_own_and_its_button_cancels(
    client: TestClient, room: Room
) -> None:
    link = book(client, room, HOSTILE, needs="A seat\nby the door")
    own = client.get(link)
    assert "<h1>You are booked</h1>" in own.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; “Zoë” &amp; *co*" in own.text
    assert "<script>" not in own.text
    assert f'href="http://localhost:8501/join/{room.code}"' in own.text
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.get(f"{link}/calendar.ics").headers["content-type"].startswith("text/calendar")
    assert "Nothing of your booking is kept" in client.post(link).text
    assert client.get(link).status_code == 404


def test_when_all_places_are_taken_the_page_offers_the_waiting_list(
    client: TestClient, room: Room
) -> None:
    links = [book(client, room, name) for name in ("Ana", "Ben", "Cleo")]
    page = client.get(f"/workshops/{room.run_id}").text
    assert "All 2 are taken. There is a waiting list." in page
    assert "<button>Go on the waiting list</button>" in page
    assert "Your place on the list is 1." in client.get(links[2]).text
    client.post(links[0])
    assert "<h1>You are booked</h1>" in client.get(links[2]).text


def test_a_form_with_a_mistake_comes_back_as_it_was_typed(client: TestClient, room: Room) -> None:
    sent = {"token": "t" * 43, "name": HOSTILE, "email": "nobody", "needs": "captions"}
    back = client.post(f"/workshops/{room.run_id}", data=sent)
    assert back.status_code == 422
    assert 'role="alert">The mail address can&#x27;t be used: the address needs one @ sign.' in (
        back.text
    )
    assert 'value="&lt;script&gt;' in back.text
    assert ">captions</textarea>" in back.text
    assert f'value="{"t" * 43}"' in back.text


def test_a_text_that_is_too_long_comes_back_whole(client: TestClient, room: Room) -> None:
    """No field of a browser cuts it either: what is pasted would lose its end unseen."""
    assert "<textarea" in (page := client.get(f"/workshops/{room.run_id}").text)
    assert 'rows="3" maxlength' not in page
    needs = "x" * 20_000
    sent = {"token": "t" * 43, "name": "Ana", "email": "ana@example.org", "needs": needs}
    back = client.post(f"/workshops/{room.run_id}", data=sent)
    assert back.status_code == 422
    assert "What you need has 20,000 characters; 600 is the most." in back.text
    assert f">{needs}</textarea>" in back.text


def test_a_link_sent_twice_books_once(here: Installation, client: TestClient, room: Room) -> None:
    sent = {"token": "t" * 43, "name": "Ana", "email": "ana@example.org"}
    for _ in range(2):
        assert client.post(f"/workshops/{room.run_id}", data=sent).status_code == 303
    with here.reading() as work:
        assert len(register.people(work, room.host, room.run_id).people) == 1


def test_a_workshop_that_is_over_says_so(client: TestClient, room: Room, clock: HandClock) -> None:
    clock.move(hours=3)
    page = client.get(f"/workshops/{room.run_id}").text
    assert "Its time has passed, so booking is closed." in page
    assert "<form" not in page


def test_no_workshop_and_another_cohorts_look_alike_and_guessing_is_slowed(
    here: Installation, client: TestClient
) -> None:
    with here.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        closed = rooms.make(work, host, cohort_id=cohort_id, for_guests=False)
    pages = [client.get(f"/workshops/{run}") for run in ("0" * 32, closed)]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text == pages[1].text
    for number in range(40):
        last = client.get(f"/workshops/booking/{number}")
    assert last.status_code == 429


PAPERS = ("slips.pdf", "report.pdf", "report.csv")


def test_papers_are_for_hosts_alone_and_never_kept(
    here: Installation, client: TestClient, room: Room
) -> None:
    sign_in(here, client, room.host)
    none = client.get(f"/workshops/{room.run_id}/slips.pdf")
    assert (none.status_code, register.NONE_CAME in none.text) == (404, True)
    client.cookies.clear()
    with here.writing() as work:
        register.add(work, room.host, room.run_id, "Zoë")
        other = world.someone(work, world.cohort(work), Role.INSTRUCTOR)
    for viewer in (None, other):
        if viewer is not None:
            sign_in(here, client, viewer)
        for paper in PAPERS:
            assert client.get(f"/workshops/{room.run_id}/{paper}").status_code == 404
    sign_in(here, client, room.host)
    for paper in PAPERS:
        answer = client.get(f"/workshops/{room.run_id}/{paper}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith("attachment; ")
        kind = "text/csv" if paper.endswith("csv") else "application/pdf"
        assert answer.headers["content-type"].startswith(kind)


def test_a_slip_is_there_once_the_register_is_ticked(
    here: Installation, client: TestClient, room: Room
) -> None:
    link = book(client, room)
    assert client.get(f"{link}/attendance.pdf").status_code == 404
    with here.writing() as work:
        (line,) = register.people(work, room.host, room.run_id).people
        register.tick(work, room.host, room.run_id, line.id, came=True)
    assert client.get(f"{link}/attendance.pdf").content.startswith(b"%PDF")
    own = client.get(link).text
    assert "Slip of attendance (PDF)" in own
    assert "Cancel my booking" not in own
    assert client.post(link).status_code == 409


def test_who_is_signed_in_finds_the_form_filled_in_and_then_their_booking(
    here: Installation, client: TestClient, room: Room
) -> None:
    with here.writing() as work:
        viewer = world.someone(work, name="Ana Invented", email="ana@example.org")
    sign_in(here, client, viewer)
    page = client.get(f"/workshops/{room.run_id}").text
    assert 'value="Ana Invented"' in page
    assert 'value="ana@example.org"' in page
    link = book(client, room)
    assert f'href="{link}">Open your booking' in client.get(f"/workshops/{room.run_id}").text


def test_one_address_books_twenty_places_and_then_one_a_minute(
    here: Installation, client: TestClient
) -> None:
    room = rooms.room(here, capacity=30)
    for number in range(20):
        book(client, room, email=f"a{number}@example.org")
    sent = {"token": "t" * 43, "name": "Ana", "email": "ana@example.org"}
    refused = client.post(f"/workshops/{room.run_id}", data=sent)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    with here.reading() as work:
        assert len(register.people(work, room.host, room.run_id).people) == 20
