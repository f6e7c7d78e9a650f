"""What happens to people between the moment a tick counts them and the moment it writes."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from course import erasing
from course.installation import Installation
from db.queries import ticks as ticks_of
from db.tables.answers import Contribution, Released
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, MIDDLE, count, group, ticks


def test_an_erasure_while_a_tick_is_decided_waits_for_it(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)
    erased: list[str] = []

    def erase() -> None:
        with installation.writing() as work:
            erasing.erase(work, here.learner.account_id)
        erased.append("done")

    thread = threading.Thread(target=erase)
    put_behind = ticks_of.put_behind

    def between(*given: Any) -> None:
        thread.start()
        thread.join(0.5)
        assert erased == []  # six were counted, and six are written down
        put_behind(*given)

    monkeypatch.setattr(ticks_of, "put_behind", between)
    here.go_to(MIDDLE)
    thread.join()
    assert (here.lesson(), erased) == ("at least 6", ["done"])
    with installation.reading() as work:
        behind = set(work.db.scalars(select(Released.pid)))
    assert len(behind) == 6
    assert here.pids[0] not in behind


def test_a_figure_that_fewer_are_new_to_than_a_moment_ago_does_not_come(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)
    new = ticks_of.new

    def and_one_is_gone(db: Session, *asked: Any) -> ticks_of.Tallies:
        found = new(db, *asked)
        db.execute(delete(Contribution).where(Contribution.pid == here.pids[0]))
        return found

    with monkeypatch.context() as patched:
        patched.setattr(ticks_of, "new", and_one_is_gone)
        with pytest.raises(RuntimeError, match="fewer are new"):
            here.go_to(MIDDLE)
    assert (ticks(here), count(here, Released)) == ([], 0)
    here.go_to(MIDDLE)
    assert here.lesson() == "at least 6"
