"""A server that is killed, or told to stop, in the middle of a round."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests import rooms
from tests.live import served
from tests.live.crowd import Crowd
from tests.live.served import at

FRESH_SECONDS = 10.0
EXIT_SECONDS = 3.0
ROUNDS = 2


def test_a_killed_server_is_back_with_stage_clock_and_answers(tmp_path: Path) -> None:
    server = served.serve(tmp_path / "served")
    hosted = served.host(server, rooms.POLL, rooms.SCALE, rooms.EXIT)
    crowd = Crowd(hosted)
    try:
        crowd.join(12)
        for name, value in (("poll", {"choice": "ask"}), ("scale", {"at": 4}))[:ROUNDS]:
            hosted.go_to(name)
            hosted.command("open")
            before = crowd.until(at("open", f"{name}/1"))
            assert crowd.answer([value] * 6) == ["received"] * 6
            server.kill()
            # Whoever answers while nothing is there is heard as soon as something is.
            late = [crowd.begin(phone.answer(value, f"{name}/1", 0)) for phone in crowd.phones[6:]]
            for phone in crowd.phones:
                phone.scene = {}
            server.start()
            ready = time.monotonic()
            crowd.until(bool, FRESH_SECONDS + 5)
            assert time.monotonic() - ready <= FRESH_SECONDS
            assert [one.result(30) for one in late] == ["received"] * 6
            for phone, then in zip(crowd.phones, before, strict=True):
                now = phone.scene
                assert now["activity"]["clock"] == then["activity"]["clock"]
                assert now["activity"]["stage"] == "open"
                assert now["mine"]["seat"] == then["mine"]["seat"]
            kept = [phone.scene["mine"]["response"] for phone in crowd.phones[:6]]
            assert kept == [value] * 6
            hosted.command("close", "reveal")
            bars = crowd.until(lambda s: s["activity"]["stage"] == "revealed")[0]
            assert max(bar["level"] for bar in bars["activity"]["result"]["bars"]) == 3
    finally:
        crowd.close()
        server.kill()


def test_a_server_told_to_stop_ends_every_stream_and_says_when_to_come_back(
    tmp_path: Path,
) -> None:
    retries: list[int] = []
    server = served.serve(tmp_path / "served")
    hosted = served.host(server, rooms.POLL, capacity=100)

    def heard(_: Any, event: Any) -> None:
        if event.kind == "retry":
            retries.append(int(event.data))

    crowd = Crowd(hosted, heard=heard)
    try:
        crowd.join(100)
        assert server.stop() <= EXIT_SECONDS
        until = time.monotonic() + 5
        while len(retries) < 100 and time.monotonic() < until:
            time.sleep(0.05)
        assert len(retries) == 100
        assert min(retries) >= 1000
        assert max(retries) <= 5000
        assert len(set(retries)) > 60
        assert "Traceback" not in server.log()
    finally:
        crowd.close()
        server.kill()
