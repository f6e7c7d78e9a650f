"""Letters to those who asked, and to nobody else: what they say, and when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from course.access import Role
from course.installation import Installation
from course.letters import preferences, sending
from course.study import attempts, progress
from db.tables.identity import Account, Membership
from tests import world
from tests.clock import START, HandClock
from tests.course.letters.people import cohort, learner, states
from tests.postbox import Postbox, off_path, text_of


def test_a_lesson_that_opens_is_said_to_whoever_asked_and_to_nobody_else(
    mailing: Installation, box: Postbox
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        learner(work, cohort_id, "ana")
        learner(work, cohort_id, "ben", wants=False)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR, email="ira@example.org")
        preferences.set_reminders(work, teacher, wanted=True)
        learner(work, world.cohort(work, "Another", starts_on=date(2026, 10, 1)), "zoe")
    assert sending.run_due(mailing) == 1
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == ("ana@example.org", "Lesson 1 is open")
    url = f"http://localhost:8501{off_path(letter)}"
    lines = box.raw[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{url}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert text_of(letter) == (
        "Hello ana,\n\n"
        "Open now in Autumn cohort:\n\n"
        "Lesson 1. The first lesson\n\n"
        "It stays open, so begin when it suits you:\nhttp://localhost:8501\n\n"
        "You asked for these letters on your account page, and everyone who did gets the same "
        f"ones. Turn them off with one press, without signing in:\n{url}\n"
    )


def test_lessons_that_open_on_one_day_are_one_letter(mailing: Installation, box: Postbox) -> None:
    cohort_id = cohort(mailing, "all")
    with mailing.writing() as work:
        learner(work, cohort_id, "ana")
    assert sending.run_due(mailing) == 1
    assert box.subjects() == ["Lessons are open"]
    assert "Lesson 1. The first lesson\nLesson 2. The second lesson\n" in text_of(box.letters[0])
    assert sending.run_due(mailing) == 0


def test_over_the_weeks_everyone_gets_the_same_letters_at_daytime_and_each_once(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        busy = learner(work, cohort_id, "busy")
        learner(work, cohort_id, "idle")
    when: list[tuple[str, str]] = []
    for hour in range(24 * 70):
        clock.set(START.replace(hour=0) + timedelta(hours=hour))
        before = len(box.letters)
        if hour == 30:  # one of them does a whole lesson, the other nothing
            with mailing.writing() as work:
                progress.move(work, busy, cohort_id, "first", "write")
                attempts.submit(
                    work, busy, cohort_id, "first", "thought", {"text": "Canary words"}, "k" * 16
                )
        if hour % 4 == 0:
            sending.run_due(mailing)
        new = box.letters[before:]
        when += [(f"{clock.now():%d %b %H}", str(letter["Subject"])) for letter in new]
    # The clocks go back on 25 October: eight in the morning is then 8 UTC, and was 7.
    weekly = "Your course this week"
    days = ("10 Sep", "17 Sep", "24 Sep", "01 Oct", "08 Oct", "15 Oct", "22 Oct", "29 Oct")
    expected = [("07 Sep 08", "Lesson 1 is open"), ("14 Sep 08", "Lesson 2 is open")]
    expected += [(f"{day} 08", weekly) for day in days]
    assert sorted(when) == sorted(2 * expected)
    texts = [
        sorted(
            text_of(one).replace(off_path(one), "").replace(f"Hello {who},", "")
            for one in box.letters
            if one["To"] == f"{who}@example.org"
        )
        for who in ("busy", "idle")
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) == 10
    assert not any("Canary" in text for text in texts[0])


@pytest.mark.parametrize("what", ["off", "paused", "left", "no address"])
def test_whoever_changed_their_mind_before_it_went_gets_no_letter(
    mailing: Installation, box: Postbox, clock: HandClock, what: str
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        ana = learner(work, cohort_id, "ana")
    sending.decide(mailing)
    assert states(mailing) == {"waiting": 1}
    with mailing.writing() as work:
        match what:
            case "off":
                preferences.set_reminders(work, ana, wanted=False)
            case "paused":
                preferences.pause(work, ana, 2)
            case "left":
                work.db.execute(delete(Membership).where(Membership.account_id == ana.account_id))
            case _:
                work.db.execute(
                    update(Account).where(Account.id == ana.account_id).values(email=None)
                )
    assert sending.run_due(mailing) == 0
    assert (box.letters, states(mailing)) == ([], {"over": 1})


def test_letters_go_on_after_a_pause(mailing: Installation, box: Postbox, clock: HandClock) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        preferences.pause(work, learner(work, cohort_id, "ana"), 2)
    days = []
    for day in range(21):
        clock.set(START + timedelta(days=day))
        if sending.run_due(mailing):
            days.append(f"{clock.now():%d %b}")
    # The pause ends at nine on the 21st; on that Monday no lesson opens in a course of two.
    assert days == ["24 Sep"]


def test_without_a_mail_server_nothing_is_decided_or_sent(installation: Installation) -> None:
    cohort_id = cohort(installation)
    with installation.writing() as work:
        learner(work, cohort_id, "ana")
    assert sending.run_due(installation) == 0
    assert states(installation) == {}
