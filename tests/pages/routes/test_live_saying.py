"""What a phone says beside its answers, over the wire: whom it is brought to."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.installation import Installation
from pages.routes import live, live_hub, seat_cookie
from pages.routes.live_writer import Writer
from pages.ui import wiring
from tests import rooms

STEPS = ("pass", "observe", "observe", "gentler")


def test_stepping_back_nudges_neither_hosts_nor_boards(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.use(sqlite_installation)
    writer, told = Writer(), list[str]()
    monkeypatch.setattr(live, "writer", writer)
    monkeypatch.setattr(live_hub.hub, "joined", told.append)
    room = rooms.room(sqlite_installation, rooms.POLL, people=2)
    room.do("start", "open")
    client = TestClient(Starlette(routes=live.ROUTES), base_url="http://localhost:8501")
    for token, said in ((room.tokens[0], STEPS), (room.tokens[1], ("word", "never_mind", "leave"))):
        client.cookies.set(seat_cookie.cookie_name(), token)
        answers = [client.post(f"/live/{room.run_id}/say", json={"what": what}) for what in said]
        assert [answer.status_code for answer in answers] == [200] * len(said)
        assert told == ([] if said is STEPS else [room.run_id] * 3)
    writer.stop()
