"""Each kind of exercise takes its own answers, and nothing else."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from sqlalchemy import select

from course.authoring.schema import (
    Check,
    Choice,
    Demonstration,
    Exercise,
    Prediction,
    Question,
    RatingExercise,
    Turn,
)
from course.errors import BadInput, NotFound
from course.installation import Installation, open_installation
from course.study import answers, attempts
from course.study.texts import UNREADABLE
from db.tables.answers import Contribution
from tests import world
from tests.clock import HandClock
from tests.content import SKILLS, our_course, small_catalogue
from tests.course.study.desk import desk

GOOD: dict[str, dict[str, Any]] = {
    "case": {"text": "I was late."},
    "thought": {"text": "Something"},
    "opening": {"ratings": dict.fromkeys(SKILLS, 3)},
    "course": {"answers": {"useful": 4}},
    "quiz": {"choices": {"q1": "b"}},
    "boxes": {"places": {"one": "y", "two": "x"}},
    "count": {"note": ""},
    "talk": {"predictions": {}},
    "anew": {"lines": {"who": "a", "what": "b", "how": "c"}},
}
HOSTILE: list[Any] = [
    None, True, 0, -1, 6, 1.5, "", "x", "1", "a" * 20_001, [], ["text"], {}, {"text": None},
    {"text": 7}, {"text": "x", "more": 1}, {"choices": {"q1": "z"}}, {"choices": {"q9": "a"}},
    {"choices": []}, {"choices": {"q1": ["a"]}}, {"places": {"one": "x"}}, {"note": 1},
    {"places": {"one": "x", "two": "z"}}, {"ratings": dict.fromkeys(SKILLS, 6)},
    {"ratings": dict.fromkeys(SKILLS, True)}, {"ratings": dict.fromkeys(SKILLS, "3")},
    {"ratings": {"notice": 3}}, {"predictions": {"0": 0}}, {"predictions": {"9": 0}},
    {"predictions": None}, {"lines": {"who": "a", "what": "b"}}, {"text": "\ud800"},
    {"lines": {"who": "a", "what": "b", "how": " "}}, {"lines": {"who": "a", "x": "b"}},
    {"answers": {"useful": 0}}, {"answers": {}}, {"answers": {"useful": 3, "x": 3}},
    {1: 2}, {"text": "   \n"}, object(),
]  # fmt: skip


def exercise(name: str) -> Exercise:
    return small_catalogue().exercise("first", name)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_answer_is_kept_as_given(name: str) -> None:
    assert answers.checked(exercise(name), GOOD[name], SKILLS) == GOOD[name]


@pytest.mark.parametrize("name", GOOD)
def test_a_hostile_answer_is_refused_in_words(name: str) -> None:
    for answer in HOSTILE:
        if name in {"count", "talk"} and not answer:
            continue  # nothing noted, nothing predicted
        with pytest.raises(BadInput):
            answers.checked(exercise(name), answer, SKILLS)
    for other, answer in GOOD.items():
        if set(answer) != set(GOOD[name]):
            with pytest.raises(BadInput):
                answers.checked(exercise(name), answer, SKILLS)
            assert other != name


def test_500_tampered_submissions_store_nothing_invalid(sqlite_installation: Installation) -> None:
    her = desk(sqlite_installation)
    chance = random.Random(29)
    names = [*GOOD, "none", "", "case/text", "../case"]
    for number in range(500):
        name, answer = chance.choice(names), chance.choice([*HOSTILE, *GOOD.values()])
        try:
            stored = her.submit(answer, f"tampered-{number}", name)
        except (BadInput, NotFound):
            continue
        catalogue = sqlite_installation.catalogue
        kept = answers.checked(catalogue.exercise("first", name), stored.answer, SKILLS)
        assert kept == json.loads(json.dumps(stored.answer))
    assert her.row_count() > 10


CLOSING = RatingExercise(id="closing", wave="after", prompt="Where are you now?")
NOW, THEN = dict.fromkeys(SKILLS, 4), dict.fromkeys(SKILLS, 2)


def test_the_closing_rating_also_looks_back_on_where_each_skill_started() -> None:
    answer = {"looking_back": THEN, "ratings": NOW}
    assert answers.checked(CLOSING, answer, SKILLS) == {"ratings": NOW, "looking_back": THEN}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"ratings": NOW}, UNREADABLE),
        ({"looking_back": THEN}, UNREADABLE),
        ({"ratings": NOW, "looking_back": THEN, "more": 1}, UNREADABLE),
        ({"ratings": {}, "looking_back": THEN}, "Rate each of the skills first."),
        (
            {"ratings": NOW, "looking_back": {**THEN, "own": 0}},
            UNREADABLE,
        ),
        (
            {"ratings": NOW, "looking_back": {"own": 2}},
            "Say of each skill where you started, too.",
        ),
        ({"ratings": NOW, "looking_back": 3}, UNREADABLE),
    ],
)
def test_what_is_missing_from_a_closing_rating_is_said(answer: Any, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        answers.checked(CLOSING, answer, SKILLS)
    assert refused.value.sentence == said


def test_only_the_ratings_of_now_are_contributed(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    catalogue = our_course()
    lesson = list(catalogue.editions.values())[-1].lesson
    (closing,) = [
        block for step in lesson.steps for block in step.blocks if isinstance(block, RatingExercise)
    ]
    installation = open_installation(sqlite_installation.settings, catalogue, clock)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        viewer = world.someone(work, cohort_id)
        attempts.submit(
            work,
            viewer,
            cohort_id,
            lesson.id,
            closing.id,
            {"ratings": NOW, "looking_back": THEN},
            "a-key-of-mine",
        )
        rows = work.db.scalars(select(Contribution)).all()
        assert {row.channel: row.value for row in rows} == {
            **{f"after/rating/{skill}": 4 for skill in SKILLS},
            "during/progress/lessons": 0,
        }
    installation.close()


def test_predictions_are_for_turns_that_ask() -> None:
    ask = Prediction(ask="What next?", choices=["He stays", "He goes"])
    talk = Demonstration(
        id="talk",
        title="A talk",
        scene="A room.",
        turns=[Turn(who="You", line="Hi."), Turn(who="Client", line="Hm.", predict=ask)],
    )
    assert answers.checked(talk, {"predictions": {"1": 1}}, []) == {"predictions": {"1": 1}}
    for wrong in ({"0": 0}, {"1": 2}, {"1": -1}, {"1": True}, {"01": 1}, {1: 1}):
        with pytest.raises(BadInput):
            answers.checked(talk, {"predictions": wrong}, [])


@pytest.mark.parametrize(("right", "passes"), [(5, True), (4, True), (3, False), (0, False)])
def test_a_check_passes_at_80_in_100(right: int, passes: bool) -> None:
    choices = [Choice(id="a", text="Yes", right=True, why="."), Choice(id="b", text="No", why=".")]
    check = Check(
        id="quiz",
        title="Check",
        questions=[Question(id=f"q{n}", ask="?", choices=choices) for n in range(5)],
    )
    answer = {"choices": {f"q{n}": "a" if n < right else "b" for n in range(5)}}
    assert answers.right(check, answer) == right
    assert answers.passes(check, answer) is passes
