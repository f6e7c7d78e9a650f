"""Our ninety minutes with four, five, six and seven seats, over the real protocol and in Chromium.

The host takes each form that the console offers, as the rehearsal's own host does. No phone is
ever shown an empty result, and nothing goes wrong in any log.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from course.authoring.load import load_course
from course.installation import Installation
from course.workshop.scenes import HostScene
from course.workshop.state import Status
from course.workshop.tallies import NONE
from pages.rehearsal.crowd import Crowd
from pages.rehearsal.host import next_step
from pages.rehearsal.phone import Phone
from pages.rehearsal.wire import Event
from tests.browser.walking import SLOW
from tests.launch_server import Server
from tests.live import served
from tests.live.served import Hosted
from tests.rooms import Room

PLAN = load_course().catalogue.workshops["ninety-minutes"]
ROUNDS = {
    f"{one.id}/{number}" for one in PLAN.activities for number in range(1, one.rounds_count + 1)
}
HASTE = 60


@dataclass
class Small:
    """A run with a few people in it, and everything that their phones were sent."""

    hosted: Hosted
    room: Room
    crowd: Crowd
    heard: list[dict[str, Any]] = field(default_factory=list)

    def lead(self, look: Callable[[HostScene], None] = lambda _: None) -> None:
        """From the first round to the end, letting everybody do what they mean to about each."""
        while (seen := self.room.host_scene()).run.state.status is not Status.ENDED:
            self._wait(partial(self.crowd.has_done, seen.run.revision))
            look(seen)
            command, _ = next_step(seen)
            self.hosted.command(command.value)

    def _wait(self, wanted: Callable[[], bool]) -> None:
        until = time.monotonic() + 30
        while not wanted():
            assert time.monotonic() < until
            time.sleep(0.02)

    def begin(self, others: int = 0) -> threading.Thread:
        """Let the crowd in; it is there, with the others, when this returns."""
        thread = threading.Thread(target=lambda: asyncio.run(self.crowd.take_part()), daemon=True)
        thread.start()
        self._wait(lambda: len(self.room.host_scene().seats) == self.crowd.people + others)
        return thread

    def came_through(self) -> None:
        """Everybody was sent every round, and nobody an empty result."""
        activities = [scene["activity"] for scene in self.heard if scene["activity"]]
        assert {one["item"] for one in activities} == ROUNDS
        assert [one["item"] for one in activities if one["result"] == NONE] == []
        assert (self.crowd.took.joined, self.crowd.took.refused) == (self.crowd.people, [])
        assert sum(scene["run"]["status"] == "ended" for scene in self.heard) == self.crowd.people


def _small(server: Server, installation: Installation, people: int) -> Small:
    hosted = served.host(server, *PLAN.activities, started=False)
    heard: list[dict[str, Any]] = []

    def hear(_phone: Phone, event: Event) -> None:
        if event.kind == "scene":
            heard.append(json.loads(event.data))

    connect = ("127.0.0.1", server.port)
    crowd = Crowd(server.url, connect, hosted.code, people, HASTE, people, heard=hear)
    return Small(hosted, Room(installation, hosted.host, hosted.run_id), crowd, heard)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = served.serve(tmp_path_factory.mktemp("few") / "served")
    yield started
    started.kill()


@pytest.fixture(scope="module")
def installation(server: Server) -> Iterator[Installation]:
    with server.opened() as opened:
        yield opened


def _no_trouble(server: Server) -> None:
    log = server.log()
    assert [word for word in ("Traceback", " ERROR ", " WARNING ") if word in log] == []


@pytest.mark.parametrize("people", [4, 6, 7])
def test_so_few_come_through_the_ninety_minutes_without_an_empty_result(
    server: Server, installation: Installation, people: int
) -> None:
    small = _small(server, installation, people)
    crowd = small.begin()
    small.lead()
    crowd.join(30)
    small.came_through()
    _no_trouble(server)


def test_a_phone_among_five_seats_has_something_to_read_at_every_stage(
    server: Server, installation: Installation, page: Page
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 390, "height": 844})
    small = _small(server, installation, 4)
    page.goto(f"{server.url}/join/{small.hosted.code}")
    page.get_by_role("button", name="In the room").click()
    expect(page.locator(".sc-seat")).to_contain_text("You are ")
    crowd = small.begin(others=1)
    shown: list[str] = []

    def look(seen: HostScene) -> None:
        activity = seen.room["activity"]
        shown.append(_read(page, activity) if activity else "")

    small.lead(look)
    expect(page.get_by_role("heading", level=1)).to_have_text("This workshop has ended")
    crowd.join(30)
    small.came_through()
    assert {one for one in shown if one} == {f"{item} open" for item in ROUNDS} | {
        one for one in shown if one.endswith(" waiting")
    }
    assert errors == []
    _no_trouble(server)


def _read(page: Page, activity: dict[str, Any]) -> str:
    """What stands on the phone at a stage; returns which round and stage that is."""
    body, view = activity["body"], page.locator(".sc-view")
    heading = body.get("case") or body.get("question") or body.get("prompt") or activity["title"]
    place = f"{activity['number']} of {activity['of']}"
    if activity["rounds"] > 1:
        place += f", round {activity['round']} of {activity['rounds']}"
    expect(page.locator(".sc-place")).to_have_text(place, timeout=SLOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)
    if activity["small"]:
        expect(view.locator(".sc-lead")).to_have_text(activity["small"], timeout=SLOW)
    elif activity["stage"] == "waiting":
        expect(view.get_by_text("Not open yet. It opens here by itself.")).to_be_visible()
    elif body.get("phases"):
        expect(view.locator("p.sc-lead")).to_have_text(body["task"], timeout=SLOW)
        expect(view.locator(".sc-where")).to_contain_text("of you. Your part: ")
        assert len(view.locator(".sc-group section.sc-card").inner_text()) > 80
    elif body.get("steps"):
        said = [one["text"] for one in body["steps"]]
        expect(view.locator(".sc-step-text")).to_have_text(said, timeout=SLOW)
    else:
        expect(view.locator("p.sc-lead")).to_have_text(body["paragraphs"], timeout=SLOW)
    expect(view).not_to_contain_text(NONE["none"])
    return f"{activity['item']} {activity['stage']}"
