"""Letters about the end of keeping: to whom, when, how often; instructors see nothing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from course import mail
from course.cohort import invitations, roster
from course.errors import GoldseamError
from course.installation import Installation
from course.own import retention
from db.tables.identity import EndingLetter
from tests import world
from tests.clock import HandClock
from tests.course.own.ending import END, Here, prepared
from tests.mailing import MailBox, served


@pytest.fixture
def here(installation: Installation, clock: HandClock) -> Here:
    return prepared(installation, clock)


@pytest.fixture
def box() -> MailBox:
    return MailBox()


@pytest.fixture
def writing(here: Here, box: MailBox) -> Iterator[Here]:
    """The same place with a mail server set."""
    with served(box) as url:
        settings = replace(here.installation.settings, smtp_url=url)
        here.installation = replace(here.installation, settings=settings)
        yield here


def test_each_learner_is_written_to_thirty_and_seven_days_before_and_no_oftener(
    writing: Here, box: MailBox
) -> None:
    told: dict[date, list[str]] = {}
    for days in range(32, -2, -1):
        box.letters.clear()
        writing.on(END - timedelta(days=days))
        for _ in range(2):
            retention.write_letters(writing.installation)
        if box.letters:
            told[END - timedelta(days=days)] = box.told()
    everyone = ["lena@example.org", "luca@example.org"]
    assert told == {END - timedelta(days=30): everyone, END - timedelta(days=7): everyone}


def test_the_letter_says_when_and_how_to_keep_it_and_nothing_of_what_was_done(
    writing: Here, box: MailBox
) -> None:
    writing.on(END - timedelta(days=30))
    assert retention.write_letters(writing.installation) == 2
    letter = next(one for one in box.letters if one["To"] == "lena@example.org")
    assert letter["Subject"] == "Autumn cohort: kept until 7 September 2027"
    assert letter.get_content().replace("\r\n", "\n") == (
        "Hello lena,\n\n"
        "What you may have written in Autumn cohort is kept until 7 September 2027. On that day "
        "it is erased for good, and nobody can bring it back.\n\n"
        "To keep it, sign in and take a copy before then:\n\n"
        "http://localhost:8501/my-data\n\n"
        "If you go on in another cohort, you can bring your writing there, on the same page. If "
        "you want nothing kept, there is nothing to do.\n"
    )


def test_a_letter_that_is_refused_is_tried_again_ever_more_slowly(
    writing: Here, box: MailBox, caplog: pytest.LogCaptureFixture
) -> None:
    writing.on(END - timedelta(days=30))
    box.is_full = True
    tries = []
    for _ in range(60):
        before = box.tries
        retention.write_letters(writing.installation)
        tries.append(box.tries - before)
        writing.clock.move(minutes=1)
    # At once, after 10 minutes, after 20 more; the next would be after 40 more.
    assert [minute for minute, count in enumerate(tries) if count == 2] == [0, 10, 30]
    assert sum(tries) == 6
    box.is_full = False
    writing.clock.move(minutes=11)
    assert retention.write_letters(writing.installation) == 2
    assert retention.write_letters(writing.installation) == 0
    assert "example.org" not in caplog.text


def test_a_mail_server_that_is_away_is_left_alone_after_three_letters(
    writing: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing.installation.writing() as work:
        for number in range(8):
            world.someone(work, writing.cohort_id, email=f"{number}@example.org")
    asked: list[str] = []

    def away(_settings: object, to: str, _subject: str, _body: str) -> None:
        asked.append(to)
        raise mail.CannotSend("away")

    monkeypatch.setattr(mail, "send", away)
    writing.on(END - timedelta(days=30))
    assert retention.write_letters(writing.installation) == 0
    assert len(asked) == retention.GIVE_UP_AFTER


def test_two_processes_at_once_send_each_letter_once(writing: Here, box: MailBox) -> None:
    writing.on(END - timedelta(days=30))
    other = replace(writing.installation)
    sent = [retention.write_letters(one) for one in (writing.installation, other)]
    assert sent == [2, 0]
    assert len(box.letters) == 2


def test_nothing_is_sent_or_noted_without_a_mail_server(here: Here) -> None:
    here.on(END - timedelta(days=30))
    assert retention.write_letters(here.installation) == 0
    assert here.rows(EndingLetter) == 0


def test_an_instructor_sees_nothing_of_letters(writing: Here, box: MailBox) -> None:
    def seen() -> list[object]:
        with writing.installation.writing() as work:
            ira = world.viewer(work, world.sign_in(work, writing.instructor.account_id))
            return [
                roster.people(work, ira, writing.cohort_id),
                invitations.offers(work, ira, writing.cohort_id),
            ]

    writing.on(END - timedelta(days=30))
    before = seen()
    box.is_full = True
    retention.write_letters(writing.installation)
    assert seen() == before
    assert issubclass(mail.CannotSend, GoldseamError)
