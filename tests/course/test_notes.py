"""A note to the cohort: written, posted, read by each in their own state, the same for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from course.access import Role, Viewer
from course.cohort import notes, said
from course.cohort.notes import Note, Part
from course.errors import BadInput, NotFound, StaleDraft, TooLong
from course.installation import Installation
from course.study import attempts, noted, progress
from course.work import Work
from db.base import Base
from tests import world
from tests.clock import HandClock

SOME = (
    Part("unbegun/first", "Lesson one is a good place to begin."),
    Part("unbegun/second", "Lesson two waits for nobody."),
    Part("away/14", "It was quiet for a while. That is fine."),
)
Doing = Callable[[Work, Viewer, str], None]


def cast(installation: Installation) -> tuple[str, Viewer]:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        return cohort_id, world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira")


def posted(installation: Installation, cohort_id: str, ira: Viewer, title: str = "Week one") -> str:
    with installation.writing() as work:
        note = notes.save(work, ira, cohort_id, title, "Hello **all**.", SOME, 0)
        notes.post(work, ira, cohort_id, note.revision)
    return note.id


def write(work: Work, viewer: Viewer, cohort_id: str) -> None:
    attempts.submit(work, viewer, cohort_id, "first", "thought", {"text": "Canary"}, "k" * 16)


def open_second(work: Work, viewer: Viewer, cohort_id: str) -> None:
    progress.move(work, viewer, cohort_id, "second", "write")


def nothing(work: Work, viewer: Viewer, cohort_id: str) -> None:
    """Not begun."""


@pytest.mark.parametrize(
    ("doing", "days", "parts"),
    [
        (nothing, 0, [0, 1]),
        (nothing, 20, [0, 1]),
        (write, 0, [1]),
        (write, 13, [1]),
        (write, 14, [1, 2]),
        (open_second, 20, [0]),
    ],
)
def test_a_part_is_drawn_for_those_of_whom_it_holds(
    installation: Installation, clock: HandClock, doing: Doing, days: int, parts: list[int]
) -> None:
    cohort_id, ira = cast(installation)
    with installation.writing() as work:
        me = world.someone(work, cohort_id)
        doing(work, me, cohort_id)
    posted(installation, cohort_id, ira)
    clock.move(days=days)
    with installation.reading() as work:
        (mine,) = noted.mine(work, me, cohort_id)
    assert (mine.title, mine.author, f"{mine.posted_on}") == ("Week one", "Ira", "2026-09-07")
    assert mine.texts == ("Hello **all**.", *(SOME[n].text for n in parts))


def test_a_lesson_that_is_closed_is_not_called_unbegun(
    installation: Installation, clock: HandClock
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, starts_on=clock.now().date().replace(day=20))
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        me = world.someone(work, cohort_id)
    posted(installation, cohort_id, ira)
    with installation.reading() as work:
        assert noted.mine(work, me, cohort_id)[0].texts == ("Hello **all**.",)


def test_reading_stores_nothing_and_the_instructors_side_is_the_same_whoever_matched(
    installation: Installation, clock: HandClock
) -> None:
    cohort_id, ira = cast(installation)
    with installation.writing() as work:
        readers = [world.someone(work, cohort_id) for _ in range(4)]
        write(work, readers[0], cohort_id)
        open_second(work, readers[1], cohort_id)
    posted(installation, cohort_id, ira)
    clock.move(days=15)
    with installation.reading() as work:
        before = everything(work), notes.desk(work, ira, cohort_id)
    with installation.writing() as work:
        seen = {noted.mine(work, one, cohort_id)[0].texts for one in readers}
    assert len(seen) == 3  # they did not all see the same
    with installation.reading() as work:
        assert (everything(work), notes.desk(work, ira, cohort_id)) == before


def everything(work: Work) -> dict[str, list[str]]:
    return {
        table.name: sorted(repr(tuple(row)) for row in work.db.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }


def test_the_newest_note_comes_first_and_one_taken_away_is_gone(
    installation: Installation, clock: HandClock
) -> None:
    cohort_id, ira = cast(installation)
    with installation.writing() as work:
        me = world.someone(work, cohort_id)
    ids = [posted(installation, cohort_id, ira, title) for title in ("One", "Two", "Three")]
    with installation.writing() as work:
        assert [n.title for n in noted.mine(work, me, cohort_id)] == ["Three", "Two", "One"]
        notes.remove(work, ira, cohort_id, ids[1])
        assert [n.title for n in noted.mine(work, me, cohort_id)] == ["Three", "One"]
        with pytest.raises(NotFound):
            notes.remove(work, ira, cohort_id, ids[1])


def test_another_cohorts_notes_are_out_of_reach_by_any_id(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        here, there = scene.cohort_id, scene.other_cohort_id
        mine = notes.save(work, scene.instructor, here, "Mine", "Text", (), 0)
        denied = (scene.other_instructor, scene.learner, scene.stranger, scene.owner, None)
        for viewer in denied:
            for cohort_id in (here, there, "", "0" * 32):
                if (viewer, cohort_id) != (scene.other_instructor, there):
                    with pytest.raises(NotFound):
                        notes.desk(work, viewer, cohort_id)
                    with pytest.raises(NotFound):
                        notes.save(work, viewer, cohort_id, "Theirs", "Text", (), 1)
                    with pytest.raises(NotFound):
                        notes.post(work, viewer, cohort_id, 1)
                with pytest.raises(NotFound):
                    notes.remove(work, viewer, cohort_id, mine.id)
        assert notes.desk(work, scene.instructor, here).draft == mine


def test_what_is_being_written_is_kept_and_seen_by_no_learner(installation: Installation) -> None:
    cohort_id, ira = cast(installation)
    with installation.writing() as work:
        me = world.someone(work, cohort_id)
        note = notes.save(work, ira, cohort_id, "  A   title ", "Text\r\nhere \n", (), 0)
        assert (note.title, note.everyone, note.revision) == ("A title", "Text\nhere", 1)
        assert noted.mine(work, me, cohort_id) == ()
        assert notes.desk(work, ira, cohort_id).draft == note
        assert notes.desk(work, ira, cohort_id).rules == (
            "unbegun/first",
            "unbegun/second",
            "away/14",
            "away/28",
        )


def test_two_instructors_do_not_write_over_one_another(installation: Installation) -> None:
    cohort_id, ira = cast(installation)
    with installation.writing() as work:
        other = world.someone(work, cohort_id, Role.INSTRUCTOR)
        notes.save(work, ira, cohort_id, "Mine", "One", (), 0)
        with pytest.raises(StaleDraft) as refused:
            notes.save(work, other, cohort_id, "Theirs", "Two", (), 0)
        assert refused.value.sentence == said.STALE
        notes.save(work, other, cohort_id, "Theirs", "Two", (), 1)
        with pytest.raises(StaleDraft):
            notes.post(work, ira, cohort_id, 1)
        notes.post(work, other, cohort_id, 2)
        with pytest.raises(StaleDraft):
            notes.post(work, other, cohort_id, 2)
        desk = notes.desk(work, ira, cohort_id)
        assert (desk.draft, [note.title for note in desk.posted]) == (Note(), ["Theirs"])


def test_a_note_that_cannot_be_used_is_refused_whole(installation: Installation) -> None:
    cohort_id, ira = cast(installation)

    def save(title: str = "T", everyone: str = "E", some: tuple[Part, ...] = ()) -> Note:
        with installation.writing() as work:
            return notes.save(work, ira, cohort_id, title, everyone, some, 0)

    with pytest.raises(TooLong):
        save(title="x" * 121)
    with pytest.raises(TooLong):
        save(everyone="x" * 4_001)
    with pytest.raises(BadInput):
        save(some=(Part("unbegun/nothing", "x"),))
    with pytest.raises(BadInput):
        save(some=(Part("away/1", "x"),))
    with pytest.raises(BadInput):
        save(some=(Part("away/14", "x"),) * 4)
    with pytest.raises(BadInput):
        save(everyone="\ud800")
    with installation.writing() as work:
        assert notes.desk(work, ira, cohort_id).draft == Note()
        notes.save(work, ira, cohort_id, "Only a title", " ", (Part("away/14", " "),), 0)
        with pytest.raises(BadInput) as refused:
            notes.post(work, ira, cohort_id, 1)
    assert refused.value.sentence == "A note needs a title and a text for everyone."


def test_characters_nobody_sees_are_taken_out(installation: Installation) -> None:
    cohort_id, ira = cast(installation)
    hidden = "a\x00b\u202ec\u2066d\u2028e\tf👩‍🚀 שלום"
    with installation.writing() as work:
        note = notes.save(work, ira, cohort_id, hidden, hidden, (), 0)
    assert (note.title, note.everyone) == ("abcd e f👩‍🚀 שלום", "abcd\ne\tf👩‍🚀 שלום")
