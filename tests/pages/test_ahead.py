"""What the console says of a host's next clicks before they click."""

from __future__ import annotations

from datetime import timedelta

import pytest

from course.installation import Installation
from course.workshop.possible import possible
from pages.ui.live.ahead import ahead
from tests import rooms
from tests.rooms import AGAIN, LINE, PAIRS, POLL, PROMPT, TEXT, Room


def said(room: Room) -> str:
    run = room.host_scene().run
    with room.installation.reading() as work:
        return ahead(run, possible(run.plan, run.state, work.now), work.now)


def test_each_click_is_said_before_it_is_made(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, PROMPT, POLL, PROMPT, people=6)
    assert said(room) == "It begins with “Prompt”, 3 min."
    room.do("start")
    assert said(room) == "Next is “Poll”, 3 min."
    room.do("next")
    assert said(room) == (
        "Open lets phones answer, for 1:00. Next leaves this out, for “Prompt”, 3 min."
    )
    room.do("open")
    assert said(room) == "Close ends answering for good."
    room.answers([{"choice": "ask"}] * 6)
    room.do("close")
    assert said(room) == (
        "Reveal shows the result on the board and on every phone, once. Next is “Prompt”, 3 min."
    )
    room.do("reveal", "next")
    assert said(room) == ""


def test_a_start_days_before_its_time_says_that_it_is_early(
    sqlite_installation: Installation,
) -> None:
    later = sqlite_installation.clock.now() + timedelta(days=3)
    room = rooms.room(sqlite_installation, PROMPT, starts_at=later)
    assert said(room) == (
        "It begins with “Prompt”, 3 min. Started now it begins early: people can join at once."
    )


@pytest.mark.parametrize(
    ("activity", "sentences"),
    [
        (LINE, ("Further shows the new fact, and dots may move.",)),
        (AGAIN, ("Further lets people talk it over.", "Further lets people vote once more.")),
    ],
)
def test_what_comes_further_in_a_round_is_said(
    sqlite_installation: Installation, activity: object, sentences: tuple[str, ...]
) -> None:
    room = rooms.room(sqlite_installation, activity, people=6)
    room.do("start", "open")
    for sentence in sentences:
        assert said(room) == f"{sentence} Close ends answering for good."
        room.do("further")
    assert said(room) == "Close ends answering for good."


def test_of_texts_only_what_a_host_put_up_is_revealed(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, TEXT, PROMPT, people=6)
    room.do("start", "open")
    room.answers([{"text": "Words"}] * 6)
    room.do("close")
    assert said(room) == (
        "Reveal shows what you have put up, on the board and on every phone. "
        "Next is “Prompt”, 3 min."
    )


def test_rounds_of_one_activity_are_counted_and_groups_are_announced(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, PAIRS, PROMPT, people=4)
    room.do("start")
    dealt = "Open puts people into groups and deals their cards."
    assert said(room) == f"{dealt} Next is round 2 of 2."
    room.do("next")
    assert said(room) == f"{dealt} Next leaves this out, for “Prompt”, 3 min."
