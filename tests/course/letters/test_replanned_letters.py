"""Letters about a workshop that has another time, or is called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from course.access import Role
from course.installation import Installation
from course.letters import sending
from course.workshop import booking, booking_mail, register
from course.workshop.replanning import Told
from tests import rooms, world
from tests.clock import HandClock
from tests.course.letters.people import learner
from tests.course.letters.test_booking_letters import STARTS, _token, book, cancel, room, told
from tests.course.workshop.test_replanning import cancel as call_off
from tests.course.workshop.test_replanning import change
from tests.postbox import Postbox
from tests.rooms import Room

NEXT_WEEK = STARTS + timedelta(days=7, hours=1)


def _to(box: Postbox, name: str) -> EmailMessage:
    (letter,) = [one for one in box.letters if str(one["To"]) == f"{name}@example.org"]
    return letter


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def _calendar(letter: EmailMessage) -> tuple[int, datetime, str]:
    """The number, the begin and the standing in the calendar file that a letter brings."""
    (file,) = letter.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "workshop.ics")
    event: Any = Calendar.from_ical(file.get_content()).walk("VEVENT")[0]
    return int(event["sequence"]), event["dtstart"].dt, str(event.get("status", ""))


def _booked(mailing: Installation, box: Postbox, *names: str, capacity: int = 10) -> Room:
    here = room(mailing, capacity)
    for name in names:
        book(here, name)
    booking_mail.run_due(mailing)
    box.letters.clear()
    return here


def test_another_time_is_said_to_all_who_booked_or_wait_with_a_file_that_moves_it(
    mailing: Installation, box: Postbox
) -> None:
    here = _booked(mailing, box, "ana", "ben", "waits", capacity=2)
    with mailing.writing() as work:
        register.add(work, here.host, here.run_id, "Without an address")
    assert change(here, starts_at=NEXT_WEEK) == Told(1, letters=3, unwritten=1)
    assert [booking_mail.run_due(mailing) for _ in range(2)] == [3, 0]
    assert told(box) == [
        (f"{name}@example.org", "Another time: An evening on repair")
        for name in ("ana", "ben", "waits")
    ]
    assert _text(_to(box, "ana")) == (
        "Hello ana,\n\nThis workshop has another time now, and your place goes with it:\n\n"
        "An evening on repair\nFriday 18 September 2026\n19:00 to 20:30 (Europe/London)\n\n"
        "The attached calendar file moves it in your calendar. If you can't come then, cancel on "
        "your own page:\n"
        f"http://localhost:8501/workshops/booking/{_token('ana')}\n\n"
        f"On the day, take part with your phone:\nhttp://localhost:8501/join/{here.code}\n"
    )
    assert "You are still on its waiting list:\n\n" in _text(_to(box, "waits"))
    assert "/join/" not in _text(_to(box, "waits"))
    assert _calendar(_to(box, "ben")) == (1, NEXT_WEEK, "")


def test_what_is_no_other_time_is_no_letter_and_a_new_place_is_one(
    mailing: Installation, box: Postbox
) -> None:
    here = _booked(mailing, box, "ana", "ben", "cleo", capacity=2)
    assert change(here, title="Repair") == Told(1)
    assert booking_mail.run_due(mailing) == 0
    assert change(here, capacity=3, starts_at=NEXT_WEEK) == Told(2, letters=3)
    booking_mail.run_due(mailing)
    assert told(box) == [
        ("ana@example.org", "Another time: Repair"),
        ("ben@example.org", "Another time: Repair"),
        ("cleo@example.org", "A place is yours: Repair"),
    ]
    assert "Friday 18 September 2026" in _text(_to(box, "cleo"))


def test_a_letter_that_waits_says_the_new_time_by_itself(
    mailing: Installation, box: Postbox
) -> None:
    here = room(mailing)
    book(here, "ana")
    change(here, starts_at=NEXT_WEEK)
    assert booking_mail.run_due(mailing) == 1
    assert told(box) == [("ana@example.org", "You are booked: An evening on repair")]
    assert "Friday 18 September 2026" in _text(_to(box, "ana"))


def test_the_reminder_goes_by_the_new_time_also_where_one_has_gone_out(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    here = _booked(mailing, box, "ana")
    clock.set(STARTS - timedelta(hours=30))
    booking_mail.run_due(mailing)
    assert told(box) == [("ana@example.org", "Soon: An evening on repair")]
    change(here, starts_at=NEXT_WEEK)
    box.letters.clear()
    when = []
    while clock.now() < NEXT_WEEK:
        if booking_mail.run_due(mailing):
            when.append((clock.now(), str(box.letters[-1]["Subject"]).partition(":")[0]))
        clock.move(hours=1)
    assert [what for _, what in when] == ["Another time", "Soon"]
    assert when[1][0] == NEXT_WEEK - timedelta(hours=35)  # eight in the morning, the day before


def test_a_letter_about_a_time_that_is_near_is_the_reminder(
    mailing: Installation, box: Postbox
) -> None:
    here = _booked(mailing, box, "ana")
    change(here, starts_at=STARTS - timedelta(days=3))
    for _ in range(2):
        booking_mail.run_due(mailing)
    assert told(box) == [("ana@example.org", "Another time: An evening on repair")]


def test_who_booked_a_cancelled_workshop_is_told_once_and_asked_nothing_later(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    here = _booked(mailing, box, "ana", "waits", "left", capacity=2)
    cancel(here, "left")
    assert call_off(here) == Told(1, letters=2)
    for _ in range(6 * 24):
        booking_mail.run_due(mailing)
        clock.move(hours=1)
    assert told(box) == [
        ("ana@example.org", "Cancelled: An evening on repair"),
        ("waits@example.org", "Cancelled: An evening on repair"),
    ]
    assert _text(_to(box, "ana")) == (
        "Hello ana,\n\nThis workshop doesn't take place. Its hosts have cancelled it:\n\n"
        "An evening on repair\nFriday 11 September 2026\n18:00 to 19:30 (Europe/London)\n\n"
        "There is nothing to do. The attached calendar file takes it out of your calendar.\n"
    )
    assert _calendar(_to(box, "ana")) == (1, STARTS, "CANCELLED")


def test_many_changes_are_one_letter_each_and_never_too_many_to_note(
    mailing: Installation, box: Postbox
) -> None:
    here = _booked(mailing, box, "ana")
    for number in range(1, 20):
        change(here, starts_at=STARTS + timedelta(days=number))
        booking_mail.run_due(mailing)
    assert box.subjects() == ["Another time: An evening on repair"] * 19


def test_a_cohort_is_told_again_the_day_before_the_new_time(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id, starts_at=STARTS)
        ana = learner(work, cohort_id, "ana")
    here = Room(mailing, host, run_id)
    soon = []
    moved = False
    while clock.now() < NEXT_WEEK + timedelta(days=1):
        sending.run_due(mailing)
        soon += [clock.now() for one in box.letters if str(one["Subject"]).startswith("Soon")]
        box.letters.clear()
        if soon and not moved:
            change(here, starts_at=NEXT_WEEK)
            moved = True
        clock.move(hours=1)
    assert [f"{one:%d %H}" for one in soon] == ["10 07", "17 07"]
    with mailing.reading() as work:
        assert booking.page(work, ana, run_id).run.starts == NEXT_WEEK
