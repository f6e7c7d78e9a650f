"""A wall's days, who is told of it, and what may be written on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from course.access import Role
from course.cohort import making
from course.errors import BadInput, TooLong
from course.installation import Installation
from course.signing import door, links
from course.wall import sharing, texts, walls
from course.wall.calendar import WallCalendar, calendar
from db.tables.identity import Invitation
from pages.routes.enter_words import door_page
from tests import world
from tests.clock import HandClock
from tests.course.test_making import PLAN
from tests.privacy.wall_worlds import CLOSES, FIRST, walled

COHORT = replace(PLAN, starts_on=date(2026, 9, 9), weeks=8, freeze_on=date(2026, 9, 15))


def test_ticks_come_weekly_on_the_weekday_the_cohort_began() -> None:
    days = calendar([COHORT])
    assert days == WallCalendar(
        "Europe/London", date(2026, 9, 16), date(2026, 11, 4), date(2027, 11, 8)
    )
    assert days.next_tick(date(2026, 9, 1)) == date(2026, 9, 16)
    assert days.next_tick(date(2026, 9, 16)) == date(2026, 9, 23)
    assert days.next_tick(date(2026, 9, 22)) == date(2026, 9, 23)
    assert list(days.ticks(date(2026, 9, 30))) == [
        date(2026, 9, 16),
        date(2026, 9, 23),
        date(2026, 9, 30),
    ]
    assert days.takes_texts(date(2026, 11, 3))
    assert not days.takes_texts(date(2026, 11, 4))


def test_a_freeze_on_the_last_day_but_one_still_leaves_a_tick() -> None:
    days = calendar([replace(COHORT, weeks=1, freeze_on=date(2026, 9, 14))])
    assert (days.first, days.closes_on) == (date(2026, 9, 16), date(2026, 9, 16))


def test_a_shared_wall_waits_for_the_last_freeze_and_ends_with_the_last_cohort() -> None:
    later = replace(COHORT, starts_on=date(2026, 9, 28), freeze_on=date(2026, 10, 6))
    days = calendar([COHORT, later])
    assert (days.first, days.closes_on) == (date(2026, 10, 7), date(2026, 11, 25))


def test_a_wall_is_opened_when_a_cohort_is_made_or_later_and_goes_with_a_copy(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        maker = world.someone(work, may_make_cohorts=True)
        plain = making.make(work, maker, PLAN)
        walled_id = making.make(work, maker, replace(PLAN, wall=True))
        copy_id = making.copy(work, maker, walled_id, "Again", date(2027, 9, 6))
        assert [walls.about(work, maker, one).is_open for one in (plain, walled_id, copy_id)] == [
            False,
            True,
            True,
        ]
        assert making.shown(work, maker, copy_id).wall
        walls.open_wall(work, maker, plain)
        about = walls.about(work, maker, plain)
        assert (about.is_open, about.cohorts, about.batch, about.may_be_shared) == (
            True,
            1,
            None,
            True,
        )
        code = walls.code(work, maker, plain)
        walls.open_wall(work, maker, plain)
        assert walls.code(work, maker, plain) == code
        assert {
            one.cohort_id: one.has_wall
            for one in world.viewer(work, world.sign_in(work, maker.account_id)).belongs
        } == {plain: True, walled_id: True, copy_id: True}


def test_no_wall_is_opened_when_no_batch_could_come_any_more(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    with sqlite_installation.writing() as work:
        cohort_id = world.cohort(work)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR)
    clock.set(datetime(2026, 11, 2, 12, tzinfo=UTC))
    with sqlite_installation.writing() as work:
        teacher = world.viewer(work, world.sign_in(work, teacher.account_id))
        with pytest.raises(BadInput, match=r"^There is no time left for a batch"):
            walls.open_wall(work, teacher, cohort_id)


@pytest.mark.parametrize("has_wall", [True, False])
def test_joining_says_whether_there_is_a_wall(
    sqlite_installation: Installation, *, has_wall: bool
) -> None:
    with sqlite_installation.writing() as work:
        cohort_id = world.cohort(work)
        if has_wall:
            walls.open_for(work, cohort_id)
        offer = work.db.get_one(Invitation, world.invitation(work, cohort_id))
        token = links.invitation_url(work, offer).rsplit("/", 1)[-1]
        found = door.look(work, None, token)
    assert found.has_wall is has_wall
    said = bytes(door_page(found, None, token).body).decode()
    assert ("This cohort has a wall" in said) is has_wall


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("", "r", "n"), "What happened is still empty."),
        (("w", " \n ", "n"), "How the repair went is still empty."),
        (("w", "r", "n" * 101), "The new name has 101 characters; 100 is the most."),
        (("w" * 1201, "r", "n"), "What happened has 1,201 characters; 1,200 is the most."),
        (
            ("w\u202ex", "r", "n"),
            "What happened can't be shared as it is. It holds characters that can't be seen. Type "
            "it again.",
        ),
    ],
)
def test_a_text_that_does_not_fit_is_refused_whole(
    given: tuple[str, str, str], sentence: str
) -> None:
    with pytest.raises((BadInput, TooLong)) as refused:
        texts.post(*given)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("letter", ["a", "é", "漢", "🦢", '"', "\\", "\n", "ع", "\u2028"])
def test_every_text_is_packed_to_one_length_and_comes_back_unchanged(letter: str) -> None:
    longest = letter * texts.TEXT_LONGEST if letter.strip() else f"x{letter * 1198}x"
    for words in (longest, f"x{letter}x"):
        post = texts.Post(words, words, words[: texts.NAME_LONGEST])
        packed = texts.pack({"on": "2026-09-21", **texts.plain(post)})
        assert len(packed.encode()) == texts.PACKED_BYTES
        back = texts.unpack(packed)
        assert back.pop("on") == "2026-09-21"
        assert texts.read(back) == post


def test_one_piece_and_three_answers_wait_at_most(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    with pytest.raises(BadInput, match=r"^A piece of yours is waiting already\."):
        here.share(0, text=" other")
    here.go_to(FIRST)
    here.put_up(FIRST)
    keys = [one.key for one in here.wall()]
    for key in keys[:3]:
        here.answer(0, key)
    with pytest.raises(BadInput, match=r"^3 answers of yours are waiting\."):
        here.answer(0, keys[3])
    with (
        sqlite_installation.writing() as work,
        pytest.raises(BadInput, match=r"^You have answered this piece already\."),
    ):
        sharing.answer(work, here.learners[0], here.cohort_id, keys[0], "Other.", "Words?")
    with sqlite_installation.reading() as work:
        assert walls.about(work, here.instructor, here.cohort_id).closes_on == CLOSES
