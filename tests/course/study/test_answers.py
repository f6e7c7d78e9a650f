"""Each kind of exercise takes its own answers, and nothing else."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from course.authoring.schema import (
    Check,
    Choice,
    Demonstration,
    Exercise,
    Prediction,
    Question,
    Turn,
)
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import answers
from tests.content import SKILLS, small_catalogue
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
