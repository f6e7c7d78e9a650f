"""What an overview suggests doing next, from what is published and from nothing else. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Lesson
from course.cohort import apart
from course.cohort.figures import CheckItem, Figure, Overview
from course.cohort.wording import names, quoted

MOST = 3


@dataclass(frozen=True)
class Lead:
    """Something to do when the cohort meets next, and the lesson it is about."""

    text: str
    lesson_id: str


def leads(seen: Overview, catalogue: Catalogue, step: float) -> tuple[Lead, ...]:
    """Up to three; none where nothing published points to one thing more than to another."""
    found = (
        _weakest(seen, catalogue),
        _stop(seen.lessons, catalogue, step),
        _misled(seen.checks, catalogue),
    )
    return tuple(one for one in found if one is not None)[:MOST]


def trained(catalogue: Catalogue, figures: Sequence[Figure]) -> str:
    """Which lesson trains a skill or two, and what may be done together; empty where none does."""
    by_lesson: dict[str, list[Figure]] = {}
    for one in figures:
        lesson = lesson_of(catalogue, one.item)
        if lesson is not None:
            by_lesson.setdefault(lesson.id, []).append(one)
    said = []
    for lesson_id, about in by_lesson.items():
        lesson = catalogue.lesson(lesson_id)
        what = "it" if len(figures) == 1 else "both" if len(about) > 1 else f"‘{about[0].name}’"
        said.append(f"Lesson {lesson.number} trains {what}{together(lesson)}.")
    return " ".join(said)


def lesson_of(catalogue: Catalogue, skill_id: str) -> Lesson | None:
    """The lesson that trains a skill."""
    for skill in catalogue.rubric.skills:
        if skill.id == skill_id and skill.lesson is not None:
            return catalogue.lesson(skill.lesson)
    return None


def together(lesson: Lesson) -> str:
    """What may be done together about a lesson, as the end of a sentence."""
    if lesson.trainer is None:
        return ""
    activity = lesson.trainer.activity
    return f"; consider the {activity.title} in the workshop ({activity.minutes} minutes)"


def _trains(catalogue: Catalogue, about: Sequence[Figure], why: str) -> Lead | None:
    words, lesson = trained(catalogue, about), lesson_of(catalogue, about[0].item)
    return None if lesson is None else Lead(f"{why} {words}", lesson.id)


def _weakest(seen: Overview, catalogue: Catalogue) -> Lead | None:
    grown = apart.growth_ends(seen.growth)
    if grown is not None and grown.lowest:
        least = "moved least" if grown.is_lowest else "moved less than others"
        why = f"{names(grown.lowest)} {least}, as people rate themselves."
        return _trains(catalogue, grown.lowest, why)
    if any(one.is_published for one in seen.ratings_after):
        return None
    rated = apart.ends(seen.ratings)
    if rated is not None and rated.lowest:
        lowest = "lowest" if rated.is_lowest else "lower than others"
        why = f"{names(rated.lowest)} {_was(rated.lowest)} rated {lowest} before the course."
        return _trains(catalogue, rated.lowest, why)
    return None


def _stop(lessons: Sequence[Figure], catalogue: Catalogue, step: float) -> Lead | None:
    fall = apart.steepest(lessons, step)
    if fall is None:
        return None
    lesson = catalogue.lesson(fall[1].item)
    return Lead(
        f"The figures fall furthest before lesson {lesson.number}. Make time for it together, or "
        "write a note with a part for those who have not begun it.",
        lesson.id,
    )


def _misled(checks: Sequence[CheckItem], catalogue: Catalogue) -> Lead | None:
    shown = [one for one in checks if one.choice is not None]
    if not shown:
        return None
    lessons = Counter(one.lesson_id for one in shown)
    most = max(lessons.values())
    first = next(one for one in shown if lessons[one.lesson_id] == most)
    lesson = catalogue.lesson(first.lesson_id)
    return Lead(
        f"In lesson {lesson.number} one wrong choice drew many: {quoted(first.figure.said)} Open "
        f"with the question it answers: ‘{first.figure.name}’",
        lesson.id,
    )


def _was(figures: Sequence[Figure]) -> str:
    return "was" if len(figures) == 1 else "were"
