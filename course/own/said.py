"""Stored values in words: answers by what was asked, figures by their names, days, columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from course.cohort import measures
from course.cohort.channels import Kind
from course.work import Work

Said = tuple[str, str, bool]  # (label, text, whether it is somebody's own words)

_LABELS = {
    "cohort_id": "Cohort",
    "account_id": "Account's id",
    "lesson_id": "Lesson",
    "exercise_id": "Exercise",
    "step_id": "Step",
    "due_on": "Counts from",
    "seq": "Publication",
    "is_owner": "Owner of this installation",
    "mail_links": "Links may be mailed to you",
    "expires_sealed": "Ends",
    "day_sealed": "Day",
    "next_sealed": "Not tried again before",
    "key_wrapped": "Key",
    "pid": "Random name",
    "pid_sealed": "Random name",
}


def label(column: str) -> str:
    """A column's name as people say it."""
    return _LABELS.get(column, column.replace("_", " ").capitalize())


def day(value: date) -> str:
    """For example ``7 September 2026``."""
    return f"{value.day} {value:%B %Y}"


def moment(at: datetime) -> str:
    """For example ``7 September 2026, 09:00 UTC``."""
    return f"{day(at.date())}, {at:%H:%M} UTC"


def figure(work: Work, channel: str) -> str:
    """What a figure is about, by its channel."""
    found = {one.channel: one for one in measures.of_course(work.catalogue)}.get(channel)
    if found is None:
        return channel
    match found.kind:
        case Kind.COMPLETION:
            return f"Lesson completed: {found.lesson.title}"
        case Kind.RATING:
            return f"Rating {found.wave}: {found.name}"
        case _:
            return f"{_FIGURES[found.kind]}: {found.name}"


_FIGURES = {
    Kind.RETURNS: "Practice that came back, done",
    Kind.DISTRIBUTION: "Rating",
    Kind.EVALUATION: "The course",
    Kind.PROGRESS: "Your progress",
    Kind.ATTEMPTS: "Tries",
    Kind.CHECK: "Your first answer",
}


def answer(work: Work, exercise: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[Said]:
    """A stored answer, part by part; a part that is not known here is given as it is stored."""
    for part, value in content.items():
        if part in {"text", "note"} and isinstance(value, str):
            yield ("", value, True)
        elif part in {"me", "client"} and isinstance(value, str):
            yield (label(part), value, True)
        elif isinstance(value, dict) and part in _PARTS:
            yield from _PARTS[part](work, exercise, value)
        elif part != "at":
            yield (label(part), json.dumps(value, ensure_ascii=False), False)


Part = Callable[[Work, Mapping[str, Any], Mapping[str, Any]], Iterator[Said]]


def _lines(_work: Work, exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    labels = _named(exercise.get("lines", ()), "label")
    for name, text in value.items():
        yield (labels.get(name, str(name)), str(text), True)


def _ratings(work: Work, _exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    skills = _skills(work)
    for name, rating in value.items():
        yield (skills.get(name, str(name)), f"{rating} of 5", False)


def _words(work: Work, _exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    skills = _skills(work)
    for name, text in value.items():
        yield (f"Your words, {skills.get(name, str(name))}", str(text), True)


def _places(_work: Work, exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    cards = _named(exercise.get("cards", ()), "text")
    boxes = _named(exercise.get("boxes", ()), "name")
    for name, box in value.items():
        yield (cards.get(name, str(name)), boxes.get(box, str(box)), False)


def _choices(_work: Work, exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    questions = {question["id"]: question for question in exercise.get("questions", ())}
    for name, choice in value.items():
        question = questions.get(name, {})
        texts = _named(question.get("choices", ()), "text")
        yield (str(question.get("ask", name)), texts.get(choice, str(choice)), False)


def _answers(_work: Work, exercise: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[Said]:
    statements = _named(exercise.get("statements", ()), "text")
    for name, number in value.items():
        yield (statements.get(name, str(name)), f"{number} of 5", False)


_PARTS: dict[str, Part] = {
    "answers": _answers,
    "lines": _lines,
    "ratings": _ratings,
    "words": _words,
    "places": _places,
    "choices": _choices,
}


def _named(things: Any, what: str) -> dict[str, str]:
    return {str(thing["id"]): str(thing[what]) for thing in things}


def _skills(work: Work) -> dict[str, str]:
    return {str(skill.id): skill.name for skill in work.catalogue.rubric.skills}
