"""Labels are copied a few cohorts at a time; wherever that ends, it goes on from there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from course.cohort import copying, ticking
from course.installation import Installation
from db.queries import release_store
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, LESSON, MIDDLE, group, store


def test_a_crash_between_two_handfuls_of_labels_is_made_good(
    installation: Installation, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_AT_ONCE", 2)
    cohorts = [group(installation, clock, 13) for _ in range(5)]
    for here in cohorts:
        here.give(*range(6))
    cohorts[0].go_to(FREEZE)
    handfuls: list[int] = []
    publish = release_store.publish

    def dies_after_the_first(store: Engine, cells: Sequence[release_store.Cell]) -> None:
        if handfuls:
            raise KeyboardInterrupt
        handfuls.append(len(cells))
        publish(store, cells)

    with monkeypatch.context() as patched:
        patched.setattr(release_store, "publish", dies_after_the_first)
        with pytest.raises(KeyboardInterrupt):
            cohorts[0].go_to(MIDDLE)
    assert (handfuls, len(store(installation))) == ([2], 2)
    assert ticking.run_due(installation) == 0
    assert store(installation) == 5 * [(LESSON, 1, MIDDLE, "at least 6", "6+")]
    assert [here.lesson() for here in cohorts] == 5 * ["at least 6"]
