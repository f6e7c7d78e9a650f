"""Those who come back and write at once can't be joined to what they write by how rows lie."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from course.access import Role
from course.cohort import enrolment, ticking
from course.installation import Installation
from course.signing import links, sign_ins
from db.queries import settle
from db.tables.answers import Draft, Position
from tests import world
from tests.privacy.test_joining import MOST_BY_CHANCE, PEOPLE, ROUNDS, Joined, attack


def people(installation: Installation) -> dict[str, str]:
    """Learners who joined together, in no order: pids by account."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        accounts = [world.account(work, f"Invented {number}") for number in range(PEOPLE)]
        for one in accounts:
            world.join(work, one, cohort_id, Role.LEARNER)
        found = [(one, enrolment.pid_of(work, one, cohort_id)) for one in accounts]
    random.Random(7).shuffle(found)
    return dict(found)


def come_back_and_write(installation: Installation) -> Joined:
    """One after another they sign in, and write, and ask for a link that nobody opens."""
    truth = people(installation)
    for account_id, pid in truth.items():
        with installation.writing() as work:
            sign_ins.begin(work, account_id, "recovery")
        with installation.writing() as work:
            box = enrolment.learner_box(work, pid)
            work.db.add(Draft(pid=pid, box="first/case", revision=1, sealed=box.seal("x", "d")))
            work.db.add(Position(pid=pid, lesson_id="first", step_id="write"))
        with installation.writing() as work:
            links.make(work, "device", account_id)
    return Joined(installation, truth)


def test_nobody_who_comes_back_is_found_by_how_rows_lie(installation: Installation) -> None:
    total: Counter[str] = Counter()
    for _ in range(ROUNDS):
        joined = come_back_and_write(installation)
        total.update(attack(joined))
        ticking.settle(installation)
        total.update({f"settled {way}": right for way, right in attack(joined).items()})
    tried = {way.split(".")[0].removeprefix("settled ") for way in total}
    assert tried >= {"account", "membership", "sign_in", "entry_link"}
    way, right = total.most_common(1)[0]
    assert right <= MOST_BY_CHANCE, f"{way}: {right} of {ROUNDS * PEOPLE}"


def test_without_levelling_they_would_be_found(
    postgres_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control."""
    monkeypatch.setattr(settle, "level", lambda engine, touched: True)
    found = attack(come_back_and_write(postgres_installation))
    of_ways_in = {way: right for way, right in found.items() if way.startswith("sign_in.xmin")}
    assert max(of_ways_in.values()) >= PEOPLE * 0.95
