"""Free practice offers the client lines of open lessons, and says which choice to loosen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from course.installation import Installation
from course.study import practice
from course.study.practice import Line, Wish
from tests import world
from tests.course.study.desk import Desk, desk


def lines(her: Desk) -> tuple[Line, ...]:
    with her.installation.reading() as work:
        return practice.lines(work, her.viewer, her.cohort_id)


def addresses(offered: tuple[Line, ...]) -> list[str]:
    return [line.case.address for line in offered]


def test_every_case_of_the_open_lessons_is_offered_and_none_kept_for_return(
    installation: Installation,
) -> None:
    her = desk(installation)
    assert addresses(lines(her)) == [
        "first/case",
        "first/strong",
        "first/coach",
        "second/case",
        "second/strong",
        "second/coach",
    ]


def test_a_lesson_that_is_closed_offers_nothing(installation: Installation) -> None:
    with installation.writing() as work:
        later = world.cohort(work, starts_on=work.now.date() + timedelta(days=1))
        hers = Desk(installation, world.someone(work, later), later)
    assert lines(hers) == ()
    assert practice.begin_with(lines(hers)) is None


def test_the_line_answered_least_often_comes_first(installation: Installation) -> None:
    her = desk(installation)
    her.submit("One")
    her.submit("Two")
    her.submit("Three", exercise="strong")
    assert [line.tried for line in lines(her)] == [2, 1, 0, 0, 0, 0]
    first = practice.begin_with(lines(her))
    assert first is not None
    assert first.case.address == "first/coach"
    two = lines(her)[:2]
    again = practice.begin_with(two)
    assert again is not None
    assert again.case.address == "first/strong"


def test_another_line_is_the_one_after_it_and_after_the_last_the_first(
    installation: Installation,
) -> None:
    offered = lines(desk(installation))

    def following(among: tuple[Line, ...], address: str) -> str | None:
        found = practice.after(among, address)
        return None if found is None else found.case.address

    assert following(offered, "first/case") == "first/strong"
    assert following(offered, "second/coach") == "first/case"
    assert following(offered[:1], "first/case") is None
    assert following(offered[:1], "second/case") == "first/case"
    assert following((), "first/case") is None


@pytest.mark.parametrize(
    ("wish", "found", "loosened"),
    [
        (Wish(), 6, {"skill": 6, "rupture": 6, "intensity": 6}),
        (Wish(skill="own"), 6, {"skill": 6, "rupture": 6, "intensity": 6}),
        (Wish(intensity=3), 2, {"skill": 2, "rupture": 2, "intensity": 6}),
        (Wish(intensity=2), 0, {"intensity": 6}),
        (Wish(rupture="blunder", intensity=3), 0, {"rupture": 2}),
        (Wish(skill="steady", rupture="blunder"), 0, {}),
        (Wish("steady", "withdrawal", 1), 0, {"skill": 4}),
    ],
)
def test_a_wish_is_met_by_all_that_fits_it(
    sqlite_installation: Installation, wish: Wish, found: int, loosened: dict[str, int]
) -> None:
    offered = lines(desk(sqlite_installation))
    assert len(practice.fitting(offered, wish)) == found
    assert practice.loosened(offered, wish) == loosened


def test_an_attempt_in_practice_is_an_ordinary_one(installation: Installation) -> None:
    her = desk(installation)
    assert her.submit("One", exercise="coach").number == 1
    assert her.submit("Two", exercise="coach").number == 2
    assert her.texts("coach") == ["One", "Two"]
