"""What a seat is sent and what it sends: scenes, answers, stepping back, and what is refused."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from course.study.texts import UNREADABLE
from pages.rehearsal.wire import Line, Refused
from tests import rooms
from tests.launch_server import Server
from tests.live import served
from tests.live.served import at, until


def test_a_phone_joins_by_code_answers_and_sees_the_reveal(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)

    async def lived() -> list[Any]:
        phones = await hosted.seated(6)
        assert {phone.scene["activity"]["stage"] for phone in phones} == {"waiting"}
        await asyncio.to_thread(hosted.command, "open")
        for phone in phones:
            await phone.until(at("open"))
        said = await asyncio.gather(*(phone.answer({"choice": "ask"}) for phone in phones))
        await asyncio.to_thread(hosted.command, "close", "reveal")
        shown = [(await phone.until(at("revealed")))["activity"]["result"] for phone in phones]
        for phone in phones:
            await phone.leave()
        return [said, shown]

    said, shown = asyncio.run(lived())
    assert said == ["received"] * 6
    assert all(one == shown[0] for one in shown)
    assert [bar["share"] for bar in shown[0]["bars"]] == ["few or none", "most"] + [
        "few or none"
    ] * 2


def test_two_tabs_of_a_seat_show_the_same_and_a_third_ends_the_first(server: Server) -> None:
    hosted = served.host(server, rooms.POLL)
    hosted.command("open")

    async def lived() -> list[Any]:
        one = (await hosted.seated())[0]
        other = hosted.phone()
        other.run_id, other.cookie = one.run_id, one.cookie
        other.follow()
        await other.until(lambda scene: scene)
        assert await one.answer({"choice": "sorry"}) == "received"
        await other.until(lambda scene: scene["mine"]["response"] == {"choice": "sorry"})
        assert await other.answer({"choice": "ask"}) == "received"
        await one.until(lambda scene: scene["mine"]["response"] == {"choice": "ask"})
        third = hosted.phone()
        third.run_id, third.cookie = one.run_id, one.cookie
        third.follow()
        await third.until(lambda scene: scene)
        await until(lambda: one.over)
        ended = [one.over, other.over, third.over]
        for phone in (one, other, third):
            await phone.leave()
        return ended

    assert asyncio.run(lived()) == [True, False, False]


def test_what_is_sent_wrongly_or_too_late_or_too_often_is_refused(server: Server) -> None:
    hosted = served.host(server, rooms.POLL, rooms.WORDS)
    hosted.command("open")

    async def lived() -> None:
        phone = (await hosted.seated())[0]
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
        await phone.until(at("open", "words/1"))
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
        one, other = await hosted.seated(2)
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
        await until(lambda: one.over)
        assert one.over
        assert len(hosted.seen().seats) == 1
        await asyncio.to_thread(hosted.command, "remove", seat=hosted.seen().seats[0].id)
        await until(lambda: other.over)
        assert other.sentence.startswith("This browser has no seat")
        await one.leave()
        await other.leave()

    asyncio.run(lived())


def test_both_of_a_pair_see_the_gap_once_both_have_given_their_number(server: Server) -> None:
    hosted = served.host(server, rooms.PAIRS)

    async def lived() -> list[Any]:
        phones = await hosted.seated(2)
        await asyncio.to_thread(hosted.command, "open")
        for phone in phones:
            await phone.until(at("open"))
        by_role = {phone.scene["mine"]["group"]["role"]: phone for phone in phones}
        therapist, client = by_role["therapist"], by_role["client"]
        assert "Secret" not in str(therapist.scene)
        assert "Secret" in str(client.scene["mine"])
        assert await therapist.answer({"predict": 2}) == "received"
        assert client.scene["mine"]["group"]["felt"]["gap"] is None
        assert await client.answer({"rating": 5}) == "received"
        found = []
        for phone in (therapist, client):
            scene = await phone.until(lambda s: s["mine"]["group"]["felt"]["gap"] is not None)
            found.append(scene["mine"]["group"]["felt"])
            await phone.leave()
        return found

    felt = asyncio.run(lived())
    assert felt[0] == felt[1]
    assert (felt[0]["predict"], felt[0]["rating"], felt[0]["gap"]) == (2, 5, 3)


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
