"""What may never be shared is never stored, and nobody reaches another's texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from course.cohort import roster
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.own import everything, leaving
from course.wall import guard, own_texts, sharing, walls
from db.base import Base
from db.tables.answers import Uncounted
from db.tables.wall import WallWaiting
from tests import world
from tests.clock import HandClock
from tests.privacy.wall_worlds import CLOSES, FIRST, FREEZE, SECOND, Walled, walled

CANARY = "the heron stood in the reeds"


@contextmanager
def unchanged(here: Walled) -> Iterator[None]:
    """Nothing is written while this lasts."""

    def every() -> list[object]:
        with here.installation.reading() as work:
            tables = Base.metadata.sorted_tables
            return [sorted(map(repr, work.db.execute(select(t)))) for t in tables]

    before = every()
    yield
    assert every() == before


@pytest.mark.parametrize(
    ("what", "harmed"),
    [("I forgot her name.", True), ("He said he wanted to kill himself.", False)],
)
def test_what_is_red_is_sent_to_supervision_and_never_stored(
    installation: Installation, clock: HandClock, what: str, *, harmed: bool
) -> None:
    here = walled(installation, clock, 9)
    given = (here.learners[0], here.cohort_id, f"{what} {CANARY}", "I asked.", "A name")
    with unchanged(here):
        with installation.writing() as work:
            assert sharing.look(work, *given, harmed=harmed).looked.is_red
        for vouched in (False, True):
            with installation.writing() as work, pytest.raises(BadInput) as refused:
                sharing.share(work, *given, harmed=harmed, vouched=vouched)
            assert refused.value.sentence == guard.RED
    assert canaries(installation) == 0


def test_a_red_answer_and_one_that_is_not_said_are_not_stored_either(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.put_up(FIRST)
    key = here.wall()[0].key
    me = here.learners[0]
    with unchanged(here), sqlite_installation.writing() as work:
        with pytest.raises(BadInput, match=r"^This one is for supervision"):
            sharing.answer(work, me, here.cohort_id, key, "Mine took an overdose.", "Why?")
        with pytest.raises(BadInput, match=r"^Say first whether anyone was harmed"):
            sharing.share(work, me, here.cohort_id, "I was late.", "I said so.", "Late", None)


@pytest.mark.parametrize(
    ("what", "vouched", "sentence"),
    [
        (
            "My client Sarah waited.",
            False,
            "This may identify someone: it seems to hold a name. Change it, or say below that it "
            "leads to nobody real.",
        ),
        (
            "I rang her on 07700 900123.",
            True,
            "This may identify someone: it seems to hold a phone number. Take that out before you "
            "share it.",
        ),
    ],
)
def test_what_may_identify_somebody_is_not_shared(
    sqlite_installation: Installation, clock: HandClock, what: str, sentence: str, *, vouched: bool
) -> None:
    here = walled(sqlite_installation, clock, 9)
    given = (here.learners[0], here.cohort_id, what, "I asked.", "A name", False)
    with unchanged(here), sqlite_installation.writing() as work:
        with pytest.raises(BadInput) as refused:
            sharing.share(work, *given, vouched=vouched)
        assert refused.value.sentence == sentence
        looked = sharing.look(work, *given).looked
        assert (looked.warning, looked.must_change) == (sentence, vouched)


def test_an_invented_name_is_shared_once_its_author_says_so(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    given = (here.learners[0], here.cohort_id, "My client Sarah waited.", "I asked.", "A name")
    with sqlite_installation.writing() as work:
        sharing.share(work, *given, harmed=False, vouched=True)
        sharing.share(work, *given, harmed=False, vouched=True)
    assert here.count(WallWaiting) == 1


def canaries(installation: Installation) -> int:
    """How often the canary's bytes stand in a SQLite installation's files."""
    files = [p for p in Path(installation.settings.data).rglob("*") if p.is_file()]
    return sum(file.read_bytes().count(CANARY.encode()) for file in files)


def test_nobody_reaches_another_learners_text(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    [out] = here.mine(0).out
    with unchanged(here), sqlite_installation.writing() as work:
        for run in (own_texts.withdraw, own_texts.put_away, own_texts.take_back):
            with pytest.raises(NotFound):
                run(work, here.learners[1], here.cohort_id, out.id)
        assert out.id not in repr(own_texts.mine(work, here.learners[1], here.cohort_id))


def test_a_cohort_without_a_wall_has_none_to_read_or_write(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    with sqlite_installation.writing() as work:
        cohort_id = world.cohort(work)
        learner = world.someone(work, cohort_id)
        with pytest.raises(NotFound):
            sharing.share(work, learner, cohort_id, "a", "b", "c", harmed=False)
        assert walls.about(work, learner, cohort_id) == walls.About(is_open=False)


def test_after_a_tick_and_at_the_end_nothing_of_a_text_is_left_in_clear(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    with sqlite_installation.writing() as work:
        for who in range(3):
            sharing.share(
                work, here.learners[who], here.cohort_id, CANARY, CANARY, "n", harmed=False
            )
    here.go_to(FIRST)
    here.go_to(CLOSES)
    assert canaries(sqlite_installation) == 0


@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_whoever_leaves_has_nothing_waiting_any_more(
    installation: Installation, clock: HandClock, how: str
) -> None:
    here = walled(installation, clock, 9)
    here.share(*range(7))
    with installation.writing() as work:
        if how == "leaves":
            leaving.leave(work, here.learners[0], here.cohort_id)
        else:
            roster.remove(work, here.instructor, here.cohort_id, here.learners[0].account_id)
    assert here.count(WallWaiting) == 6
    here.go_to(FIRST)
    assert sorted(here.queue()[0][1]) == [f"The clock {n}" for n in range(1, 7)]


def test_a_persons_copy_holds_what_waits_and_which_pieces_are_theirs(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    here.share(0, text=" later")
    with sqlite_installation.reading() as work:
        [place] = everything.of_mine(work, here.learners[0]).places
        [piece] = own_texts.mine(work, here.learners[0], here.cohort_id).out
    [waiting] = place.answers["wall_waiting"].rows
    assert waiting["sealed"]["name"] == "The clock 0 later"
    [own] = place.answers["wall_own"].rows
    assert (own["id"], own["sealed"]["kind"]) == (piece.id, "post")
    assert own["sealed"]["piece"] in here.everything_out()


def test_whoever_counts_nowhere_is_not_counted_here_either(
    installation: Installation, clock: HandClock
) -> None:
    here = walled(installation, clock, 9)
    here.go_to(FREEZE)
    with installation.writing() as work:
        work.db.add(Uncounted(pid=here.pids[0]))
    here.share(*range(6))
    here.go_to(FIRST)
    assert here.count(WallWaiting) == 6
    here.share(6)
    here.go_to(SECOND)
    assert len(here.queue()[0][1]) == 7
