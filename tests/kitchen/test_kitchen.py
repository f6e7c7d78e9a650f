"""The engine knows nothing of our course: another one is linted, loaded, walked and finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from course.access import Role
from course.authoring.lint import lint
from course.authoring.load import load_course
from course.authoring.schema import Check, Lesson
from course.cohort import changing, overview, ticking
from course.errors import BadInput
from course.installation import Installation, open_installation
from course.settings import read
from course.study import progress, reflections
from course.study.progress import State
from course.wall import on_wall, walls
from pages.ui import bowl
from tests import world
from tests.browser.fellows import Fellow
from tests.clock import START, HandClock
from tests.content import our_course
from tests.kitchen.launch import COURSE

LEARNERS = 8


@pytest.fixture
def kitchen(tmp_path: Path, clock: HandClock) -> Iterator[Installation]:
    """A fresh installation with the course on cooking."""
    loaded = load_course(COURSE)
    assert loaded.problems == ()
    settings = read({"GOLDSEAM_DATA": str(tmp_path / "kitchen")})
    opened = open_installation(settings, loaded.catalogue, clock)
    yield opened
    opened.close()


def fellow(kitchen: Installation, cohort_id: str, clock: HandClock) -> Fellow:
    with kitchen.writing() as work:
        account = world.account(work, "A cook")
        world.join(work, account, cohort_id, Role.LEARNER)
        now = clock.now()
        clock.move(days=300)
    with kitchen.writing() as work:
        token = world.sign_in(work, account)
    clock.set(now)
    return Fellow(kitchen, cohort_id, token)


def placed(kitchen: Installation, place: str | None) -> list[Lesson]:
    """The lessons as they read somewhere."""
    return [one.lesson for one in kitchen.catalogue.in_place(place).editions.values()]


def test_nothing_of_our_course_is_in_it_and_the_linter_is_content() -> None:
    ours, theirs = our_course(), load_course(COURSE).catalogue
    assert lint(COURSE) == (2, ())
    assert {one.id for one in theirs.rubric.skills} == {"taste", "balance", "serve"}
    assert not {one.id for one in ours.rubric.skills} & {one.id for one in theirs.rubric.skills}
    assert not {one.id for one in ours.course.places} & {one.id for one in theirs.course.places}
    assert not ours.editions.keys() & theirs.editions.keys()
    assert not ours.sources.keys() & theirs.sources.keys()


@pytest.mark.parametrize("place", ["canteen", "home", None])
def test_a_learner_walks_and_finishes_it_wherever_they_are(
    kitchen: Installation, clock: HandClock, place: str | None
) -> None:
    with kitchen.writing() as work:
        cohort_id = world.cohort(work)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR)
        changing.change(
            work,
            teacher,
            cohort_id,
            name="Cooks",
            keep_until=START.date() + timedelta(days=365),
            place=place,
        )
    cook = fellow(kitchen, cohort_id, clock)
    lessons = placed(kitchen, place)
    asked = next(
        len(block.questions)
        for step in lessons[0].steps
        for block in step.blocks
        if isinstance(block, Check)
    )
    assert asked == (2 if place == "canteen" else 1)
    for lesson in lessons:
        cook.do(lesson)
        cook.do_what_is_left(lesson)
    with kitchen.reading() as work:
        home = progress.home(work, cook.viewer(work), cohort_id)
        assert [(card.title, card.state) for card in home.lessons] == [
            ("Too much salt", State.MENDED),
            ("Burnt", State.MENDED),
        ]
        assert home.next is None
        written = reflections.mine(work, cook.viewer(work), cohort_id)
    assert {one.prompt for one in written} == {
        "The sea in a bowl: Is it meant to taste like this?",
        "The next time I stand at a pot …",
        "The word",
        "What did you last burn?",
        "Look at it again.",
    }
    assert bowl.described([1.0, 1.0], None) == (
        "A bowl with 2 cracks, one for each lesson. Mended with gold: 2."
    )


def test_a_place_of_our_course_is_none_of_its_places(kitchen: Installation) -> None:
    with kitchen.writing() as work:
        cohort_id = world.cohort(work)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR)
        keep_until = START.date() + timedelta(days=365)
        with pytest.raises(BadInput, match=r"^Choose a place from the list\.$"):
            changing.change(
                work, teacher, cohort_id, name="Cooks", keep_until=keep_until, place="england"
            )


def test_its_own_skills_and_lessons_are_what_an_overview_shows(
    kitchen: Installation, clock: HandClock
) -> None:
    with kitchen.writing() as work:
        cohort_id = world.cohort(work)
    cooks = [fellow(kitchen, cohort_id, clock) for _ in range(LEARNERS)]
    for cook in cooks:
        cook.rate(placed(kitchen, None)[0])
    for day in (START.date() + timedelta(days=7), date(2026, 11, 2)):
        clock.set(datetime.combine(day, time(12), UTC))
        ticking.run_due(kitchen)
    with kitchen.reading() as work:
        seen = overview.for_learner(work, cooks[0].viewer(work), cohort_id)
    assert [(one.name, one.said) for one in seen.ratings] == [
        ("Taste early", "4.0"),
        ("Balance", "2.0"),
        ("Serve as it is", "2.0"),
    ]
    assert [one.name for one in seen.lessons] == ["1. Too much salt", "2. Burnt"]


def test_its_own_pieces_open_its_wall(kitchen: Installation, clock: HandClock) -> None:
    with kitchen.writing() as work:
        cohort_id = world.cohort(work)
        walls.open_for(work, cohort_id)
    cook = fellow(kitchen, cohort_id, clock)
    with kitchen.reading() as work:
        [piece] = on_wall.pieces(work, cook.viewer(work), cohort_id)
    assert (piece.post.name, piece.by_course, len(piece.answers)) == ("Two lids", True, 1)
