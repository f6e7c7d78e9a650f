"""What a learner tells their trainers under their own name: what was shown, to whom it was said."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from course.access import Role, Viewer
from course.errors import BadInput, NotFound, TooLong
from course.installation import Installation
from course.study import telling
from course.study.telling import Heard
from db.tables.letters import Message
from tests import world
from tests.clock import START

HOSTILE = "\u200fשלום\n**x** <b>y</b> [z](http://evil.example) 🙂 '\""


def cast(installation: Installation) -> tuple[str, Viewer, Viewer, Viewer]:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        return (
            cohort_id,
            world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira"),
            world.someone(work, cohort_id, name="Ana", email="ana@example.org"),
            world.someone(work, cohort_id, name="Ben"),
        )


def test_exactly_what_was_shown_is_what_instructors_read(installation: Installation) -> None:
    cohort_id, ira, ana, _ben = cast(installation)
    with installation.writing() as work:
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ada")
        shown = telling.preview(work, ana, cohort_id, f"  {HOSTILE}\n")
        assert (shown.name, shown.email, shown.to) == ("Ana", "ana@example.org", ("Ada", "Ira"))
        assert telling.heard(work, ira, cohort_id) == ()  # looking sends nothing
        telling.tell(work, ana, cohort_id, f"  {HOSTILE}\n")
        (heard,) = telling.heard(work, ira, cohort_id)
    assert heard == Heard(heard.id, shown.name, shown.email, shown.on, shown.text)
    assert (shown.on, shown.text) == (START.date(), HOSTILE)


def test_it_lies_sealed_and_carries_no_time_of_its_own(installation: Installation) -> None:
    cohort_id, _ira, ana, _ben = cast(installation)
    with installation.writing() as work:
        telling.tell(work, ana, cohort_id, "Canary words")
        row = work.db.execute(select(Message.__table__)).one()
    assert "Canary" not in repr(row)
    assert START.date().isoformat() not in repr(row)


def test_a_double_press_tells_once_and_five_are_enough(installation: Installation) -> None:
    cohort_id, ira, ana, ben = cast(installation)
    with installation.writing() as work:
        for number in (0, 0, 1, 2, 3, 4, 4):
            telling.tell(work, ana, cohort_id, f"Message {number}")
        assert len(telling.heard(work, ira, cohort_id)) == 5
        with pytest.raises(BadInput):
            telling.tell(work, ana, cohort_id, "One more")
        telling.tell(work, ben, cohort_id, "Message 0")
        assert len(telling.heard(work, ira, cohort_id)) == 6


def test_the_writer_takes_it_back_and_an_instructor_puts_it_away(
    installation: Installation,
) -> None:
    cohort_id, ira, ana, ben = cast(installation)
    with installation.writing() as work:
        telling.tell(work, ana, cohort_id, "First")
        telling.tell(work, ana, cohort_id, "Second")
        first, second = sorted(
            telling.preview(work, ana, cohort_id, "").sent, key=lambda one: one.text
        )
        with pytest.raises(NotFound):
            telling.take_back(work, ben, cohort_id, first.id)
        telling.take_back(work, ana, cohort_id, first.id)
        assert [one.text for one in telling.heard(work, ira, cohort_id)] == ["Second"]
        telling.put_away(work, ira, cohort_id, second.id)
        assert telling.preview(work, ana, cohort_id, "").sent == ()
        with pytest.raises(NotFound):
            telling.take_back(work, ana, cohort_id, second.id)


def test_another_cohorts_instructor_neither_reads_nor_removes_it(
    installation: Installation,
) -> None:
    cohort_id, _ira, ana, _ben = cast(installation)
    with installation.writing() as work:
        there = world.cohort(work)
        stranger = world.someone(work, there, Role.INSTRUCTOR)
        telling.tell(work, ana, cohort_id, "Here alone")
        (mine,) = telling.preview(work, ana, cohort_id, "").sent
        assert telling.heard(work, stranger, there) == ()
        for where in (there, cohort_id):
            with pytest.raises(NotFound):
                telling.put_away(work, stranger, where, mine.id)


def test_what_is_empty_or_too_long_is_not_told(installation: Installation) -> None:
    cohort_id, ira, ana, _ben = cast(installation)
    with installation.writing() as work:
        with pytest.raises(BadInput):
            telling.tell(work, ana, cohort_id, " \n ")
        with pytest.raises(TooLong):
            telling.tell(work, ana, cohort_id, "x" * 2_001)
        assert telling.heard(work, ira, cohort_id) == ()
