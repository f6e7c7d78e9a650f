"""The register that hosts tick, what comes of a tick, and a workshop in calendars."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from course.access import Role, Viewer
from course.errors import NotFound
from course.installation import Installation
from course.letters import feed
from course.study import completion, learner
from course.workshop import booking, calendars, clearing, register
from course.workshop.booking import NoPlace
from db.queries import booking as run_rows
from tests import rooms, world
from tests.clock import HandClock
from tests.course.workshop.bookers import book, people, token
from tests.paper_text import text_of


def test_the_register_is_ticked_and_ticks_count_as_planned_minutes_of_the_cohort(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id, minutes=95)
        ana = world.someone(work, cohort_id, name="Ana", email="ana@example.org")
        booking.book(work, ana, run_id, token("ana"), "Ana", "ana@example.org", "")
        (line,) = register.people(work, host, run_id).people
        assert _minutes(work, ana, cohort_id) == 0
        register.tick(work, host, run_id, line.id, came=True)
        register.tick(work, host, run_id, line.id, came=True)
        assert _minutes(work, ana, cohort_id) == 95
        assert register.people(work, host, run_id).people[0].came is True
        with pytest.raises(NoPlace, match="down as having come"):
            booking.cancel(work, None, token("ana"))
        register.tick(work, host, run_id, line.id, came=False)
        assert _minutes(work, ana, cohort_id) == 0


def _minutes(work: object, viewer: Viewer, cohort_id: str) -> int:
    mine = learner.of(work, viewer, cohort_id)  # type: ignore[arg-type]
    return completion.standing(work, mine, viewer.account_id).workshops  # type: ignore[arg-type]


def test_who_waits_cannot_be_ticked_and_who_just_comes_is_written_down(
    installation: Installation,
) -> None:
    room = rooms.room(installation, capacity=2)
    for name in ("ana", "ben", "cleo"):
        book(room, name)
    waiting = people(room).waiting[0].id
    with pytest.raises(NotFound), installation.writing() as work:
        register.tick(work, room.host, room.run_id, waiting, came=True)
    with installation.writing() as work:
        register.add(work, room.host, room.run_id, "  Zoë   Walked-in ")
    assert [(one.name, one.came) for one in people(room).people] == [
        ("ana", False),
        ("ben", False),
        ("Zoë Walked-in", True),
    ]
    with installation.writing() as work:
        for line in people(room).people[:2]:
            register.remove(work, room.host, room.run_id, line.id)
    assert [one.name for one in people(room).people] == ["cleo", "Zoë Walked-in"]


def test_slips_are_of_those_who_came_alone(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation)
    for name in ("ana", "ben"):
        book(room, name)
    with pytest.raises(register.NoneCame), sqlite_installation.reading() as work:
        register.slips(work, room.host, room.run_id)
    with sqlite_installation.writing() as work:
        register.add(work, room.host, room.run_id, "#strong[Zoë] *W*")
        register.tick(work, room.host, room.run_id, people(room).people[0].id, came=True)
        text = text_of(register.slips(work, room.host, room.run_id))
        own = text_of(register.slip(work, None, token("ana")))
        with pytest.raises(NotFound):
            register.slip(work, None, token("ben"))
    assert "#strong[Zoë] *W*" in text
    assert "ana" in text
    assert "ben" not in text
    for said in ("An evening on repair", "Monday 7 September 2026", "1 hour 30 minutes"):
        assert said in own


def test_the_calendar_file_says_when_with_the_zone(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation)
    book(room, "ana")
    with sqlite_installation.reading() as work:
        public = calendars.public(work, None, room.run_id)
        assert calendars.own(work, None, token("ana")) == public
    calendar = Calendar.from_ical(public)
    (event,) = calendar.walk("VEVENT")
    assert event["summary"] == "Workshop: An evening on repair"
    begins, ends = event.decoded("dtstart"), event.decoded("dtend")
    assert begins.isoformat() == "2026-09-07T10:10:00+01:00"
    assert ends - begins == timedelta(minutes=90)
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert event["url"] == f"http://localhost:8501/workshops/{room.run_id}"


def test_workshops_stand_in_the_calendar_by_link_of_members_and_of_whoever_booked(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id)
        open_run = rooms.make(work, host, title="Open to guests")
        rooms.make(work, host, cohort_id=cohort_id, title="A trial", rehearsal=True)
        ana = world.someone(work, cohort_id, email="ana@example.org")
        booking.book(work, ana, open_run, token("ana"), "Ana", "ana@example.org", "")
        links = [feed.make(work, viewer) for viewer in (ana, world.someone(work))]
        files = [feed.by_token(work, None, link[-47:-4]) for link in links]
    titles = [
        sorted(str(event["summary"]) for event in Calendar.from_ical(file).walk("VEVENT"))
        for file in files
    ]
    lessons = ["Lesson 1 opens: The first lesson", "Lesson 2 opens: The second lesson"]
    theirs = ["Workshop: An evening on repair", "Workshop: Open to guests"]
    assert titles == [[*lessons, *theirs], []]
    assert run_id != open_run


def test_a_register_is_removed_after_ninety_days_and_hours_stay(
    installation: Installation, clock: HandClock
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id, minutes=50)
        ana = world.someone(work, cohort_id, name="Ana")
        booking.book(work, ana, run_id, token("ana"), "Ana", "ana@example.org", "")
        (line,) = register.people(work, host, run_id).people
        register.tick(work, host, run_id, line.id, came=True)
    for days, names in ((90, ["Ana"]), (1, [])):
        clock.move(days=days)
        clearing.run_due(installation)
        with installation.reading() as work:
            people = run_rows.all_of(work.db, run_id)
            assert [one.name for one in people] == names
    with installation.reading() as work:
        assert [one.minutes for one in run_rows.attended(work.db, ana.account_id, cohort_id)] == [
            50
        ]
