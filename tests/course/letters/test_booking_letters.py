"""Letters about bookings: a place, a freed one, soon, and what somebody meant to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from course.access import Role
from course.installation import Installation
from course.letters import sending
from course.workshop import booking, booking_mail
from tests import rooms, world
from tests.clock import HandClock
from tests.course.letters.people import learner
from tests.postbox import Postbox, text_of
from tests.rooms import Room

STARTS = datetime(2026, 9, 11, 17, 0, tzinfo=UTC)  # Friday, 18:00 in London; today is Monday


def room(installation: Installation, capacity: int = 10) -> Room:
    return rooms.room(installation, starts_at=STARTS, capacity=capacity)


def book(here: Room, name: str) -> None:
    with here.installation.writing() as work:
        booking.book(work, None, here.run_id, _token(name), name, f"{name}@example.org", "")


def cancel(here: Room, name: str) -> None:
    with here.installation.writing() as work:
        booking.cancel(work, None, _token(name))


def _token(name: str) -> str:
    return name.ljust(43, "-")


def told(box: Postbox) -> list[tuple[str, str]]:
    return sorted((str(letter["To"]), str(letter["Subject"])) for letter in box.letters)


def test_who_books_is_written_to_once_with_a_link_of_their_own(
    mailing: Installation, box: Postbox
) -> None:
    here = room(mailing)
    book(here, "ana")
    assert [booking_mail.run_due(mailing) for _ in range(2)] == [1, 0]
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == (
        "ana@example.org",
        "You are booked: An evening on repair",
    )
    assert text_of(letter) == (
        "Hello ana,\n\nYou have a place in this workshop:\n\n"
        "An evening on repair\nFriday 11 September 2026\n18:00 to 19:30 (Europe/London)\n\n"
        "Your own page, with a calendar file and a button that cancels:\n"
        f"http://localhost:8501/workshops/booking/{_token('ana')}\n\n"
        f"On the day, take part with your phone:\nhttp://localhost:8501/join/{here.code}\n"
    )


def test_a_freed_place_is_said_to_whoever_gets_it_and_to_nobody_else(
    mailing: Installation, box: Postbox
) -> None:
    here = room(mailing, capacity=2)
    for name in ("ana", "ben", "cleo", "dev"):
        book(here, name)
    booking_mail.run_due(mailing)
    box.letters.clear()
    cancel(here, "ana")
    assert booking_mail.run_due(mailing) == 1
    assert told(box) == [("cleo@example.org", "A place is yours: An evening on repair")]


def test_a_reminder_goes_out_about_a_day_before_by_day_and_once(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    here = room(mailing, capacity=2)
    for name in ("ana", "ben", "waits"):
        book(here, name)
    booking_mail.run_due(mailing)
    box.letters.clear()
    when = []
    while clock.now() < STARTS + timedelta(hours=2):
        if booking_mail.run_due(mailing):
            when.append(clock.now())
        clock.move(hours=1)
    assert when == [datetime(2026, 9, 10, 7, 0, tzinfo=UTC)]  # eight in the morning in London
    assert told(box) == [
        ("ana@example.org", "Soon: An evening on repair"),
        ("ben@example.org", "Soon: An evening on repair"),
    ]


def test_who_books_on_the_last_day_is_not_reminded_of_it(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    here = room(mailing)
    clock.set(STARTS - timedelta(hours=8))
    book(here, "ana")
    assert [booking_mail.run_due(mailing) for _ in range(2)] == [1, 0]
    assert told(box) == [("ana@example.org", "You are booked: An evening on repair")]


def test_two_days_after_those_who_came_are_asked_what_became_of_it(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    from course.workshop import register

    here = room(mailing)
    for name in ("ana", "ben"):
        book(here, name)
    booking_mail.run_due(mailing)
    clock.set(STARTS)
    here.do("start", "end")
    with mailing.writing() as work:
        ana = register.people(work, here.host, here.run_id).people[0]
        register.tick(work, here.host, here.run_id, ana.id, came=True)
    box.letters.clear()
    clock.move(hours=47)
    assert booking_mail.run_due(mailing) == 0
    clock.move(hours=2)
    assert [booking_mail.run_due(mailing) for _ in range(2)] == [1, 0]
    assert told(box) == [("ana@example.org", "What you meant to do after An evening on repair")]
    text = text_of(box.letters[0])
    assert f"http://localhost:8501/live/{here.run_id}/card\n" in text
    assert _token("ana") not in text


def test_a_card_that_was_taken_at_the_rooms_own_address_is_looked_for_there(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    apart = replace(mailing.settings, room_url="http://192.168.1.20:8501")
    here = room(replace(mailing, settings=apart))
    book(here, "ana")
    clock.set(STARTS)
    here.do("start", "end")
    clock.move(hours=49)
    booking_mail.run_due(here.installation)
    kept = next(one for one in box.letters if "meant to do" in str(one["Subject"]))
    card = f"/live/{here.run_id}/card"
    assert (
        "It opens in the browser with which you took part, if you joined by a link:\n"
        f"http://localhost:8501{card}\n\n"
        "If you joined by the code on the room's screen, your card is at the room's own address "
        "instead. Away from the room's network that may not open; what you downloaded there is "
        f"yours all the same:\nhttp://192.168.1.20:8501{card}\n\nWhat you answer"
    ) in text_of(kept)


def test_while_the_mail_server_is_away_letters_wait_and_none_is_lost(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    here = room(mailing)
    for name in ("ana", "ben"):
        book(here, name)
    box.down()
    assert booking_mail.run_due(mailing) == 0
    box.up()
    box.replies["ben@example.org"] = ["451 later"]
    clock.move(minutes=2)
    assert booking_mail.run_due(mailing) == 1
    assert booking_mail.run_due(mailing) == 0
    clock.move(minutes=10)
    assert booking_mail.run_due(mailing) == 1
    assert [to for to, _ in told(box)] == ["ana@example.org", "ben@example.org"]


def test_who_cancels_before_a_letter_went_out_gets_none(
    mailing: Installation, box: Postbox
) -> None:
    here = room(mailing)
    book(here, "ana")
    cancel(here, "ana")
    assert booking_mail.run_due(mailing) == 0
    assert box.letters == []


def test_a_cohort_is_told_of_its_workshop_the_day_before_the_same_letter_for_all(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, cohort_id=cohort_id, starts_at=STARTS)
        rooms.make(work, host, cohort_id=cohort_id, starts_at=STARTS, rehearsal=True)
        ana = learner(work, cohort_id, "ana")
        learner(work, cohort_id, "ben")
        learner(work, cohort_id, "cleo", wants=False)
        booking.book(work, ana, run_id, _token("ana"), "ana", "ana@example.org", "")
    sending.run_due(mailing)
    booking_mail.run_due(mailing)
    box.letters.clear()
    for _ in range(5 * 24):
        clock.move(hours=1)
        sending.run_due(mailing)
        booking_mail.run_due(mailing)
    assert [one for one in told(box) if one[1].startswith("Soon")] == [
        ("ana@example.org", "Soon: An evening on repair"),
        ("ben@example.org", "Soon: An evening on repair"),
    ]
    soon = [one for one in box.letters if str(one["Subject"]).startswith("Soon")]
    assert len({text_of(one).partition("Turn them off")[0].partition(",")[2] for one in soon}) == 1
    assert f"http://localhost:8501/workshops/{run_id}\n" in text_of(soon[0])
