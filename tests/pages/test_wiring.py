"""One transaction sees who looks and draws their page; nothing is written or left open in it."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from course.errors import NotFound
from course.installation import Installation
from course.work import Work
from db.tables.identity import Account
from pages.ui import wiring
from tests import world


@pytest.fixture(autouse=True)
def _ours(installation: Installation) -> None:
    wiring.use(installation)


def names(work: Work) -> list[str]:
    return sorted(work.db.scalars(select(Account.name)))


def open_connections(installation: Installation) -> int:
    found = installation.engine.pool.checkedout()  # type: ignore[attr-defined]
    return int(found)


def test_the_next_reading_goes_on_with_the_transaction_that_was_begun() -> None:
    with wiring.begun() as first:
        with wiring.reading() as second:
            assert second is first
        with wiring.reading() as third:
            assert third is not first


def test_what_was_begun_is_over_once_something_is_written(installation: Installation) -> None:
    with wiring.begun():
        assert open_connections(installation) == 1
        with wiring.writing() as work:
            assert open_connections(installation) == 1
            world.account(work, "Kim")
        with wiring.reading() as after:
            assert names(after) == ["Kim"]


def test_a_reading_within_a_reading_is_another_one(installation: Installation) -> None:
    with wiring.begun(), wiring.reading() as outer, wiring.reading() as inner:
        assert inner is not outer
        assert open_connections(installation) == 2


@pytest.mark.parametrize("reads", [False, True])
def test_nothing_stays_open_where_a_page_breaks_off(
    installation: Installation, reads: bool
) -> None:
    def break_off() -> None:
        with wiring.begun(), wiring.reading() if reads else nullcontext():
            raise NotFound

    with pytest.raises(NotFound):
        break_off()
    assert open_connections(installation) == 0
    with wiring.reading() as work:
        assert names(work) == []


def test_a_reading_that_was_handed_over_is_closed_at_its_own_end(
    installation: Installation,
) -> None:
    with wiring.begun():
        with wiring.reading() as work:
            pass
        assert open_connections(installation) == 0
        with pytest.raises(InvalidRequestError):
            names(work)
