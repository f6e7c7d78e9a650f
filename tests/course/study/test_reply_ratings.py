"""A learner rates a reply before comparing, and again if they like; both are kept, privately."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import reflections, reply_ratings
from course.study.reply_ratings import CHOOSE_WORDS
from db.tables.answers import Contribution, ReplyRating
from tests import world
from tests.clock import START
from tests.course.study.desk import Desk, desk

TEXT = "I was late. It was mine to mend."
LOW = {"notice": 2, "own": 3}


def _rate(
    her: Desk, ratings: object, words: object = None, moment: str = "first", number: int = 1
) -> None:
    with her.installation.writing() as work:
        reply_ratings.rate(
            work, her.viewer, her.cohort_id, "first", "case", number, moment, ratings, words or {}
        )


def _mine(her: Desk) -> list[tuple[int, str, dict[str, int], dict[str, str]]]:
    with her.installation.reading() as work:
        return [
            (one.number, one.moment.value, dict(one.ratings), dict(one.words))
            for one in reply_ratings.mine(work, her.viewer, her.cohort_id)
        ]


def test_both_ratings_are_kept_and_the_first_one_stays(installation: Installation) -> None:
    her = desk(installation)
    her.submit(TEXT)
    _rate(her, LOW)
    _rate(her, {"notice": 1, "own": 1})  # a second tab: what came first stands
    _rate(her, {"notice": 3, "own": 4}, {"own": "It was mine to mend."}, "again")
    _rate(her, {"notice": 3, "own": 5}, {"own": "It was mine to mend."}, "again")
    assert sorted(_mine(her), key=lambda one: one[1], reverse=True) == [
        (1, "first", LOW, {}),
        (1, "again", {"notice": 3, "own": 5}, {"own": "It was mine to mend."}),
    ]


def test_the_time_is_inside_the_seal(installation: Installation) -> None:
    her = desk(installation)
    her.submit(TEXT)
    _rate(her, LOW)
    with installation.reading() as work:
        assert [one.at for one in reply_ratings.mine(work, her.viewer, her.cohort_id)] == [START]
        columns = set(ReplyRating.__table__.columns.keys())
    assert columns == {"pid", "lesson_id", "exercise_id", "number", "moment", "sealed"}


@pytest.mark.parametrize(
    ("ratings", "words", "said"),
    [
        ({"notice": 2}, {}, "Rate each of the skills first."),
        ({"notice": 4, "own": 2}, {}, CHOOSE_WORDS),
        ({"notice": 4, "own": 2}, {"notice": "  "}, CHOOSE_WORDS),
        ({"notice": 2, "own": 5}, {"own": "not mine"}, "Choose words that stand in your reply."),
    ],
)
def test_what_is_missing_is_said(
    installation: Installation, ratings: Any, words: Any, said: str
) -> None:
    her = desk(installation)
    her.submit(TEXT)
    with pytest.raises(BadInput) as refused:
        _rate(her, ratings, words)
    assert refused.value.sentence == said
    assert _mine(her) == []


@pytest.mark.parametrize(
    ("ratings", "words", "moment"),
    [
        ({"notice": 2, "own": 6}, {}, "first"),
        ({"notice": 2, "own": True}, {}, "first"),
        ({"notice": 2, "own": 3, "steady": 3}, {}, "first"),
        ([], {}, "first"),
        (LOW, {"steady": "x"}, "first"),
        (LOW, "x", "first"),
        (LOW, {}, "later"),
    ],
)
def test_a_tampered_rating_is_refused(
    installation: Installation, ratings: Any, words: Any, moment: str
) -> None:
    her = desk(installation)
    her.submit(TEXT)
    with pytest.raises(BadInput):
        _rate(her, ratings, words, moment)
    assert _mine(her) == []


def test_there_must_be_words_of_ones_own_to_rate(installation: Installation) -> None:
    her = desk(installation)
    with pytest.raises(NotFound):
        _rate(her, LOW)
    her.submit({"passed": True})
    with pytest.raises(NotFound):
        _rate(her, LOW)
    her.submit(TEXT)
    with pytest.raises(NotFound):
        _rate(her, LOW, number=3)
    with installation.writing() as work:
        other = world.someone(work, her.cohort_id)
        with pytest.raises(NotFound):
            reply_ratings.rate(work, other, her.cohort_id, "first", "case", 2, "first", LOW, {})


def test_ratings_of_replies_enter_no_channel(installation: Installation) -> None:
    her = desk(installation)
    her.submit(TEXT)
    _rate(her, LOW)
    with installation.reading() as work:
        assert work.db.scalars(select(Contribution)).all() == []


def test_a_rating_goes_with_the_words_it_rates(installation: Installation) -> None:
    her = desk(installation)
    for text in ("First", "Second"):
        her.submit(text)
    _rate(her, LOW, number=1)
    _rate(her, LOW, number=2)
    with installation.writing() as work:
        reflections.remove_earlier(work, her.viewer, her.cohort_id, "first", "case")
    assert [one[0] for one in _mine(her)] == [2]
    with installation.writing() as work:
        reflections.delete(work, her.viewer, her.cohort_id, "first", "case")
    assert _mine(her) == []
