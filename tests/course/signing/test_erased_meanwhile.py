"""Nobody comes into an account while it is erased, and no way in outlives it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from course import erasing
from course.errors import NotFound
from course.installation import Installation
from course.signing import links, sign_ins
from db.tables.identity import Account, EntryLink, SignIn
from tests import world


@pytest.fixture
def account_id(installation: Installation) -> str:
    """Signed in somewhere, with a link for another device."""
    with installation.writing() as work:
        made = world.account(work)
        world.sign_in(work, made)
        links.make(work, "device", made)
    return made


def left(installation: Installation) -> list[int]:
    """How many accounts, sign-ins and links there are."""
    with installation.reading() as work:
        counts = (select(func.count()).select_from(one) for one in (Account, SignIn, EntryLink))
        return [work.db.scalar(one) or 0 for one in counts]


def test_erasing_an_account_takes_its_ways_in_along(
    installation: Installation, account_id: str
) -> None:
    with installation.writing() as work:
        world.someone(work, name="Somebody else")
    assert left(installation) == [2, 2, 1]
    with installation.writing() as work:
        erasing.erase(work, account_id)
    assert left(installation) == [1, 1, 0]


def test_an_erasure_waits_for_a_sign_in_and_takes_it_along(
    installation: Installation, account_id: str
) -> None:
    def erase() -> None:
        with installation.writing() as work:
            erasing.erase(work, account_id)

    thread = threading.Thread(target=erase)
    with installation.writing() as work:
        sign_ins.begin(work, account_id, "recovery")
        links.make(work, "mail", account_id)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join()
    assert left(installation) == [0, 0, 0]


def test_a_sign_in_that_waited_for_an_erasure_is_refused(
    installation: Installation, account_id: str
) -> None:
    refused: list[str] = []

    def come() -> None:
        try:
            with installation.writing() as work:
                sign_ins.begin(work, account_id, "recovery")
        except NotFound:
            refused.append("signing in")

    def ask() -> None:
        with installation.writing() as work:
            links.make(work, "mail", account_id)

    threads = [threading.Thread(target=one) for one in (come, ask)]
    with installation.writing() as work:
        erasing.erase(work, account_id)
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        assert refused == []
    for thread in threads:
        thread.join()
    assert refused == ["signing in"]
    assert left(installation) == [0, 0, 0]
