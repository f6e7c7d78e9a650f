"""A mail server that is down, undecided or cut off: everyone gets a letter once."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from course import mail
from course.installation import Installation, open_installation
from course.letters import sending
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.letters.people import cohort, learner, states
from tests.postbox import Postbox


def test_a_mail_server_that_is_down_is_tried_later_and_later_and_everyone_is_written_to_once(
    mailing: Installation, box: Postbox, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        for number in range(5):
            learner(work, cohort_id, f"person{number}")
    box.down()
    tries: list[int] = []
    for minute in range(90):
        caplog.clear()
        assert sending.run_due(mailing) == 0
        if said(caplog):
            assert said(caplog) == ["the mail server is away; letters wait"]
            tries.append(minute)
        clock.move(minutes=1)
    assert tries == [0, 1, 6, 21, 81]
    assert states(mailing) == {"waiting": 5}
    box.up()
    caplog.clear()
    clock.move(hours=4)
    assert sending.run_due(mailing) == 5
    assert box.to() == {f"person{number}@example.org": 1 for number in range(5)}
    assert states(mailing) == {"sent": 5}
    clock.move(hours=4)
    assert sending.run_due(mailing) == 0
    assert said(caplog) == []


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What we logged ourselves, the test's own mail server apart."""
    return [r.getMessage() for r in caplog.records if r.name.startswith("goldseam")]


def test_what_is_too_old_to_be_of_use_is_not_sent_any_more(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        learner(work, cohort_id, "ana")
    box.down()
    sending.run_due(mailing)
    box.up()
    clock.move(days=3)
    sending.run_due(mailing)
    assert box.subjects() == ["Your course this week"]
    assert states(mailing) == {"over": 1, "sent": 1}
    clock.set(datetime(2026, 12, 24, 9, tzinfo=UTC))
    assert sending.run_due(mailing) == 0


def test_two_processes_send_nobody_two_letters(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        for number in range(20):
            learner(work, cohort_id, f"person{number}")
    other = replace(
        open_installation(mailing.settings, small_catalogue(), clock), settings=mailing.settings
    )
    together = threading.Barrier(4)
    sent: list[int] = []

    def go(one: Installation) -> None:
        together.wait()
        sent.append(sending.run_due(one))

    threads = [threading.Thread(target=go, args=(one,)) for one in (mailing, other) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert sum(sent) == 20
    assert box.to() == {f"person{number}@example.org": 1 for number in range(20)}


def test_a_process_that_stops_while_it_hands_a_letter_over_sends_it_no_second_time(
    mailing: Installation, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        learner(work, cohort_id, "ana")
        learner(work, cohort_id, "ben")
    hand_over = mail._hand_over

    def power_cut(*args: Any) -> None:
        hand_over(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(mail, "_hand_over", power_cut)
    with pytest.raises(KeyboardInterrupt):
        sending.run_due(mailing)
    monkeypatch.undo()
    assert len(box.letters) == 1
    assert sending.run_due(mailing) == 1  # after a restart, the other one
    assert box.to() == {"ana@example.org": 1, "ben@example.org": 1}


def test_a_line_that_breaks_after_a_letter_was_taken_brings_no_second_one(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        learner(work, cohort_id, "ana")
        learner(work, cohort_id, "ben")
    box.drops = 1
    for _ in range(10):
        sending.run_due(mailing)
        clock.move(minutes=30)
    assert box.to() == {"ana@example.org": 1, "ben@example.org": 1}


def test_one_address_that_is_refused_for_now_or_for_good_holds_up_nobody(
    mailing: Installation, box: Postbox, clock: HandClock
) -> None:
    cohort_id = cohort(mailing)
    with mailing.writing() as work:
        for name in ("ana", "ben", "zoe"):
            learner(work, cohort_id, name)
    box.replies = {
        "ben@example.org": ["451 greylisted", "451 greylisted"],
        "zoe@example.org": ["550 no such mailbox"] * 9,
    }
    for _ in range(8):
        sending.run_due(mailing)
        clock.move(minutes=1)
    assert box.to() == {"ana@example.org": 1, "ben@example.org": 1}
    assert len(box.replies["zoe@example.org"]) == 8
    assert states(mailing) == {"sent": 2, "over": 1}
