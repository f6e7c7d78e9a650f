"""What the ids of a course stand for, apart from how anything is worded.

Answers are kept by id for years, so an id never changes its meaning once it was released. What is
compared is small: which ids there are, of what kind, which choice is right, which box a card
belongs in, which rupture and skills a case trains, in which order levels and guesses stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from course.authoring.problem import Path
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    Lesson,
    RatingExercise,
    Reframe,
    Reply,
    Rubric,
    Sort,
)

Value = str | list[str]
Facts = dict[str, Value]


@dataclass(frozen=True)
class Fact:
    """One thing an exercise's answers rest on, and where it stands within the exercise."""

    value: Value
    path: Path


@dataclass(frozen=True)
class LessonMeaning:
    """A lesson by its steps (each with the ids of its exercises) and its exercises' facts."""

    steps: Mapping[str, list[str]]
    exercises: Mapping[str, Facts]


@dataclass(frozen=True)
class Meaning:
    """A course, or the part of it that is known: ``whole`` says that nothing else was in it."""

    lessons: Mapping[str, LessonMeaning]
    skills: Mapping[str, list[str]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    wall: list[str] = field(default_factory=list)
    whole: bool = False


def of_lesson(lesson: Lesson) -> LessonMeaning:
    """What a lesson's ids stand for."""
    steps = {
        step.id: [block.id for block in step.blocks if isinstance(block, Exercise)]
        for step in lesson.steps
    }
    every = [block for step in lesson.steps for block in step.blocks if isinstance(block, Exercise)]
    exercises = {one.id: _plain(facts(one)) for one in (*every, *lesson.unseen)}
    return LessonMeaning(steps, exercises)


def _plain(found: Mapping[str, Fact]) -> Facts:
    return {name: fact.value for name, fact in found.items()}


def of_skills(rubric: Rubric) -> dict[str, list[str]]:
    """Each skill's levels, in order, as digests of their words."""
    return {skill.id: [digest(anchor) for anchor in skill.anchors] for skill in rubric.skills}


def digest(text: str) -> str:
    """A short name for a wording, by which it is found again in another place."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def facts(exercise: Exercise) -> dict[str, Fact]:
    """What an exercise's answers rest on, by a name made of ids."""
    found = {"kind": Fact(str(getattr(exercise, "kind", "")), ())}
    for name, value, path in _facts(exercise):
        found[name] = Fact(value, path)
    return found


def _facts(exercise: Exercise) -> Iterator[tuple[str, Value, Path]]:
    match exercise:
        case Check():
            yield from _check(exercise)
        case Reply():
            yield from _reply(exercise)
        case Sort():
            yield from _sort(exercise)
        case Reframe():
            for n, line in enumerate(exercise.lines):
                yield f"lines.{line.id}", "a line", ("lines", n)
        case Demonstration():
            yield from _guesses(exercise)
        case Intention():
            yield "beside", exercise.beside, ("beside",)
        case RatingExercise():
            yield "wave", exercise.wave, ("wave",)
        case Evaluation():
            for n, one in enumerate(exercise.statements):
                yield f"statements.{one.id}", "a statement", ("statements", n)
        case Drill():
            if exercise.write is not None:
                yield "write", "a note", ("write",)


def _check(exercise: Check) -> Iterator[tuple[str, Value, Path]]:
    for n, question in enumerate(exercise.questions):
        place: Path = ("questions", n)
        yield f"questions.{question.id}", "a question", place
        if question.where is not None:
            yield f"questions.{question.id}.where", question.where, (*place, "where")
        for c, choice in enumerate(question.choices):
            said = "right" if choice.right else "not right"
            yield f"questions.{question.id}.{choice.id}", said, (*place, "choices", c)


def _reply(exercise: Reply) -> Iterator[tuple[str, Value, Path]]:
    yield "rupture", exercise.rupture, ("rupture",)
    yield "intensity", str(exercise.intensity), ("intensity",)
    yield "skills", ", ".join(sorted(exercise.skills)), ("skills",)
    if exercise.gentler is not None:
        yield "gentler", "a gentler form", ("gentler",)
    if exercise.instead_of is not None:
        yield "instead_of", exercise.instead_of, ("instead_of",)


def _sort(exercise: Sort) -> Iterator[tuple[str, Value, Path]]:
    for n, box in enumerate(exercise.boxes):
        yield f"boxes.{box.id}", "a box", ("boxes", n)
    for n, card in enumerate(exercise.cards):
        yield f"cards.{card.id}", card.box, ("cards", n, "box")


def _guesses(exercise: Demonstration) -> Iterator[tuple[str, Value, Path]]:
    """Guesses are kept by the number of the turn and of the choice."""
    for n, turn in enumerate(exercise.turns):
        if turn.predict is not None:
            choices = [digest(choice) for choice in turn.predict.choices]
            yield f"turns[{n}].predict", choices, ("turns", n, "predict")
