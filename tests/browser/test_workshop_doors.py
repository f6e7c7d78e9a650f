"""Phones and a board in a browser, at a room's own plain-http address, with a server behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import rooms
from tests.browser import looking
from tests.browser.walking import SLOW
from tests.launch_server import Server
from tests.live import served
from tests.live.crowd import Crowd
from tests.live.served import Hosted

ROOM = "room.test"
RECEIVED = re.compile("^Received")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = served.serve(tmp_path_factory.mktemp("rooms") / "served", room=ROOM)
    yield started
    started.kill()


@pytest.fixture
def hosted(server: Server) -> Hosted:
    return served.host(server, rooms.POLL, rooms.SCALE, rooms.EXIT)


@pytest.fixture
def crowd(hosted: Hosted) -> Iterator[Crowd]:
    made = Crowd(hosted)
    yield made
    made.close()


def _room(server: Server) -> str:
    return f"http://{ROOM}:{server.port}"


def _join(page: Page, server: Server, code: str) -> None:
    page.goto(f"{_room(server)}/join")
    page.get_by_label("The code on the screen").fill(f"{code[:3]} {code[3:].lower()}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="In the room").click()


def test_a_phone_on_the_rooms_own_address_joins_answers_and_sees_the_reveal(
    server: Server, hosted: Hosted, crowd: Crowd, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # What the page's policy refuses is told there.
    page.on("console", lambda m: errors.append(m.text) if "Security Policy" in m.text else None)
    _join(page, server, hosted.code)
    assert not page.evaluate("window.isSecureContext")
    expect(page.get_by_text("Not open yet.")).to_be_visible(timeout=SLOW)
    crowd.join(6)
    hosted.command("open")
    page.get_by_text("ASK", exact=True).click(timeout=SLOW)
    expect(page.locator(".sc-receipt")).to_have_text(RECEIVED, timeout=SLOW)
    page.reload()
    expect(page.get_by_role("radio", name="ASK")).to_be_checked(timeout=SLOW)
    crowd.until(lambda scene: scene["activity"]["stage"] == "open")
    crowd.answer([{"choice": "ask"}] * 6)
    board = page.context.new_page()
    board.set_viewport_size({"width": 1280, "height": 720})
    board.goto(f"{_room(server)}{hosted.board}")
    expect(board.get_by_text("7 people here")).to_be_visible(timeout=SLOW)
    expect(board.get_by_role("img", name="QR code")).to_be_visible()
    expect(board.locator(".sc-join")).to_have_text(f"{ROOM}:{server.port}/join")
    assert looking.complaints(board) == []
    hosted.command("close", "reveal")
    for screen in (page, board):
        expect(screen.locator(".sc-bar", has_text="ASK")).to_contain_text("most", timeout=SLOW)
    board.close()
    hosted.command("stop_all")
    expect(page.get_by_role("heading", name="Role-plays stop here")).to_be_visible(timeout=SLOW)
    assert errors == []


def test_an_answer_given_without_a_line_arrives_when_it_is_back(
    server: Server, hosted: Hosted, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _join(page, server, hosted.code)
    hosted.command("open")
    expect(page.get_by_role("radio", name="LEAVE")).to_be_visible(timeout=SLOW)
    page.context.set_offline(True)
    page.get_by_text("LEAVE", exact=True).click()
    waiting = "Not received yet. This phone will keep trying."
    expect(page.locator(".sc-receipt")).to_have_text(waiting)
    page.context.set_offline(False)
    expect(page.locator(".sc-receipt")).to_have_text(RECEIVED, timeout=SLOW)
    server.kill()
    expect(page.get_by_text("The line is gone.")).to_be_visible(timeout=SLOW)
    page.get_by_text("SORRY", exact=True).click()
    server.start()
    expect(page.get_by_text("The line is gone.")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".sc-receipt")).to_have_text(RECEIVED, timeout=SLOW)
    page.reload()
    expect(page.get_by_role("radio", name="SORRY")).to_be_checked(timeout=SLOW)
    with server.opened() as installation:
        seats = rooms.Room(installation, hosted.host, hosted.run_id).host_scene().seats
    assert len(seats) == 1


def test_a_seat_that_is_taken_back_is_told_and_may_join_again(
    server: Server, hosted: Hosted, page: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    _join(page, server, hosted.code)
    expect(page.get_by_text(re.compile("^You are "))).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    hosted.command("remove", seat=hosted.seen().seats[0].id)
    gone = page.get_by_role("heading", name="Your seat is not here any more")
    expect(gone).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Join again").click()
    page.get_by_role("button", name="Online").click()
    expect(page.get_by_text(re.compile("^You are "))).to_be_visible(timeout=SLOW)
    hosted.command("end")
    expect(page.get_by_role("heading", name="This workshop has ended")).to_be_visible(timeout=SLOW)
    page.goto(f"{_room(server)}/join/{hosted.code}")
    expect(page.get_by_role("heading", name="This workshop has ended")).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("What I will do next time")).to_be_visible(timeout=SLOW)


def test_the_rooms_address_opens_nothing_else(server: Server) -> None:
    here = {"Host": f"{ROOM}:{server.port}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=here) as client:
        for path in ("/", "/roster", "/enter/x", "/readyz", "/static/x.js"):
            answer = client.get(path)
            assert (answer.status_code, server.url in answer.text) == (421, True), path
        assert client.get("/app/static/logo.svg").status_code == 200
        statuses = {
            origin: client.post("/live/x/seat", headers={"Origin": origin}, json={}).status_code
            for origin in (server.url, _room(server), "http://evil.example")
        }
    assert list(statuses.values()) == [403, 400, 403]


@pytest.mark.parametrize("scheme", looking.SCHEMES)
def test_the_pages_before_a_seat_are_for_everyone(
    server: Server, hosted: Hosted, page: Page, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    for path, title in (
        ("/join", "Join a workshop · Goldseam"),
        ("/join/ABC346", "That code opens nothing · Goldseam"),
        ("/board/none/none", "No board here · Goldseam"),
        (f"/join/{hosted.code}", "An evening on repair · Goldseam"),
    ):
        page.goto(f"{_room(server)}{path}")
        looking.drawn(page)
        assert page.title() == title
        assert looking.complaints(page) == []
        assert looking.widest(page) <= looking.NARROWEST
        page.set_viewport_size({"width": 390, "height": 844})
        assert looking.without_visible_focus(page, 3) == []


def test_where_javascript_is_off_the_page_says_what_to_do(
    server: Server, hosted: Hosted, browser: Browser
) -> None:
    without = browser.new_context(java_script_enabled=False)
    try:
        page = without.new_page()
        page.goto(f"{_room(server)}/join/{hosted.code}")
        expect(page.get_by_text("This page needs JavaScript.")).to_be_visible()
        expect(page.get_by_text("tell the host, who adds a seat for you")).to_be_visible()
    finally:
        without.close()
