"""A record is handed in by name: it says that the course was completed, and nothing else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import text

from course import erasing
from course.access import Role, Viewer
from course.cohort import roster
from course.cohort.roster import RosterLine
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import record
from course.study.completion import Standing
from course.study.record import Mine, Record
from tests import world
from tests.clock import HandClock
from tests.content import our_course
from tests.course.study.desk import Desk, desk
from tests.course.study.finishing import finish, finished

RECORD = Record(
    name="Invented Person",
    provider="localhost",
    course="A tiny course",
    outcomes=("To be small.", "To be small."),
    first_day=date(2026, 9, 7),
    last_day=date(2026, 11, 1),
    completed=True,
    practice_minutes=20,
    workshop_minutes=0,
)
MAY_HOLD = {
    "name": str,
    "provider": str,
    "course": str,
    "outcomes": tuple[str, ...],
    "first_day": date,
    "last_day": date,
    "practice_minutes": int,
    "workshop_minutes": int,
}


def mine(her: Desk) -> Mine:
    with her.installation.reading() as work:
        return record.mine(work, her.viewer, her.cohort_id)


def hand_in(her: Desk) -> None:
    with her.installation.writing() as work:
        record.hand_in(work, her.viewer, her.cohort_id)


def withdraw(her: Desk) -> None:
    with her.installation.writing() as work:
        record.withdraw(work, her.viewer, her.cohort_id)


def teacher(her: Desk) -> Viewer:
    with her.installation.writing() as work:
        return world.someone(work, her.cohort_id, Role.INSTRUCTOR, name="Ira")


def seen_by(her: Desk, ira: Viewer) -> tuple[tuple[RosterLine, ...], tuple[Record, ...]]:
    with her.installation.reading() as work:
        return (
            roster.people(work, ira, her.cohort_id),
            record.handed_in(work, ira, her.cohort_id),
        )


def test_a_record_holds_these_things_and_refuses_ratings_texts_counts_and_times() -> None:
    held = {name: field.annotation for name, field in Record.model_fields.items()}
    completed = held.pop("completed")
    assert held == MAY_HOLD
    assert str(completed) == "typing.Literal[True]"
    whole = RECORD.model_dump()
    for more in (
        {"ratings": {"notice": 3}},
        {"text": "What I wrote"},
        {"attempts": 4},
        {"at": datetime(2026, 9, 7, 9)},
        {"completed_on": date(2026, 10, 1)},
    ):
        with pytest.raises(ValidationError):
            Record(**{**whole, **more})
    for wrong in (
        {"completed": False},
        {"first_day": datetime(2026, 9, 7, 9, 30)},
        {"practice_minutes": 20.5},
        {"practice_minutes": time(9)},
        {"outcomes": ("To be small.", 3)},
    ):
        with pytest.raises(ValidationError):
            Record(**{**whole, **wrong})


def test_whoever_joins_reads_what_they_will_be_asked_to_hand_in_by_name() -> None:
    consent = our_course().consent
    said = " ".join(consent.filled(reader="R", keep_until="K", asked_for=record.ASKED_FOR))
    assert f"you are asked to hand in a record by name: {record.ASKED_FOR}. Nothing else" in said


def test_before_the_course_is_complete_there_is_nothing_to_hand_in(
    installation: Installation,
) -> None:
    her = desk(installation)
    assert mine(her) == Mine(Standing(0, 0, 2), None, None, date(2027, 9, 7), True)
    with pytest.raises(BadInput) as refused:
        hand_in(her)
    assert refused.value.sentence == record.NOT_YET
    ira = teacher(her)
    assert seen_by(her, ira)[1] == ()


def test_what_is_handed_in_is_what_was_shown_before(installation: Installation) -> None:
    her = finished(installation)
    assert mine(her).would_be == RECORD
    hand_in(her)
    hand_in(her)
    assert mine(her).handed_in == RECORD
    lines, records = seen_by(her, teacher(her))
    assert [(line.name, line.handed_in) for line in lines] == [
        ("Ira", False),
        ("Invented Person", True),
    ]
    assert records == (RECORD,)


def test_the_words_of_a_record_are_these() -> None:
    assert RECORD.lines() == (
        ("Name", "Invented Person"),
        ("Course", "A tiny course"),
        ("Given by", "localhost"),
        ("Cohort’s first day", "7 September 2026"),
        ("Cohort’s last day", "1 November 2026"),
        ("Completed", "Yes: every lesson, with all its practice"),
        ("Practice, as designed", "20 minutes"),
        ("Workshops attended", "None"),
    )


def test_not_complete_and_not_handed_in_look_alike(installation: Installation) -> None:
    her = desk(installation)
    ira = teacher(her)
    not_complete = seen_by(her, ira)
    with installation.writing() as work:
        finish(work, her.viewer.account_id, her.cohort_id)
    assert seen_by(her, ira) == not_complete
    hand_in(her)
    withdraw(her)
    assert seen_by(her, ira) == not_complete


def test_taking_it_back_leaves_nothing(installation: Installation) -> None:
    her = finished(installation)
    hand_in(her)
    withdraw(her)
    assert mine(her).handed_in is None
    with installation.reading() as work:
        assert work.db.execute(text("SELECT * FROM handed_in")).all() == []
    with pytest.raises(NotFound):
        withdraw(her)


def test_it_can_be_taken_back_until_the_keep_until_date(
    installation: Installation, clock: HandClock
) -> None:
    her = finished(installation)
    with installation.writing() as work:
        at = work.now + timedelta(days=364)
    hand_in(her)
    her = _signed_in_again(her, clock, at)
    assert mine(her).may_withdraw
    clock.move(days=1)
    assert not mine(her).may_withdraw
    with pytest.raises(BadInput) as refused:
        withdraw(her)
    assert refused.value.sentence == record.KEPT
    assert mine(her).handed_in == RECORD
    clock.move(days=-1)
    withdraw(her)
    assert mine(her).handed_in is None


def _signed_in_again(her: Desk, clock: HandClock, at: datetime) -> Desk:
    clock.set(at)
    with her.installation.writing() as work:
        token = world.sign_in(work, her.viewer.account_id)
        return Desk(her.installation, world.viewer(work, token), her.cohort_id)


def test_what_was_handed_in_stays_as_it_was_whatever_the_name_becomes(
    sqlite_installation: Installation,
) -> None:
    her = finished(sqlite_installation)
    hand_in(her)
    with sqlite_installation.writing() as work:
        work.db.execute(text("UPDATE account SET name = 'Another Name'"))
    assert mine(her).handed_in == RECORD


def test_neither_the_name_nor_the_word_completed_stands_in_the_row(
    installation: Installation,
) -> None:
    her = finished(installation)
    hand_in(her)
    with installation.reading() as work:
        [row] = work.db.execute(text("SELECT * FROM handed_in")).all()
    assert row[:2] == (her.viewer.account_id, her.cohort_id)
    assert her.pid() not in repr(row)
    for word in ("Invented", "completed", "tiny"):
        assert word not in repr(row)


def test_a_record_moved_to_another_person_opens_as_nobodys(installation: Installation) -> None:
    her = finished(installation)
    hand_in(her)
    with installation.writing() as work:
        other = world.someone(work, her.cohort_id, name="Fellow")
        moved = {"other": other.account_id}
        work.db.execute(text("UPDATE handed_in SET account_id = :other"), moved)
    assert seen_by(her, teacher(her))[1] == ()


def test_whoever_left_is_on_no_list_and_whoever_is_erased_leaves_nothing(
    installation: Installation,
) -> None:
    her = finished(installation)
    ira = teacher(her)
    hand_in(her)
    with installation.writing() as work:
        roster.remove(work, ira, her.cohort_id, her.viewer.account_id)
    assert seen_by(her, ira)[1] == ()
    with installation.writing() as work:
        erasing.erase(work, her.viewer.account_id)
        assert work.db.execute(text("SELECT * FROM handed_in")).all() == []
