"""A learner sees their own ratings over time, and their first and latest repair of a case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from course.installation import Installation
from course.study import growth, reply_ratings, spans
from course.study.growth import Growth, Quiet, Recent
from course.study.spans import Rated
from db.tables.cohort import Cohort
from tests import world
from tests.clock import START, HandClock
from tests.content import SKILLS
from tests.course.study.desk import Desk, desk


def mine(her: Desk) -> Growth:
    with her.installation.reading() as work:
        return growth.mine(work, her.viewer, her.cohort_id)


def recent(her: Desk) -> Recent:
    with her.installation.reading() as work:
        return growth.recent(work, her.viewer, her.cohort_id)


def rate(her: Desk, number: int, notice: int, own: int, moment: str = "first") -> None:
    ratings = {"notice": notice, "own": own}
    words = {skill: her.texts()[number - 1] for skill, level in ratings.items() if level > 3}
    with her.installation.writing() as work:
        reply_ratings.rate(
            work, her.viewer, her.cohort_id, "first", "case", number, moment, ratings, words
        )


def test_before_anything_was_rated_there_is_nothing_to_see(installation: Installation) -> None:
    her = desk(installation)
    assert mine(her) == Growth({}, {}, {}, (), ())
    assert mine(her).is_empty
    assert recent(her) == Recent((), None)


def test_the_opening_rating_and_each_repair_stand_in_order_of_time(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    her.submit({"ratings": dict.fromkeys(SKILLS, 2)}, exercise="opening")
    for number, (notice, own) in enumerate(((1, 2), (3, 3), (4, 2)), start=1):
        clock.move(days=1)
        her.submit(f"Repair {number}.")
        rate(her, number, notice, own)
    found = mine(her)
    assert found.before == dict.fromkeys(SKILLS, 2)
    assert (found.looking_back, found.after) == ({}, {})
    assert [(one.first, one.repairs, one.means) for one in found.spans] == [
        (START + timedelta(days=1), 1, {"notice": 1.0, "own": 2.0}),
        (START + timedelta(days=2), 1, {"notice": 3.0, "own": 3.0}),
        (START + timedelta(days=3), 1, {"notice": 4.0, "own": 2.0}),
    ]
    assert [found.now(skill) for skill in ("notice", "own", "steady")] == [4.0, 2.0, None]


def test_a_repair_rated_twice_counts_once_and_by_the_later_rating(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    her.submit("Repair.")
    rate(her, 1, 3, 3)
    clock.move(hours=1)
    rate(her, 1, 1, 2, "again")
    expected = Rated("first", "case", 1, START, {"notice": 1, "own": 2})
    assert recent(her).repairs == (expected,)


def test_the_first_and_the_latest_repair_of_a_case_stand_side_by_side(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    her.submit("Never again.", exercise="coach")
    her.submit("First.")
    her.submit({"passed": True})
    clock.move(days=7)
    taken = {"case": "first/case"}
    her.submit({"text": "In between.", "taken": taken}, exercise="coach")
    clock.move(days=7)
    her.submit({"text": "Latest.", "taken": {"seen_first": True}})
    rate(her, 3, 2, 3)
    (one,) = mine(her).cases
    assert (one.address, one.lesson_number, one.case.title, one.times) == (
        "first/case",
        1,
        "A case",
        3,
    )
    assert (one.first.text, one.first.at, one.first.ratings) == ("First.", START, {})
    assert (one.latest.text, one.latest.at) == ("Latest.", START + timedelta(days=14))
    assert one.latest.ratings == {"notice": 2, "own": 3}


def test_a_gentler_form_is_the_same_case_and_says_so(installation: Installation) -> None:
    her = desk(installation)
    her.submit({"text": "Gently.", "taken": {"gentler": True}}, exercise="strong")
    her.submit("At full strength.", exercise="strong")
    (one,) = mine(her).cases
    assert (one.case.client, one.first.gentler, one.latest.gentler) == ("It's fine.", True, False)


def test_nobody_sees_anybody_elses(installation: Installation) -> None:
    her = desk(installation)
    her.submit("Mine.")
    rate(her, 1, 2, 3)
    with installation.writing() as work:
        fellow = Desk(installation, world.someone(work, her.cohort_id), her.cohort_id)
    assert mine(fellow).is_empty
    assert recent(fellow) == Recent((), None)


def test_the_quietest_skill_names_the_lesson_that_trains_it(installation: Installation) -> None:
    her = desk(installation)
    her.submit("One.")
    rate(her, 1, 1, 3)
    assert recent(her).quiet is None  # one repair says little
    her.submit("Two.")
    rate(her, 2, 2, 3)
    assert recent(her).quiet == Quiet("notice", "second", 2, None)
    her.submit("Three.")
    rate(her, 3, 5, 1)
    assert recent(her).quiet == Quiet("own")  # no lesson trains it here


REPAIRS = [
    Rated("first", "case", number, START + timedelta(days=days), {"own": level, **more})
    for number, (days, level, more) in enumerate(
        (
            (0, 1, {}),
            (0, 2, {"notice": 5}),
            (1, 3, {}),
            (6, 3, {}),
            (7, 4, {}),
            (20, 5, {}),
            (60, 5, {"notice": 2}),
            (61, 4, {}),
        ),
        start=1,
    )
]


@pytest.mark.parametrize(
    ("most", "found"),
    [
        (8, [(0, 0, 1, 1.0)] + [(None, None, 1, None)] * 7),
        (7, [(0, 0, 2, 1.5), (1, 1, 1, 3.0), (6, 6, 1, 3.0), (7, 7, 1, 4.0), (20, 20, 1, 5.0),
             (60, 60, 1, 5.0), (61, 61, 1, 4.0)]),
        (6, [(0, 6, 4, 2.25), (7, 7, 1, 4.0), (20, 20, 1, 5.0), (60, 61, 2, 4.5)]),
        (3, [(0, 7, 5, 2.6), (20, 20, 1, 5.0), (60, 61, 2, 4.5)]),
        (1, [(0, 61, 8, 3.375)]),
    ],
)  # fmt: skip
def test_many_repairs_are_gathered_by_days_then_weeks_then_longer(
    most: int, found: list[tuple[int | None, int | None, int, float | None]]
) -> None:
    spread = spans.spread(REPAIRS, most)
    assert sum(one.repairs for one in spread) == len(REPAIRS)
    assert len(spread) == len(found)
    for one, (first, last, repairs, own) in zip(spread, found, strict=True):
        assert one.repairs == repairs
        if first is not None and last is not None:
            days = [(at - START) // timedelta(days=1) for at in (one.first, one.last)]
            assert days == [first, last]
            assert one.means["own"] == own
    assert spans.spread([], 6) == ()


def test_a_span_holds_only_the_skills_that_were_asked_for() -> None:
    first = spans.spread(REPAIRS, 6)[0]
    assert dict(first.means) == {"own": 2.25, "notice": 5.0}
    assert "notice" not in spans.spread(REPAIRS, 6)[1].means


def test_the_quietest_skill_needs_a_difference() -> None:
    even = [Rated("l", "e", n, START, {"own": 3, "notice": 3}) for n in (1, 2)]
    assert spans.quietest(even, SKILLS) is None
    lower = [*even, Rated("l", "e", 3, START, {"own": 3, "steady": 2, "explore": 2})]
    assert spans.quietest(lower, SKILLS) == "steady"
    assert spans.quietest(lower[-1:], SKILLS) is None


def test_a_lesson_that_is_still_closed_says_when_it_opens(installation: Installation) -> None:
    her = desk(installation)
    with installation.writing() as work:
        work.db.get_one(Cohort, her.cohort_id).unlock = {"rule": "weekly"}
    for number, text in enumerate(("One.", "Two."), start=1):
        her.submit(text)
        rate(her, number, 1, 3)
    assert recent(her).quiet == Quiet("notice", "second", 2, START.date() + timedelta(days=7))
