"""Writing brought to a later cohort: all of it, sealed anew, counted nowhere, left nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from course.access import Role, Viewer
from course.cohort import enrolment
from course.cohort.contribute import contribute
from course.errors import NotFound
from course.installation import Installation
from course.own import carrying, everything
from course.study import progress, reflections, reply_ratings
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


def deferred(installation: Installation) -> tuple[Desk, Desk]:
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


def bring(old: Desk, new: Desk) -> None:
    with new.installation.writing() as work:
        carrying.bring(work, new.viewer, new.cohort_id, old.cohort_id)


def test_it_is_offered_with_what_there_is(installation: Installation) -> None:
    old, new = deferred(installation)
    with installation.reading() as work:
        assert carrying.offers(work, new.viewer, new.cohort_id) == (
            carrying.Offer(old.cohort_id, "Invented cohort", attempts=4, drafts=1, steps=3),
        )
        assert carrying.offers(work, new.viewer, old.cohort_id) == ()


def test_everything_comes_along_and_opens_under_the_new_pid(installation: Installation) -> None:
    old, new = deferred(installation)
    before = {
        (a.exercise_id, a.number): (a.at, a.answer, a.edition)
        for found in old.mine().values()
        for a in found
    }
    bring(old, new)
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
    old, new = deferred(installation)
    pid = old.pid()
    bring(old, new)
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
    old, new = deferred(installation)

    def marks() -> set[str]:
        with installation.reading() as work:
            rows = work.db.scalars(select(Attempt)).all()
            return {mark for row in rows for mark in (row.id, row.submission_key, row.sealed)}

    before = marks()
    bring(old, new)
    after = marks()
    assert len(after) == len(before) == 12
    assert after & before == set()


def test_what_was_begun_in_the_new_cohort_stays_and_comes_after(
    installation: Installation,
) -> None:
    old, new = deferred(installation)
    new.submit("Newer words")
    new.save("A newer note", 3, "first/count")
    bring(old, new)
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


def test_ratings_of_replies_stay_with_the_replies_they_are_of(installation: Installation) -> None:
    old, new = deferred(installation)
    new.submit("Newer words")
    _rate(old, 2, 3)
    _rate(new, 1, 2)
    bring(old, new)
    with installation.reading() as work:
        mine = reply_ratings.mine(work, new.viewer, new.cohort_id)
    assert [(one.number, one.ratings) for one in mine] == [
        (2, {"notice": 3, "own": 3}),
        (3, {"notice": 2, "own": 2}),
    ]
    assert new.texts() == ["First words", "Second words", "Newer words"]


def _rate(at: Desk, number: int, rating: int) -> None:
    with at.installation.writing() as work:
        reply_ratings.rate(
            work,
            at.viewer,
            at.cohort_id,
            "first",
            "case",
            number,
            "first",
            {"notice": rating, "own": rating},
            {},
        )


def test_it_counts_in_no_channel_there_and_as_before_in_the_old_one(
    installation: Installation,
) -> None:
    old, new = deferred(installation)
    pid = new.pid()
    new.submit(RATINGS, exercise="opening")

    def waiting() -> dict[str, int]:
        counted = select(Contribution.pid, func.count()).group_by(Contribution.pid)
        with installation.reading() as work:
            return {row[0]: row[1] for row in work.db.execute(counted)}

    # Eight ratings each, and that they have begun.
    assert waiting() == {old.pid(): 9, pid: 9}
    bring(old, new)
    assert list(waiting().values()) == [9]
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
    bring(there, Desk(installation, viewer, group.cohort_id))
    group.give(*range(6))
    group.go_to(worlds.LAST - timedelta(days=20))
    assert group.lesson() == "Not published"  # five count, six were needed
    group.give(6)
    group.go_to(worlds.LAST)
    assert group.lesson() == "at least 6"
