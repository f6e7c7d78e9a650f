"""Answers to exercises, each checked against its exercise: nothing unknown is ever stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
)
from course.errors import BadInput
from course.study import taking
from course.study.texts import UNREADABLE, whole, whole_number

Answer = dict[str, Any]

LOOKING_BACK = "looking_back"  # where somebody now thinks they started; it is never contributed
RATE_EACH = "Rate each of the skills first."
LOOK_BACK_ON_EACH = "Say of each skill where you started, too."


def checked(exercise: Exercise, answer: object, skills: Collection[str]) -> Answer:
    """The answer in its one stored form; ``skills`` are the ids a rating must cover.

    Raises:
        BadInput: something is missing, unknown or of the wrong kind.
        TooLong: a text is over the limit; nothing was cut.
    """
    found: Answer
    match exercise:
        case Reflection() | Intention():
            found = {"text": _written(_only(answer, "text"))}
        case Reply():
            found = _reply(answer)
        case Drill():
            found = {"note": _note(exercise, answer)}
        case Check():
            found = {"choices": _choices(exercise, _only(answer, "choices"))}
        case Sort():
            found = {"places": _places(exercise, _only(answer, "places"))}
        case Demonstration():
            found = {"predictions": _predictions(exercise, answer)}
        case Reframe():
            found = {"lines": _lines(exercise, _only(answer, "lines"))}
        case RatingExercise():
            found = _rated(exercise, answer, skills)
        case Evaluation():
            found = {"answers": _evaluation(exercise, _only(answer, "answers"))}
        case _:
            raise BadInput(UNREADABLE)
    return found


def texts(answer: Mapping[str, Any]) -> dict[str, str]:
    """The written parts of a stored answer, by part (``text``, ``note`` or a line's id)."""
    if "lines" in answer:
        return dict(answer["lines"])
    return {part: answer[part] for part in ("text", "note") if part in answer}


def from_texts(exercise: Exercise, written: Mapping[str, str]) -> Answer:
    """The answer that the texts of an exercise's boxes make, still unchecked."""
    return {"lines": dict(written)} if isinstance(exercise, Reframe) else dict(written)


def passes(exercise: Check, answer: Mapping[str, Any]) -> bool:
    """Whether a check's answer reaches its share of right choices."""
    return right(exercise, answer) >= exercise.pass_share * len(exercise.questions) - 1e-9


def right(exercise: Check, answer: Mapping[str, Any]) -> int:
    """How many questions of a check were answered with their right choice."""
    chosen = answer.get("choices", {})
    return sum(
        any(choice.right and chosen.get(question.id) == choice.id for choice in question.choices)
        for question in exercise.questions
    )


def _only(answer: object, key: str) -> object:
    if not isinstance(answer, dict) or set(answer) != {key}:
        raise BadInput(UNREADABLE)
    return answer[key]


def _written(text: object) -> str:
    kept = whole(text)
    if not kept.strip():
        raise BadInput("There is nothing in the box yet. A few words are enough.")
    return kept


def _reply(answer: object) -> Answer:
    if answer == {"passed": True}:
        return {"passed": True}
    if not isinstance(answer, dict) or not {"text"} <= set(answer) <= {"text", "taken"}:
        raise BadInput(UNREADABLE)
    text = _written(answer["text"])
    stored = taking.read(answer.get("taken", {})).stored()
    return {"text": text, "taken": stored} if stored else {"text": text}


def _note(exercise: Drill, answer: object) -> str:
    note = whole(_only(answer, "note")) if answer else ""
    if note and exercise.write is None:
        raise BadInput(UNREADABLE)
    return note


def _table(value: object, keys: Collection[str]) -> dict[str, object]:
    if not isinstance(value, dict) or not set(value) <= set(keys):
        raise BadInput(UNREADABLE)
    return {key: value[key] for key in keys if key in value}


def _picked(value: object, among: Collection[str]) -> str:
    if not isinstance(value, str) or value not in among:
        raise BadInput(UNREADABLE)
    return value


def _choices(exercise: Check, value: object) -> dict[str, str]:
    given = _table(value, [question.id for question in exercise.questions])
    if len(given) < len(exercise.questions):
        raise BadInput("Choose one answer for each question first.")
    return {
        question.id: _picked(given[question.id], [choice.id for choice in question.choices])
        for question in exercise.questions
    }


def _places(exercise: Sort, value: object) -> dict[str, str]:
    given = _table(value, [card.id for card in exercise.cards])
    if len(given) < len(exercise.cards):
        raise BadInput("Put each card into a box first.")
    boxes = [box.id for box in exercise.boxes]
    return {card: _picked(box, boxes) for card, box in given.items()}


def _predictions(exercise: Demonstration, answer: object) -> dict[str, int]:
    turns = {str(n): turn.predict for n, turn in enumerate(exercise.turns) if turn.predict}
    given = _table(_only(answer, "predictions") if answer else {}, list(turns))
    return {
        number: whole_number(given[number], 0, len(ask.choices) - 1)
        for number, ask in turns.items()
        if number in given
    }


def _lines(exercise: Reframe, value: object) -> dict[str, str]:
    ids = [line.id for line in exercise.lines]
    given = {key: whole(text) for key, text in _table(value, ids).items()}
    if len(given) < len(ids) or not all(text.strip() for text in given.values()):
        raise BadInput("Write something on each line first.")
    return given


def _rated(exercise: RatingExercise, answer: object, skills: Collection[str]) -> Answer:
    """The ratings; in the closing wave also where each skill started, looking back."""
    if exercise.wave == "before":
        return {"ratings": _ratings(_only(answer, "ratings"), skills, RATE_EACH)}
    if not isinstance(answer, dict) or set(answer) != {"ratings", LOOKING_BACK}:
        raise BadInput(UNREADABLE)
    return {
        "ratings": _ratings(answer["ratings"], skills, RATE_EACH),
        LOOKING_BACK: _ratings(answer[LOOKING_BACK], skills, LOOK_BACK_ON_EACH),
    }


def _ratings(value: object, skills: Collection[str], missing: str) -> dict[str, int]:
    given = _table(value, skills)
    if len(given) < len(skills):
        raise BadInput(missing)
    return {skill: whole_number(rating, 1, 5) for skill, rating in given.items()}


def _evaluation(exercise: Evaluation, value: object) -> dict[str, int]:
    given = _table(value, [one.id for one in exercise.statements])
    if len(given) < len(exercise.statements):
        raise BadInput("Choose an answer to each of the statements first.")
    return {one: whole_number(number, 1, 5) for one, number in given.items()}
