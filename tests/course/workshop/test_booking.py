"""Booking a place, waiting for one, and giving it back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from course import erasing
from course.access import Role
from course.errors import BadInput, NotFound, TooLong
from course.installation import Installation
from course.workshop import booking, calendars, clearing
from course.workshop.booking import NoPlace
from tests import rooms, world
from tests.clock import HandClock
from tests.course.workshop.bookers import book, cancel, people, places, token


def test_who_books_has_a_place_until_all_are_taken_and_then_waits(
    installation: Installation,
) -> None:
    room = rooms.room(installation, capacity=2)
    with installation.reading() as work:
        assert booking.page(work, None, room.run_id).left == 2
    for name in ("ana", "ben", "cleo", "dev"):
        book(room, name)
    assert places(room, "ana", "ben", "cleo", "dev") == [None, None, 1, 2]
    with installation.reading() as work:
        assert booking.page(work, None, room.run_id).left == 0
    shown = people(room)
    assert [one.name for one in shown.people] == ["ana", "ben"]
    assert [one.name for one in shown.waiting] == ["cleo", "dev"]
    assert shown.left == 0


def test_a_place_given_back_goes_to_whoever_waited_longest(installation: Installation) -> None:
    room = rooms.room(installation, capacity=2)
    for name in ("ana", "ben", "cleo", "dev", "eva"):
        book(room, name)
    cancel(room, "dev")
    assert places(room, "cleo", "eva") == [1, 2]
    cancel(room, "ana")
    assert places(room, "ben", "cleo", "eva") == [None, None, 1]
    with pytest.raises(NotFound), installation.reading() as work:
        booking.look(work, None, token("ana"))


def test_a_form_sent_twice_books_once(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation)
    assert book(room, "ana") == book(room, "ana") == token("ana")
    assert [one.name for one in people(room).people] == ["ana"]


def test_an_account_books_once_and_finds_its_booking_again(installation: Installation) -> None:
    room = rooms.room(installation)
    with installation.writing() as work:
        viewer = world.someone(work, name="Ana", email="ana@example.org")
    first = book(room, "ana", viewer)
    assert book(room, "again", viewer) == first
    with installation.reading() as work:
        page = booking.page(work, viewer, room.run_id)
    assert (page.name, page.email, page.token) == ("Ana", "ana@example.org", first)


@pytest.mark.parametrize(
    ("name", "email", "needs", "error"),
    [
        ("", "ana@example.org", "", BadInput),
        ("A" * 121, "ana@example.org", "", BadInput),
        ("Ana\u202e", "ana@example.org", "", BadInput),
        ("Ana", "ana", "", BadInput),
        ("Ana", "ana@example", "", BadInput),
        ("Ana", "ana@example.org\nBcc: all@example.org", "", BadInput),
        ("Ana", "ana@example.org", "x" * 601, TooLong),
        ("Ana", "ana@example.org", "\x00", BadInput),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_booked(
    sqlite_installation: Installation, name: str, email: str, needs: str, error: type[Exception]
) -> None:
    room = rooms.room(sqlite_installation)
    with pytest.raises(error), sqlite_installation.writing() as work:
        booking.book(work, None, room.run_id, token("t"), name, email, needs)
    assert people(room).people == ()


def test_needs_are_sealed_and_read_by_hosts_and_their_writer(installation: Installation) -> None:
    room = rooms.room(installation)
    book(room, "ana", needs="A seat near the door\r\nand captions")
    assert people(room).people[0].needs == "A seat near the door\r\nand captions"
    with installation.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM live_booking").all()
    assert "captions" not in str(rows)


def test_nothing_is_booked_once_the_time_has_passed(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(sqlite_installation)
    clock.move(minutes=101)
    with pytest.raises(NoPlace, match="over"):
        book(room, "ana")
    with sqlite_installation.reading() as work:
        assert booking.page(work, None, room.run_id).is_open is False


def test_a_cohorts_own_workshop_is_seen_by_the_cohort_alone(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id, for_guests=False)
        ours = world.someone(work, cohort_id, email="ours@example.org")
        other = world.someone(work, world.cohort(work))
    with installation.writing() as work:
        assert booking.page(work, ours, run_id).left == 60
        for viewer in (None, other):
            for call in _calls(run_id):
                with pytest.raises(NotFound):
                    call(work, viewer)


def _calls(run_id: str) -> list[Callable[..., object]]:
    return [
        lambda work, viewer: booking.page(work, viewer, run_id),
        lambda work, viewer: calendars.public(work, viewer, run_id),
        lambda work, viewer: booking.book(
            work, viewer, run_id, token("x"), "X", "x@example.org", ""
        ),
    ]


def test_a_rehearsal_has_no_public_page(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, rehearsal=True)
    with pytest.raises(NotFound), sqlite_installation.reading() as work:
        booking.page(work, None, room.run_id)


def test_many_at_once_get_each_place_once_and_wait_in_one_line(
    installation: Installation,
) -> None:
    room = rooms.room(installation, capacity=3)
    names = [f"person{number}" for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: book(room, name), names))
        shown = people(room)
        assert len(shown.people) == 3
        assert [one.place for one in shown.waiting] == list(range(1, 10))
        leaving = [one.name for one in shown.people] + [one.name for one in shown.waiting[:4]]
        list(pool.map(lambda name: cancel(room, name), leaving))
    left = people(room)
    assert [one.name for one in left.people] == sorted(one.name for one in shown.waiting[4:7])
    assert [one.name for one in left.waiting] == [one.name for one in shown.waiting[7:]]
    assert [one.place for one in left.waiting] == [1, 2]


def test_the_place_of_somebody_who_was_erased_is_given_on_and_nobody_overtakes(
    installation: Installation,
) -> None:
    room = rooms.room(installation, capacity=2)
    with installation.writing() as work:
        viewer = world.someone(work, name="Ana", email="ana@example.org")
    book(room, "ana", viewer)
    for name in ("ben", "cleo"):
        book(room, name)
    with installation.writing() as work:
        erasing.erase(work, viewer.account_id)
    book(room, "dev")
    assert places(room, "ben", "cleo", "dev") == [None, 1, 2]
    clearing.run_due(installation)
    assert places(room, "ben", "cleo", "dev") == [None, None, 1]
