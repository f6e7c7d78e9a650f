"""What the clock does to runs: nobody's answers stay because nobody closed a round."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from course.installation import Installation
from course.workshop import care, tidying
from db.base import Base
from db.tables.live import LivePlan
from tests import rooms
from tests.clock import HandClock
from tests.rooms import POLL, TRIADS, Room

PLANNED = timedelta(minutes=100)  # from now to the planned end of a run of these tests
MINE = ("live_run", "live_host", "live_seat", "live_response", "live_tally", "live_text")


def count(room: Room, *names: str) -> list[int]:
    """How many rows there are in tables."""
    with room.installation.reading() as work:
        return [
            work.db.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
            for name in names
        ]


def test_a_run_left_open_is_ended_twelve_hours_after_its_planned_end(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, POLL, people=8)
    revision = room.do("start", "open")
    room.answers([{"choice": "ask"}] * 8)
    clock.move(seconds=(PLANNED + timedelta(hours=12)).total_seconds() - 1)
    assert tidying.run_due(installation) == []
    assert count(room, "live_response") == [8]
    clock.move(seconds=1)
    assert tidying.run_due(installation) == [room.run_id]
    assert count(room, "live_response", "live_tally") == [0, 0]
    run = room.host_scene().run
    assert (run.state.status, run.state.ended_at) == ("ended", clock.now())
    assert run.revision == revision + 1
    assert tidying.run_due(installation) == []


def test_a_run_that_never_began_is_ended_too(installation: Installation, clock: HandClock) -> None:
    room = rooms.room(installation, POLL)
    clock.move(hours=14)
    assert tidying.run_due(installation) == [room.run_id]


def test_seats_go_a_month_after_the_end_and_what_was_asked_at_once(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, TRIADS, people=6)
    room.do("start", "open")
    with installation.writing() as work:
        care.word(work, None, room.run_id, room.tokens[0])
    room.do("end")
    assert count(room, "live_seat", "live_call", "live_place") == [6, 0, 0]
    clock.move(days=30, seconds=-1)
    tidying.run_due(installation)
    assert count(room, "live_seat") == [6]
    clock.move(seconds=1)
    tidying.run_due(installation)
    assert count(room, "live_seat", "live_run") == [0, 1]


def test_a_run_is_gone_with_everything_a_year_after_its_day(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, POLL, people=8)
    room.do("start", "open")
    room.answers([{"choice": "ask"}] * 8)
    room.do("close", "reveal", "end")
    clock.move(days=364)
    tidying.run_due(installation)
    assert count(room, "live_run", "live_tally", "live_host") == [1, 1, 1]
    clock.move(days=1)
    tidying.run_due(installation)
    assert count(room, *MINE) == [0] * len(MINE)


def test_a_planned_run_is_left_alone(installation: Installation, clock: HandClock) -> None:
    room = rooms.room(installation, POLL, starts_at=clock.now() + timedelta(days=20), people=0)
    clock.move(days=19)
    assert tidying.run_due(installation) == []
    assert count(room, "live_run") == [1]


def test_a_plan_is_kept_once_for_all_its_runs(installation: Installation) -> None:
    for _ in range(3):
        rooms.room(installation, POLL)
    with installation.reading() as work:
        assert len(list(work.db.scalars(select(LivePlan.hash)))) == 1


def test_a_run_keeps_the_plan_it_was_made_with(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    with installation.writing() as work:
        rooms.make(work, room.host, rooms.plan(TRIADS))
    assert [one.id for one in room.host_scene().run.plan.activities] == ["poll"]
