"""The doors of a workshop: codes, pages, seats, the board, and how guessing is slowed."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from course.workshop import hosting
from pages.rehearsal.wire import Line, LineLost
from tests import rooms
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted


def test_each_code_says_what_is_the_matter_and_what_to_do(
    server: Server, client: httpx.Client
) -> None:
    def page(code: str) -> tuple[int, str]:
        answer = client.get(f"/join/{code}")
        return answer.status_code, answer.text

    status, text = page("ABC234")
    assert (status, "That code opens nothing" in text, 'name="code"' in text) == (404, True, True)
    early = served.host(server, started=False, starts_at=_tomorrow(server))
    status, text = page(early.code)
    assert (status, "Not open yet" in text) == (403, True)
    assert "Come back then with the same code." in text
    full = served.host(server, capacity=2)
    for _ in range(2):
        asyncio.run(full.joined())
    status, text = page(full.code)
    assert (status, "Every seat in this workshop is taken." in text) == (403, True)
    ended = served.host(server)
    ended.command("end")
    status, text = page(ended.code)
    assert (status, "This workshop has ended." in text) == (410, True)
    good = served.host(server)
    typed = f"{good.code[:3].lower()} {good.code[3:]}"
    answer = client.get("/join", params={"code": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/join/{good.code}")
    assert "six letters" in client.get("/join", params={"code": "??"}).text
    status, text = page(good.code)
    assert status == 200
    assert "This page needs JavaScript" in text


def _tomorrow(server: Server) -> Any:
    with server.opened() as installation:
        return installation.clock.now() + timedelta(days=1)


def test_the_page_is_allowed_nothing_but_its_own_script_and_style(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server)
    for path in (f"/join/{hosted.code}", "/join", hosted.board):
        policy = client.get(path).headers["content-security-policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == f"{server.url}/scene/"
        # The one inline style that passes is that of a plain page (no board, too many tries).
        assert re.fullmatch(f"{server.url}/scene/ 'sha256-[^' ]+'", rules["style-src"])
        assert rules["connect-src"] == "'self'"
    page = client.get(f"/join/{hosted.code}").text
    asked = re.findall(r'(?:src|href)="(/scene/[^"]+)"', page)
    assert len(asked) > 8
    for path in asked:
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert client.get("/scene/another/scene.js").status_code == 404


def test_one_browser_has_one_seat_and_its_cookie_goes_nowhere_else(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server)
    path = f"/live/{hosted.run_id}/seat"
    assert client.get(path).status_code == 404
    origin = {"Origin": server.url}
    sent = {"code": hosted.code, "device": "online"}
    first = client.post(path, json=sent, headers=origin)
    assert (first.status_code, first.json()) == (200, {"seat": True})
    given = first.headers["set-cookie"]
    assert f"Path=/live/{hosted.run_id};" in given
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    client.post(path, json=sent, headers=origin)
    assert client.get(path).json() == {"seat": True}
    assert [seat.device for seat in hosted.seen().seats] == ["online"]
    assert client.post(path, json=sent).status_code == 403
    assert client.post(path, data=sent, headers=origin).status_code == 415
    with httpx.Client(base_url=server.url) as stranger:
        bad = stranger.post(path, json={**sent, "code": "ABC346"}, headers=origin)
    assert (bad.status_code, "No workshop has the code ABC346." in bad.text) == (404, True)
    assert client.get("/live/none/seat").status_code == 404


def test_the_board_shows_the_room_until_it_is_taken_back(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server, rooms.POLL)
    assert client.get(hosted.board).status_code == 200
    code = client.get(f"{hosted.board}/qr.svg")
    assert code.headers["content-type"].startswith("image/svg+xml")
    assert client.get(f"{hosted.board}x").status_code == 404

    async def lived() -> list[bytes]:
        line = Line(server.url, ("127.0.0.1", server.port))
        shown: list[bytes] = []
        async for event in line.events(f"{hosted.board}/events"):
            if event.kind != "scene":
                continue
            shown.append(event.data)
            if len(shown) == 1:
                await hosted.joined()
            elif b'"people":1' in event.data and b'"people":1' not in shown[-2]:
                with server.opened() as installation, installation.writing() as work:
                    hosting.new_board(work, hosted.host, hosted.run_id)
                await asyncio.to_thread(hosted.command, "open")
        return shown

    shown = asyncio.run(asyncio.wait_for(lived(), 60))
    assert b'"people":0' in shown[0]
    assert b'"people":1' in shown[-1]
    assert all(b'"mine":{"board":true}' in one for one in shown)
    # What was opened after the board was taken back never came to it.
    assert not any(b'"stage":"open"' in one for one in shown)
    gone = client.get(hosted.board, headers={"Accept": "*/*"})
    assert (gone.status_code, "taken back" in gone.json()["sentence"]) == (404, True)


def test_what_goes_straight_to_its_route_is_guarded_like_all_else(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server, rooms.POLL)
    usual = client.get("/healthz").headers
    fixed = [name for name in usual if name.startswith(("x-", "cross-", "permissions", "referrer"))]
    assert len(fixed) >= 6
    for path in (f"/join/{hosted.code}", "/join", f"/live/{hosted.run_id}/seat"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in fixed} == {name: usual[name] for name in fixed}
        assert headers["cache-control"] == "no-store"
        assert "default-src" in headers["content-security-policy"]
        assert client.post(path, json={}).status_code == 403
        assert client.put(path, json={}, headers={"Origin": server.url}).status_code == 405
        assert client.get(path, headers={"Host": "elsewhere.example"}).status_code == 421
    assert client.get(f"/live/{hosted.run_id}/nudges").status_code == 404
    assert client.get(f"/live/{hosted.run_id}/say/more").status_code == 404


def test_guessing_codes_slows_down_but_the_room_still_gets_in(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server)
    statuses = [
        client.get(f"/join/ABC{n:03}".translate({48: "A", 49: "B", 50: "C", 53: "D"})).status_code
        for n in range(35)
    ]
    assert set(statuses) == {404}
    began = asyncio.run(_timed(hosted))
    assert 0.05 <= began < 10


async def _timed(hosted: Hosted) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await hosted.joined()
    return loop.time() - began


def test_nothing_answers_means_trying_again() -> None:
    async def lived() -> None:
        with pytest.raises(LineLost):
            await Line("http://127.0.0.1:9", None).request("GET", "/")

    asyncio.run(lived())
