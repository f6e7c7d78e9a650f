"""What happens to people between the moment a tick counts them and the moment it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from course import erasing
from course.cohort.channels import progress_channel
from course.installation import Installation
from db.queries import release
from db.queries import ticks as ticks_of
from db.tables.answers import Contribution, Released
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, LESSON, MIDDLE, NOTICE, count, group, ticks


@contextmanager
def kept_waiting(
    patched: pytest.MonkeyPatch, module: ModuleType, name: str, act: Callable[[], None]
) -> Iterator[None]:
    """Begin ``act`` right before a step that is called within; it is done only once all is over."""
    done: list[bool] = []
    step = getattr(module, name)

    def run() -> None:
        act()
        done.append(True)

    thread = threading.Thread(target=run)

    def first(*given: Any) -> Any:
        thread.start()
        thread.join(0.5)
        assert done == []
        return step(*given)

    with patched.context() as within:
        within.setattr(module, name, first)
        yield
    thread.join()
    assert done == [True]


def test_an_erasure_while_a_tick_is_decided_waits_for_it(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.go_to(FREEZE)

    def erase() -> None:
        with installation.writing() as work:
            erasing.erase(work, here.learner.account_id)

    with kept_waiting(monkeypatch, ticks_of, "put_behind", erase):
        here.go_to(MIDDLE)  # six were counted, and six are written down
    assert here.lesson() == "at least 6"
    with installation.reading() as work:
        behind = set(work.db.scalars(select(Released.pid)))
    assert len(behind) == 6
    assert here.pids[0] not in behind


def test_who_contributes_while_a_tick_is_decided_waits_for_it(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6))
    here.give(*range(6), channel=NOTICE, value=2)
    here.go_to(FREEZE)

    def give() -> None:
        here.give(6)
        here.give(*range(6), channel=NOTICE, value=5)

    with kept_waiting(monkeypatch, ticks_of, "put_behind", give):
        here.go_to(MIDDLE)  # six were counted, with what they gave by then
    assert (here.lesson(), here.notice().said) == ("at least 6", "2.0")
    with installation.reading() as work:
        noted = sorted(map(tuple, work.db.execute(select(Released.channel, Released.value))))
    assert noted == [(NOTICE, 2)] * 6 + [(LESSON, 1)] * 6


def test_what_is_given_while_a_roster_is_fixed_is_kept_only_if_it_can_count(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = group(installation, clock, 13)

    def give() -> None:
        here.give(0, channel=progress_channel(), value=1)  # nothing of it for so few
        here.give(0)

    with kept_waiting(monkeypatch, release, "freeze", give):
        here.go_to(FREEZE)
    assert count(here, Contribution) == 1


def test_a_figure_that_others_are_new_to_than_a_moment_ago_does_not_come(
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
        with pytest.raises(RuntimeError, match="others are new"):
            here.go_to(MIDDLE)
    assert (ticks(here), count(here, Released)) == ([], 0)
    here.go_to(MIDDLE)
    assert here.lesson() == "at least 6"
