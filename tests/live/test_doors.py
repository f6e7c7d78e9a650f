"""The doors of a workshop over the wire: codes, seats, streams, answers, and what is refused."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from course.study.texts import UNREADABLE
from tests import rooms
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted
from tests.live.wire import Event, Line, LineLost, Refused
from tests.live_client import NotIn, Phone


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = served.serve(tmp_path_factory.mktemp("doors") / "served")
    yield started
    started.kill()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as opened:
        yield opened


def _phone(hosted: Hosted, **given: Any) -> Phone:
    server = hosted.server
    return Phone(server.url, hosted.code, connect=("127.0.0.1", server.port), **given)


async def _joined(hosted: Hosted) -> Phone:
    phone = _phone(hosted)
    await phone.join()
    await phone.sleep()
    return phone


async def _seated(hosted: Hosted, count: int = 1) -> list[Phone]:
    phones = [_phone(hosted) for _ in range(count)]
    for phone in phones:
        await phone.join()
        phone.follow()
        await phone.until(lambda scene: scene)
    return phones


def _at(stage: str, item: str | None = None) -> Any:
    def there(scene: dict[str, Any]) -> bool:
        activity = scene["activity"]
        return bool(activity) and activity["stage"] == stage and item in {None, activity["item"]}

    return there


def test_a_phone_joins_by_code_answers_and_sees_the_reveal(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)

    async def lived() -> list[Any]:
        phones = await _seated(hosted, 6)
        assert {phone.scene["activity"]["stage"] for phone in phones} == {"waiting"}
        await asyncio.to_thread(hosted.command, "open")
        for phone in phones:
            await phone.until(_at("open"))
        said = await asyncio.gather(*(phone.answer({"choice": "ask"}) for phone in phones))
        await asyncio.to_thread(hosted.command, "close", "reveal")
        shown = [(await phone.until(_at("revealed")))["activity"]["result"] for phone in phones]
        for phone in phones:
            await phone.leave()
        return [said, shown]

    said, shown = asyncio.run(lived())
    assert said == ["received"] * 6
    assert all(one == shown[0] for one in shown)
    assert [bar["share"] for bar in shown[0]["bars"]] == ["few or none", "most"] + [
        "few or none"
    ] * 2


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
        asyncio.run(_joined(full))
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
    from datetime import timedelta

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
        assert rules["script-src"] == rules["style-src"] == f"{server.url}/scene/"
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


def test_two_tabs_of_a_seat_show_the_same_and_a_third_ends_the_first(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)
    hosted.command("open")

    async def lived() -> list[Any]:
        one = (await _seated(hosted))[0]
        other = _phone(hosted)
        other.run_id, other.cookie = one.run_id, one.cookie
        other.follow()
        await other.until(lambda scene: scene)
        assert await one.answer({"choice": "sorry"}) == "received"
        await other.until(lambda scene: scene["mine"]["response"] == {"choice": "sorry"})
        assert await other.answer({"choice": "ask"}) == "received"
        await one.until(lambda scene: scene["mine"]["response"] == {"choice": "ask"})
        third = _phone(hosted)
        third.run_id, third.cookie = one.run_id, one.cookie
        third.follow()
        await third.until(lambda scene: scene)
        for _ in range(100):
            if one.over:
                break
            await asyncio.sleep(0.05)
        ended = [one.over, other.over, third.over]
        for phone in (one, other, third):
            await phone.leave()
        return ended

    assert asyncio.run(lived()) == [True, False, False]


def test_what_is_sent_wrongly_or_too_late_or_too_often_is_refused(server: Server) -> None:
    hosted = served.host(server, rooms.POLL, rooms.WORDS)
    hosted.command("open")

    async def lived() -> None:
        phone = (await _seated(hosted))[0]
        item = phone.scene["activity"]["item"]
        assert await phone.answer({"choice": "ask"}) == "received"
        assert await phone.answer({"choice": "none of these"}) == UNREADABLE
        assert await phone.answer({"choice": "ask"}, part=1) == "This round has closed."
        line = Line(server.url, ("127.0.0.1", server.port))
        path = f"/live/{hosted.run_id}/answers"
        content = {"item": item, "part": 0, "value": {"choice": "ask"}}
        statuses = [
            (
                await line.request(
                    "POST", path, {**content, "key": f"{n:032x}"}, cookie=phone.cookie
                )
            ).status
            for n in range(12)
        ]
        assert {200, 429} == set(statuses)
        assert (await line.request("POST", path, content)).status == 404
        bad = await line.request("POST", path, content, cookie="goldseam_seat_x=y")
        assert bad.status == 404
        with pytest.raises(Refused) as refused:
            async for _ in line.events(f"/live/{hosted.run_id}/events", cookie="a=b"):
                pass
        assert refused.value.answer.status == 401
        await asyncio.to_thread(hosted.command, "close")
        await asyncio.sleep(1)
        assert await phone.answer({"choice": "ask"}, item) == "This round has closed."
        await asyncio.to_thread(hosted.command, "next", "open")
        await phone.until(_at("open", "words/1"))
        assert await phone.answer({"words": ["x" * 20_000]}) == (
            "One of these has 20,000 characters; 24 is the most. Nothing was cut or sent."
        )
        assert await phone.answer({"words": ["<b>🌿</b>"]}) == "received"
        await line.close()
        await phone.leave()

    asyncio.run(lived())


def test_stepping_back_is_seen_by_the_seat_alone_and_a_word_by_the_host(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)
    hosted.command("open")

    async def lived() -> None:
        one, other = await _seated(hosted, 2)
        assert await one.say("pass") == 200
        await one.until(lambda scene: scene["mine"]["passed"])
        assert await one.say("word") == 200
        await one.until(lambda scene: scene["mine"]["called"])
        assert await one.say("nonsense") == 400
        assert not other.scene["mine"]["passed"]
        assert not other.scene["mine"]["called"]
        called = [seat.label for seat in hosted.seen().seats if seat.called]
        assert called == [one.scene["mine"]["seat"]]
        assert await one.say("never_mind") == 200
        await one.until(lambda scene: not scene["mine"]["called"])
        assert await one.say("leave") == 200
        for _ in range(100):
            if one.over:
                break
            await asyncio.sleep(0.05)
        assert one.over
        assert len(hosted.seen().seats) == 1
        await asyncio.to_thread(hosted.command, "remove", seat=hosted.seen().seats[0].id)
        for _ in range(100):
            if other.over:
                break
            await asyncio.sleep(0.05)
        assert other.sentence.startswith("This browser has no seat")
        await one.leave()
        await other.leave()

    asyncio.run(lived())


def test_both_of_a_pair_see_the_gap_once_both_have_given_their_number(server: Server) -> None:
    hosted = served.host(server, rooms.PAIRS)

    async def lived() -> list[Any]:
        phones = await _seated(hosted, 2)
        await asyncio.to_thread(hosted.command, "open")
        for phone in phones:
            await phone.until(_at("open"))
        by_role = {phone.scene["mine"]["group"]["role"]: phone for phone in phones}
        therapist, client = by_role["therapist"], by_role["client"]
        assert "Secret" not in str(therapist.scene)
        assert "Secret" in str(client.scene["mine"])
        assert await therapist.answer({"predict": 2}) == "received"
        assert client.scene["mine"]["group"]["felt"]["gap"] is None
        assert await client.answer({"rating": 5}) == "received"
        found = []
        for phone in (therapist, client):
            # The one who answered last is told by the reply; a new line brings all there is.
            await phone.sleep()
            phone.follow()
            scene = await phone.until(lambda s: s["mine"]["group"]["felt"]["gap"] is not None)
            found.append(scene["mine"]["group"]["felt"])
            await phone.leave()
        return found

    felt = asyncio.run(lived())
    assert felt[0] == felt[1]
    assert (felt[0]["predict"], felt[0]["rating"], felt[0]["gap"]) == (2, 5, 3)


def test_the_board_shows_the_room_until_it_is_taken_back(
    server: Server, client: httpx.Client
) -> None:
    hosted = served.host(server, rooms.POLL)
    assert client.get(hosted.board).status_code == 200
    code = client.get(f"{hosted.board}/qr.svg")
    assert code.headers["content-type"].startswith("image/svg+xml")
    assert client.get(f"{hosted.board}x").status_code == 404

    async def lived() -> list[Event]:
        line = Line(server.url, ("127.0.0.1", server.port))
        found = []
        phone = _phone(hosted)
        async for event in line.events(f"{hosted.board}/events"):
            found.append(event)
            scenes = [one for one in found if one.kind == "scene"]
            if len(scenes) == 1 and not phone.cookie:
                await phone.join()
                await phone.sleep()
            if len(scenes) == 2 and event.kind == "scene":
                from course.workshop import hosting

                with server.opened() as installation, installation.writing() as work:
                    hosting.new_board(work, hosted.host, hosted.run_id)
                await asyncio.to_thread(hosted.command, "open")
        return [one for one in found if one.kind == "scene"]

    first, second = asyncio.run(asyncio.wait_for(lived(), 30))
    assert b'"people":0' in first.data
    assert b'"people":1' in second.data
    assert b'"mine":{"board":true}' in first.data
    gone = client.get(hosted.board, headers={"Accept": "*/*"})
    assert (gone.status_code, "taken back" in gone.json()["sentence"]) == (404, True)


def test_the_console_is_nudged_and_nobody_else_is(server: Server, client: httpx.Client) -> None:
    hosted = served.host(server, rooms.POLL)
    path = f"/live/{hosted.run_id}/nudges"
    assert client.get(path).status_code == 404
    with server.opened() as installation:
        name = f"goldseam_{installation.id[:8]}"
    assert client.get(path, headers={"Cookie": f"{name}=another"}).status_code == 404

    async def lived() -> bytes:
        line = Line(server.url, ("127.0.0.1", server.port))
        async for event in line.events(path, cookie=f"{name}={hosted.token}"):
            if event.kind == "nudge":
                return event.data
            if event.kind == "beat":
                await asyncio.to_thread(hosted.command, "open")
        raise AssertionError("nothing came")

    assert asyncio.run(asyncio.wait_for(lived(), 40)).startswith(b'{"revision":')


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
    await _joined(hosted)
    return loop.time() - began


def test_nothing_answers_means_trying_again() -> None:
    async def lived() -> None:
        with pytest.raises(LineLost):
            await Line("http://127.0.0.1:9", None).request("GET", "/")

    asyncio.run(lived())
    assert issubclass(NotIn, Exception)
