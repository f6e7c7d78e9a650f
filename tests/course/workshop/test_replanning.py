"""Changing a run that has not begun, and calling one off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from course.access import Role
from course.errors import GoldseamError, NotFound
from course.installation import Installation
from course.workshop import booking, calendars, register, replanning, runs
from course.workshop.replanning import Told
from course.workshop.runs import MovedOn
from db.queries import booking as rows
from tests import rooms, world
from tests.clock import HandClock
from tests.course.workshop.bookers import book, places, token
from tests.rooms import POLL, Room

LATER = datetime(2026, 9, 18, 8, 30, tzinfo=UTC)


def change(room: Room, seen: int | None = None, **given: Any) -> Told:
    """Change some of what is announced of a run; the rest stays."""
    with room.installation.writing() as work:
        run = runs.host_view(work, room.host, room.run_id)
        facts: dict[str, Any] = {
            "title": run.title,
            "starts_at": run.starts_at,
            "minutes": run.minutes,
            "time_zone": run.time_zone,
            "capacity": run.capacity,
        }
        at = run.revision if seen is None else seen
        return replanning.change(work, room.host, room.run_id, at, **(facts | given))


def cancel(room: Room, seen: int | None = None) -> Told:
    with room.installation.writing() as work:
        run = runs.host_view(work, room.host, room.run_id)
        at = run.revision if seen is None else seen
        return replanning.cancel(work, room.host, room.run_id, at)


def event(room: Room, name: str = "") -> Any:
    """The one entry of the run's calendar file, or of somebody's own."""
    with room.installation.reading() as work:
        file = (
            calendars.own(work, None, token(name))
            if name
            else calendars.public(work, None, room.run_id)
        )
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    return found


def test_all_that_is_announced_can_be_changed_until_it_begins(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL)
    changed: dict[str, Any] = {
        "title": "A morning\non repair ",
        "starts_at": LATER,
        "minutes": 120,
        "time_zone": "Europe/Berlin",
        "capacity": 12,
    }
    assert change(room, **changed) == Told(revision=1)
    with installation.reading() as work:
        page = booking.page(work, None, room.run_id)
        run = runs.host_view(work, room.host, room.run_id)
    assert (page.run.title, page.run.day) == ("A morning on repair", "Friday 18 September 2026")
    assert page.run.hours == "10:30 to 12:30 (Europe/Berlin)"
    assert (page.left, run.kept_until.isoformat()) == (12, "2027-09-18")
    assert run.revision == 1


def test_nothing_is_changed_once_it_has_begun_or_is_over(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    room.do("start")
    for sentence in (replanning.BEGUN, replanning.OVER):
        for act in (change, cancel):
            with pytest.raises(GoldseamError) as refused:
                act(room)
            assert refused.value.sentence == sentence
        if sentence == replanning.BEGUN:
            room.do("end")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "x" * 201}, "The title is one line of at most 200 characters."),
        ({"minutes": 4}, "A workshop lasts 5 minutes to 12 hours."),
        ({"capacity": 1}, "A workshop has room for 2 to 5,000 people."),
        ({"time_zone": "Moon"}, "Choose a time zone from the list, such as Europe/London."),
        ({"starts_at": datetime(2026, 9, 6, tzinfo=UTC)}, runs.PAST),
        (
            {"capacity": 2},
            "3 people have a place already, so there can't be fewer places than that.",
        ),
    ],
)
def test_what_a_run_cannot_become_is_said_and_nothing_is_changed(
    sqlite_installation: Installation, given: dict[str, Any], sentence: str
) -> None:
    room = rooms.room(sqlite_installation, POLL)
    for name in ("ana", "ben", "cleo"):
        book(room, name)
    before = room.host_scene().run
    with pytest.raises(GoldseamError) as refused:
        change(room, **{"title": "Another", "capacity": 5, **given})
    assert refused.value.sentence == sentence
    assert room.host_scene().run == before


def test_of_two_hosts_who_change_at_once_one_is_told_and_nothing_is_half_changed(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL)

    def one(title: str, minutes: int) -> Told | str:
        try:
            return change(room, seen=0, title=title, minutes=minutes)
        except MovedOn as error:
            return error.sentence

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(one, ("First", "Second"), (60, 120)))
    assert done.count(runs.MOVED_ON) == 1
    run = room.host_scene().run
    assert (run.title, run.minutes) == (("First", 60), ("Second", 120))[done.index(Told(1))]
    with pytest.raises(MovedOn):
        cancel(room, seen=0)


def test_places_that_are_new_go_to_those_who_wait_in_turn(installation: Installation) -> None:
    room = rooms.room(installation, POLL, capacity=2)
    for name in ("ana", "ben", "cleo", "dev", "eva"):
        book(room, name)
    change(room, capacity=4)
    assert places(room, "ana", "ben", "cleo", "dev", "eva") == [None, None, None, None, 1]
    with pytest.raises(GoldseamError, match=r"^4 people have a place already"):
        change(room, capacity=3)
    with installation.writing() as work:
        booking.cancel(work, None, token("eva"))
    change(room, capacity=9)
    with installation.reading() as work:
        assert booking.page(work, None, room.run_id).left == 5


def test_a_calendar_moves_the_entry_that_it_has_and_takes_it_out(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL)
    book(room, "ana")
    first = event(room)
    assert (first["sequence"], "status" in first) == (0, False)
    change(room, starts_at=LATER, time_zone="Europe/Berlin")
    for moved in (event(room), event(room, "ana")):
        assert (moved["uid"], moved["sequence"]) == (first["uid"], 1)
        assert moved["dtstart"].dt == LATER
    cancel(room)
    for off in (event(room), event(room, "ana")):
        assert (off["uid"], off["sequence"], off["status"]) == (first["uid"], 2, "CANCELLED")
        assert off["summary"] == "Cancelled: An evening on repair"
        assert off["transp"] == "TRANSPARENT"


def test_a_cancelled_run_takes_no_booking_no_seat_and_no_tick(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=2)
    book(room, "ana")
    assert cancel(room) == Told(revision=1, unwritten=1)
    with installation.reading() as work:
        page = booking.page(work, None, room.run_id)
        assert (page.run.cancelled, page.is_open) == (True, False)
        assert booking.look(work, None, token("ana")).run.cancelled
    with pytest.raises(booking.NoPlace, match="cancelled"):
        book(room, "ben")
    with pytest.raises(GoldseamError, match=r"^This workshop was cancelled\."):
        room.join()
    (ana,) = _people(room)
    with pytest.raises(NotFound), installation.writing() as work:
        register.tick(work, room.host, room.run_id, ana.id, came=True)
    with pytest.raises(NotFound), installation.writing() as work:
        register.add(work, room.host, room.run_id, "Late")
    assert room.scene(room.tokens[0])["run"]["cancelled"] is True


def _people(room: Room) -> tuple[register.Line, ...]:
    with room.installation.reading() as work:
        return register.people(work, room.host, room.run_id).people


def test_who_is_ticked_already_attended_what_is_planned_now(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        run_id = rooms.make(work, scene.instructor, cohort_id=scene.cohort_id)
    room = Room(installation, scene.instructor, run_id)
    book(room, "ana", scene.learner)
    (ana,) = _people(room)
    with installation.writing() as work:
        register.tick(work, scene.instructor, run_id, ana.id, came=True)
    change(room, title="Longer", minutes=180, starts_at=LATER)
    with installation.reading() as work:
        (held,) = rows.attended(work.db, scene.learner.account_id, scene.cohort_id)
    assert (held.title, held.minutes, held.day.isoformat()) == ("Longer", 180, "2026-09-18")


def test_a_host_alone_changes_a_run(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    with installation.writing() as work:
        other = world.someone(work, world.cohort(work), Role.INSTRUCTOR, email="o@example.org")
        facts = ("A", LATER, 60, "Europe/London", 9)
        with pytest.raises(NotFound):
            replanning.change(work, other, room.run_id, 0, *facts)
        with pytest.raises(NotFound):
            replanning.cancel(work, other, room.run_id, 0)


def test_seats_open_by_the_time_that_stands_now(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(sqlite_installation, POLL)
    room.join()
    change(room, starts_at=clock.now() + timedelta(hours=2))
    with pytest.raises(GoldseamError, match="You can join from"):
        room.join()
