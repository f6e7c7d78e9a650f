"""Writing brought to a later cohort: all of it, sealed anew, counted nowhere, left nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from course.access import Role, Viewer
from course.cohort import enrolment
from course.cohort.contribute import contribute
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.own import carrying, everything, leaving
from course.study import progress, reflections
from course.study.progress import State
from db.tables.answers import Attempt, Contribution, Draft, Position, StepDone
from tests import world
from tests.clock import HandClock
from tests.course.study.desk import Desk, desk
from tests.privacy import worlds

RATINGS = {
    "ratings": dict.fromkeys(
        ("notice", "steady", "own", "apologise", "invite", "validate", "explore", "follow-through"),
        3,
    )
}


def _deferred(installation: Installation) -> tuple[Desk, Desk]:
    """A learner who wrote in one cohort and has just joined another."""
    old = desk(installation)
    old.submit("First words")
    old.submit("Second words")
    old.submit({"text": "A thought"}, exercise="thought")
    old.submit(RATINGS, exercise="opening")
    old.save("Half a note", 7, "first/count")
    with installation.writing() as work:
        progress.move(work, old.viewer, old.cohort_id, "first", "write")
        later = world.cohort(work, "Later cohort")
        world.join(work, old.viewer.account_id, later, Role.LEARNER)
    return old, Desk(installation, _again(installation, old.viewer), later)


def _again(installation: Installation, viewer: Viewer) -> Viewer:
    """The same person, as the database has them now."""
    with installation.writing() as work:
        return world.viewer(work, world.sign_in(work, viewer.account_id))


def _bring(old: Desk, new: Desk) -> None:
    with new.installation.writing() as work:
        carrying.bring(work, new.viewer, new.cohort_id, old.cohort_id)


def test_it_is_offered_with_what_there_is(installation: Installation) -> None:
    old, new = _deferred(installation)
    with installation.reading() as work:
        assert carrying.offers(work, new.viewer, new.cohort_id) == (
            carrying.Offer(old.cohort_id, "Invented cohort", attempts=4, drafts=1, steps=3),
        )
        assert carrying.offers(work, new.viewer, old.cohort_id) == ()


def test_everything_comes_along_and_opens_under_the_new_pid(installation: Installation) -> None:
    old, new = _deferred(installation)
    before = {
        (a.exercise_id, a.number): (a.at, a.answer, a.edition)
        for found in old.mine().values()
        for a in found
    }
    _bring(old, new)
    after = {
        (a.exercise_id, a.number): (a.at, a.answer, a.edition)
        for found in new.mine().values()
        for a in found
    }
    assert after == before
    draft = new.draft("first/count")
    assert draft is not None
    assert (draft.text, draft.revision) == ("Half a note", 8)
    with installation.reading() as work:
        home = progress.home(work, new.viewer, new.cohort_id)
        written = reflections.mine(work, new.viewer, new.cohort_id)
    assert (home.lessons[0].state, home.lessons[0].done_count) == (State.PART_WAY, 3)
    assert home.lessons[0].position == "write"
    assert len(written) == 2


def test_nothing_of_it_stays_behind_under_the_old_pid(installation: Installation) -> None:
    old, new = _deferred(installation)
    pid = old.pid()
    _bring(old, new)
    with installation.reading() as work:
        for table in (Attempt, Draft, StepDone, Position):
            assert work.db.scalars(select(table).where(table.pid == pid)).all() == []
        held = everything.of_mine(work, new.viewer)
        assert {p.cohort_id: p.role for p in held.places} == {
            old.cohort_id: "former",
            new.cohort_id: "learner",
        }
        with pytest.raises(NotFound):
            progress.home(work, new.viewer, old.cohort_id)


def test_no_key_or_cipher_of_the_old_rows_is_found_in_the_new_ones(
    installation: Installation,
) -> None:
    old, new = _deferred(installation)

    def marks() -> set[str]:
        with installation.reading() as work:
            rows = work.db.scalars(select(Attempt)).all()
            return {mark for row in rows for mark in (row.id, row.submission_key, row.sealed)}

    before = marks()
    _bring(old, new)
    after = marks()
    assert len(after) == len(before) == 12
    assert after & before == set()


def test_what_was_begun_in_the_new_cohort_stays_and_comes_after(
    installation: Installation,
) -> None:
    old, new = _deferred(installation)
    new.submit("Newer words")
    new.save("A newer note", 3, "first/count")
    _bring(old, new)
    assert new.texts() == ["First words", "Second words", "Newer words"]
    assert [a.number for a in new.mine()["case"]] == [1, 2, 3]
    draft = new.draft("first/count")
    assert draft is not None
    assert draft.text == "A newer note"
    with installation.reading() as work:
        kept = next(
            p for p in everything.of_mine(work, new.viewer).places if p.cohort_id == old.cohort_id
        )
    assert [row["sealed"]["text"] for row in kept.answers["draft"].rows if row["sealed"]] == [
        "Half a note"
    ]
    new.submit("Newest words")
    assert new.texts()[-1] == "Newest words"


def test_it_counts_in_no_channel_there_and_as_before_in_the_old_one(
    installation: Installation,
) -> None:
    old, new = _deferred(installation)
    pid = new.pid()
    new.submit(RATINGS, exercise="opening")

    def waiting() -> dict[str, int]:
        counted = select(Contribution.pid, func.count()).group_by(Contribution.pid)
        with installation.reading() as work:
            return {row[0]: row[1] for row in work.db.execute(counted)}

    assert waiting() == {old.pid(): 8, pid: 8}
    _bring(old, new)
    assert list(waiting().values()) == [8]
    new.submit(RATINGS, exercise="opening")
    new.submit({"choices": {"q1": "a"}}, exercise="quiz")
    with installation.writing() as work:
        contribute(work, new.cohort_id, pid, worlds.LESSON, 1)
    assert pid not in waiting()


def test_a_figure_rests_on_none_who_brought_their_writing(
    installation: Installation, clock: HandClock
) -> None:
    group = worlds.group(installation, clock, 13)
    earlier = desk(installation)
    earlier.submit("Words")
    with installation.writing() as work:
        accounts = enrolment.taken_pids(work, group.cohort_id)
        account = next(a for a, pid in accounts.items() if pid == group.pids[0])
        world.join(work, account, earlier.cohort_id, Role.LEARNER)
        viewer = world.viewer(work, world.sign_in(work, account))
    there = Desk(installation, viewer, earlier.cohort_id)
    there.submit("Theirs")
    _bring(there, Desk(installation, viewer, group.cohort_id))
    group.give(*range(6))
    group.go_to(worlds.LAST - timedelta(days=20))
    assert group.lesson() == "Not published"  # five count, six were needed
    group.give(6)
    group.go_to(worlds.LAST)
    assert group.lesson() == "at least 6"


def test_bringing_twice_or_from_nowhere_says_there_is_nothing(installation: Installation) -> None:
    old, new = _deferred(installation)
    _bring(old, new)
    with pytest.raises(BadInput) as refused:
        _bring(old, new)
    assert refused.value.sentence == "There is nothing of yours in that cohort to bring."
    with installation.writing() as work:
        elsewhere = world.cohort(work)
    for other in (elsewhere, new.cohort_id, "", "0" * 32):
        with installation.writing() as work, pytest.raises(NotFound):
            carrying.bring(work, new.viewer, new.cohort_id, other)


def test_nobody_brings_what_another_wrote(installation: Installation) -> None:
    old, _ = _deferred(installation)
    with installation.writing() as work:
        here = world.cohort(work)
        thief = world.someone(work, here)
        world.someone(work, old.cohort_id, name="Fellow")
        with pytest.raises(NotFound):
            carrying.bring(work, thief, here, old.cohort_id)
    assert old.texts() == ["First words", "Second words"]


def test_somebody_who_left_brings_it_all_the_same(installation: Installation) -> None:
    old, new = _deferred(installation)
    with installation.writing() as work:
        leaving.leave(work, new.viewer, old.cohort_id)
    _bring(old, new)
    assert new.texts() == ["First words", "Second words"]


def test_an_altered_row_is_left_where_it_is(installation: Installation) -> None:
    old, new = _deferred(installation)
    pid = old.pid()
    with installation.writing() as work:
        row = work.db.scalars(select(Attempt).where(Attempt.pid == pid)).first()
        assert row is not None
        row.sealed = row.sealed[:-4] + "AAAA"
    _bring(old, new)
    with installation.reading() as work:
        left = work.db.scalars(select(Attempt).where(Attempt.pid == pid)).all()
        assert len(left) == 1
    assert sum(map(len, new.mine().values())) == 3
