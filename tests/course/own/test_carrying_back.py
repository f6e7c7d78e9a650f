"""What would come back, and what is taken away, come along to a later cohort."""

from __future__ import annotations

from datetime import timedelta

from course.installation import Installation
from course.study import returning, take_away
from course.study.schedule import What
from db.tables.answers import ReturnItem, Sheet
from tests.clock import START, HandClock
from tests.course.own.test_carrying import bring, deferred
from tests.course.study.desk import Desk


def _write(her: Desk, text: str) -> None:
    with her.installation.writing() as work:
        take_away.write_steps(work, her.viewer, her.cohort_id, "me", text, "")


def _steps(her: Desk) -> str:
    with her.installation.reading() as work:
        return take_away.next_steps(work, her.viewer, her.cohort_id).me


def test_a_reply_comes_back_in_the_later_cohort_on_its_day(
    installation: Installation, clock: HandClock
) -> None:
    old, new = deferred(installation)
    bring(old, new)
    with installation.reading() as work:
        mine = returning.mine(work, new.viewer, new.cohort_id)
    assert mine.due == ()
    assert mine.next_due == START + timedelta(days=2)
    clock.move(days=2)
    with installation.reading() as work:
        due = returning.mine(work, new.viewer, new.cohort_id).due
    assert [(one.address, one.what) for one in due] == [("first/case", What.REPLY)]


def test_sheets_come_along_and_what_stands_here_stays(installation: Installation) -> None:
    old, new = deferred(installation)
    _write(old, "From earlier")
    bring(old, new)
    assert _steps(new) == "From earlier"
    with installation.reading() as work:
        assert {row.pid for row in work.db.query(Sheet)} == {new.pid()}
        assert {row.pid for row in work.db.query(ReturnItem)} == {new.pid()}


def test_words_written_here_are_not_replaced_by_earlier_ones(installation: Installation) -> None:
    old, new = deferred(installation)
    _write(old, "From earlier")
    _write(new, "Written here")
    bring(old, new)
    assert _steps(new) == "Written here"
