"""``editions.lock``: what the ids of the released course stand for, written and read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from course.authoring import meaning
from course.authoring.folder import CourseText
from course.authoring.load import edition_of
from course.authoring.meaning import LessonMeaning, Meaning
from course.authoring.parse import parse
from course.authoring.schema import Lesson
from course.errors import BadInput

LOCK = "editions.lock"
UNREADABLE = "This can't be read as a lock, a lesson or an edition: "


def written(text: CourseText) -> str:
    """The lock of a course as it stands."""
    lessons = [parsed.lesson for parsed in text.lessons if parsed.lesson is not None]
    said = {
        "lessons": {lesson.id: _lesson(lesson) for lesson in lessons},
        "skills": meaning.of_skills(text.rubric) if text.rubric else {},
        "places": [place.id for place in text.course.places] if text.course else [],
        "wall": [piece.id for piece in text.wall.pieces],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _lesson(lesson: Lesson) -> dict[str, Any]:
    found = meaning.of_lesson(lesson)
    return {
        "edition": edition_of(lesson).hash,
        "steps": dict(found.steps),
        "exercises": dict(found.exercises),
    }


def read(file: Path) -> Meaning:
    """The meaning of a lock, of a lesson's file, or of an edition's canonical form in a file.

    Raises:
        BadInput: it is none of these.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{UNREADABLE}{file}") from None
    if file.suffix == ".md":
        lesson = parse(text, str(file)).lesson
        if lesson is None:
            raise BadInput(f"{UNREADABLE}{file}")
        return of_lessons(lesson)
    return from_text(text, str(file))


def from_text(text: str, name: str) -> Meaning:
    """The meaning of a lock's or of a canonical form's text. Raises BadInput."""
    try:
        found = json.loads(text)
        if "lessons" in found:
            return _whole(found)
        return of_lessons(Lesson.model_validate_json(text))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        raise BadInput(f"{UNREADABLE}{name}") from None


def of_lessons(*lessons: Lesson) -> Meaning:
    """The meaning of some lessons, of which nothing else is known."""
    return Meaning({lesson.id: meaning.of_lesson(lesson) for lesson in lessons})


def _whole(found: dict[str, Any]) -> Meaning:
    lessons = {
        name: LessonMeaning(one["steps"], one["exercises"])
        for name, one in found["lessons"].items()
    }
    return Meaning(lessons, found["skills"], found["places"], found["wall"], whole=True)
