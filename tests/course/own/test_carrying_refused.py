"""What can't be brought: nothing, another person's writing, a row that was altered."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from course.errors import BadInput, NotFound
from course.installation import Installation
from course.own import carrying, leaving
from db.tables.answers import Attempt
from tests import world
from tests.course.own.test_carrying import bring, deferred


def test_bringing_twice_or_from_nowhere_says_there_is_nothing(installation: Installation) -> None:
    old, new = deferred(installation)
    bring(old, new)
    with pytest.raises(BadInput) as refused:
        bring(old, new)
    assert refused.value.sentence == "There is nothing of yours in that cohort to bring."
    with installation.writing() as work:
        elsewhere = world.cohort(work)
    for other in (elsewhere, new.cohort_id, "", "0" * 32):
        with installation.writing() as work, pytest.raises(NotFound):
            carrying.bring(work, new.viewer, new.cohort_id, other)


def test_nobody_brings_what_another_wrote(installation: Installation) -> None:
    old, _ = deferred(installation)
    with installation.writing() as work:
        here = world.cohort(work)
        thief = world.someone(work, here)
        world.someone(work, old.cohort_id, name="Fellow")
        with pytest.raises(NotFound):
            carrying.bring(work, thief, here, old.cohort_id)
    assert old.texts() == ["First words", "Second words"]


def test_somebody_who_left_brings_it_all_the_same(installation: Installation) -> None:
    old, new = deferred(installation)
    with installation.writing() as work:
        leaving.leave(work, new.viewer, old.cohort_id)
    bring(old, new)
    assert new.texts() == ["First words", "Second words"]


def test_an_altered_row_is_left_where_it_is(installation: Installation) -> None:
    old, new = deferred(installation)
    pid = old.pid()
    with installation.writing() as work:
        row = work.db.scalars(select(Attempt).where(Attempt.pid == pid)).first()
        assert row is not None
        row.sealed = row.sealed[:-4] + "AAAA"
    bring(old, new)
    with installation.reading() as work:
        left = work.db.scalars(select(Attempt).where(Attempt.pid == pid)).all()
        assert len(left) == 1
    assert sum(map(len, new.mine().values())) == 3
