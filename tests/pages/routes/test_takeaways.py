"""The card that a participant takes away, over the wire: by the seat's cookie and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.installation import Installation
from course.workshop import takeaways
from pages.routes import cookie, seat_cookie
from pages.routes import takeaways as routes
from pages.routes.paces import Paces
from pages.ui import wiring
from tests import rooms, world
from tests.clock import HandClock
from tests.rooms import Room

HOSTILE = "<script>alert(1)</script> I ask first"


@pytest.fixture
def here(sqlite_installation: Installation) -> Installation:
    wiring.use(sqlite_installation)
    return sqlite_installation


@pytest.fixture
def room(here: Installation) -> Room:
    return rooms.room(here, people=2)


@pytest.fixture
def client(here: Installation, room: Room) -> TestClient:
    """A browser that has a seat."""
    made = TestClient(
        Starlette(routes=routes.ROUTES), base_url="http://localhost:8501", follow_redirects=False
    )
    made.cookies.set(seat_cookie.cookie_name(), room.tokens[0])
    return made


def test_a_phone_writes_its_card_and_reads_it_again(client: TestClient, room: Room) -> None:
    path = f"/live/{room.run_id}/takeaway"
    sent = client.post(path, json={"commitment": HOSTILE, "notes": "Breathe"})
    assert (sent.status_code, sent.json()) == (200, {"received": True})
    read = client.get(path)
    assert read.json() == {
        "commitment": HOSTILE,
        "notes": "Breathe",
        "asks": "What will you do?",
        "until": "7 October 2026",
    }
    assert read.headers["cache-control"] == "no-store"


def test_what_cannot_be_kept_says_why(client: TestClient, room: Room) -> None:
    path = f"/live/{room.run_id}/takeaway"
    long = client.post(path, json={"commitment": "x" * 501, "notes": ""})
    assert (long.status_code, long.json()["sentence"]) == (
        413,
        "What you will do has 501 characters; 500 is the most.",
    )
    assert client.post(path, json={"commitment": "x"}).status_code == 400
    assert client.post(path, data={"commitment": "x", "notes": ""}).status_code == 415


def test_a_card_that_is_too_long_comes_back_whole(client: TestClient, room: Room) -> None:
    path, long = f"/live/{room.run_id}/card", "x" * 20_000
    assert "maxlength" not in client.get(path).text
    back = client.post(path, data={"commitment": long, "notes": "Breathe"})
    assert "What you will do has 20,000 characters; 500 is the most." in back.text
    assert f">{long}</textarea>" in back.text
    assert ">Breathe</textarea>" in back.text
    read = client.get(f"/live/{room.run_id}/takeaway").json()
    assert (read["commitment"], read["notes"]) == ("", "")


def test_a_seat_that_writes_too_fast_waits_and_no_other_does(
    client: TestClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "paces", Paces(0, 5))
    path, sent = f"/live/{room.run_id}/takeaway", {"commitment": "x", "notes": ""}
    answers = [client.post(path, json=sent) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].json()["sentence"].startswith("That was too quick.")
    client.cookies.set(seat_cookie.cookie_name(), room.tokens[1])
    assert client.post(path, json=sent).status_code == 200


def test_without_a_seat_there_is_no_card(client: TestClient, room: Room) -> None:
    client.cookies.clear()
    for path in ("takeaway", "takeaway.txt", "card"):
        assert client.get(f"/live/{room.run_id}/{path}").status_code == 404
    written = client.post(f"/live/{room.run_id}/takeaway", json={"commitment": "x", "notes": ""})
    assert written.status_code == 404


def test_the_card_is_written_downloaded_and_says_how_long_it_stays(
    client: TestClient, room: Room
) -> None:
    path = f"/live/{room.run_id}/card"
    assert client.post(path, data={"commitment": HOSTILE, "notes": "N"}).status_code == 303
    page = client.get(path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; I ask first</textarea>" in page.text
    assert "It stays here until 7 October 2026, and is removed then." in page.text
    assert "Only this browser opens this card." in page.text
    assert "Did you do it?" not in page.text
    text = client.get(f"/live/{room.run_id}/takeaway.txt")
    assert text.headers["content-disposition"] == 'attachment; filename="takeaway.txt"'
    assert text.headers["cache-control"] == "no-store"
    assert text.text == (
        f"An evening on repair\n7 September 2026\n\nWhat will you do?\n{HOSTILE}\n\nMy notes\nN\n"
    )


def test_two_days_after_the_card_asks_what_became_of_it(
    client: TestClient, room: Room, clock: HandClock
) -> None:
    path = f"/live/{room.run_id}/card"
    client.post(path, data={"commitment": HOSTILE, "notes": ""})
    room.do("start", "end")
    assert client.post(path, data={"said": "kept"}).status_code == 422
    clock.move(hours=48)
    assert "<legend>Did you do it?</legend>" in client.get(path).text
    assert client.post(path, data={"said": "partly"}).status_code == 303
    page = client.get(path).text
    assert 'value="partly" required checked' in page
    assert "Your answer is kept." in page


def test_a_learner_keeps_a_copy_and_nobody_else_can(
    here: Installation, client: TestClient, room: Room
) -> None:
    with here.writing() as work:
        cohort_id = world.cohort(work)
        learner = world.someone(work, cohort_id)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR)
        signed = {one: world.sign_in(work, one.account_id) for one in (learner, teacher)}
    client.post(f"/live/{room.run_id}/takeaway", json={"commitment": "I ask", "notes": ""})
    path, sent = f"/live/{room.run_id}/takeaway/keep", {"cohort_id": cohort_id}
    assert client.post(path, json=sent).status_code == 404
    client.cookies.set(cookie.cookie_name(), signed[teacher])
    assert client.post(path, json=sent).status_code == 404
    client.cookies.set(cookie.cookie_name(), signed[learner])
    assert client.post(path, json=sent).json() == {"kept": True}
    with here.reading() as work:
        (copy,) = takeaways.copies(work, learner, cohort_id)
    assert copy.commitment == "I ask"


def test_the_page_of_the_card_offers_a_copy_to_a_learner_who_is_signed_in(
    here: Installation, client: TestClient, room: Room
) -> None:
    with here.writing() as work:
        cohort_id = world.cohort(work)
        learner = world.someone(work, cohort_id)
        signed = world.sign_in(work, learner.account_id)
    path = f"/live/{room.run_id}/card"
    client.post(path, data={"commitment": "I ask", "notes": ""})
    assert "Reflections" not in client.get(path).text
    client.cookies.set(cookie.cookie_name(), signed)
    assert f'name="keep" value="{cohort_id}">Keep a copy in my Reflections' in client.get(path).text
    kept = client.post(path, data={"keep": cohort_id})
    assert 'role="status">A copy is in your Reflections.' in kept.text
    with here.reading() as work:
        (copy,) = takeaways.copies(work, learner, cohort_id)
    assert copy.commitment == "I ask"


def test_a_card_at_the_rooms_own_address_says_that_it_opens_there_alone(
    here: Installation, room: Room
) -> None:
    apart = replace(here.settings, room_url="http://192.168.1.20:8501")
    wiring.use(replace(here, settings=apart))
    said = "You joined at the room&#x27;s own address, http://192.168.1.20:8501, and this card"
    for base, shown in (("http://192.168.1.20:8501", True), ("http://localhost:8501", False)):
        client = TestClient(Starlette(routes=routes.ROUTES), base_url=base)
        client.cookies.set(seat_cookie.cookie_name(), room.tokens[0])
        page = client.get(f"/live/{room.run_id}/card")
        assert (page.status_code, said in page.text) == (200, shown)
