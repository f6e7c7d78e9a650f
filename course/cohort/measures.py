"""Everything that is ever published of a course: its channels, in the order of the course. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course.authoring.catalogue import Catalogue
from course.authoring.schema import (
    Check,
    Choice,
    Evaluation,
    Exercise,
    Lesson,
    Question,
    RatingExercise,
    Reply,
)
from course.cohort import channels
from course.cohort.channels import Kind

PROGRESS = "Lessons completed, of all there are"


@dataclass(frozen=True)
class Measure:
    """One channel. ``name`` and ``item`` say what it is about; ``lesson`` is the one it waits for.

    ``wave`` is ``before`` or ``after`` for ratings, and empty otherwise. ``planned`` is how many
    tries a lesson is planned with; ``choices`` are the ids of a question's choices in the order in
    which they count as values, and ``right`` is the id of the right one.
    """

    channel: str
    kind: Kind
    name: str
    item: str
    lesson: Lesson
    wave: str = ""
    planned: int = 0
    question: Question | None = None
    choices: tuple[str, ...] = ()
    right: str = ""


def of_course(catalogue: Catalogue) -> Iterator[Measure]:
    """Every channel of a course, as it reads in one place; each once."""
    seen = set()
    for one in _found(catalogue):
        if one.channel not in seen:
            seen.add(one.channel)
            yield one


def _found(catalogue: Catalogue) -> Iterator[Measure]:
    lessons = [edition.lesson for edition in catalogue.editions.values()]
    for lesson in lessons:
        yield from _of_lesson(lesson)
        for exercise in exercises(lesson):
            yield from _of_exercise(catalogue, lesson, exercise)
    if lessons:
        channel = channels.progress_channel()
        yield Measure(channel, Kind.PROGRESS, PROGRESS, "lessons", lessons[0])


def exercises(lesson: Lesson) -> Iterator[Exercise]:
    """Every exercise that a lesson's steps show."""
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block, Exercise):
                yield block


def tried(lesson: Lesson) -> list[str]:
    """Ids of the required exercises that one tries, and may try again: checks and replies."""
    return [
        exercise.id
        for exercise in exercises(lesson)
        if exercise.required and isinstance(exercise, Check | Reply)
    ]


def choice_ids(question: Question) -> list[str]:
    """The ids of a question's choices, in the order in which they count as values."""
    return sorted(choice.id for choice in question.choices)


def choice(question: Question, choice_id: str) -> Choice | None:
    """A choice of a question; None where it is gone."""
    return next((one for one in question.choices if one.id == choice_id), None)


def _of_lesson(lesson: Lesson) -> Iterator[Measure]:
    name = f"{lesson.number}. {lesson.title}"
    kinds = {
        Kind.COMPLETION: channels.completion_channel(lesson.id),
        Kind.RETURNS: channels.returns_channel(lesson.id),
    }
    for kind, channel in kinds.items():
        yield Measure(channel, kind, name, lesson.id, lesson)
    if planned := len(tried(lesson)):
        channel = channels.attempts_channel(lesson.id)
        yield Measure(channel, Kind.ATTEMPTS, name, lesson.id, lesson, planned=planned)


def _of_exercise(catalogue: Catalogue, lesson: Lesson, exercise: Exercise) -> Iterator[Measure]:
    match exercise:
        case RatingExercise(wave=wave):
            for skill in catalogue.rubric.skills:
                rating = channels.rating_channel(wave, skill.id)
                spread = channels.distribution_channel(wave, skill.id)
                yield Measure(rating, Kind.RATING, skill.name, skill.id, lesson, wave)
                yield Measure(spread, Kind.DISTRIBUTION, skill.name, skill.id, lesson, wave)
        case Evaluation():
            for one in exercise.statements:
                channel = channels.evaluation_channel(one.id)
                yield Measure(channel, Kind.EVALUATION, one.text, one.id, lesson)
        case Check():
            for question in exercise.questions:
                yield _of_question(lesson, exercise, question)


def _of_question(lesson: Lesson, check: Check, question: Question) -> Measure:
    channel = channels.check_channel(lesson.id, check.id, question.id)
    return Measure(
        channel,
        Kind.CHECK,
        question.ask,
        channels.item_of(channel),
        lesson,
        question=question,
        choices=tuple(choice_ids(question)),
        right=next(choice.id for choice in question.choices if choice.right),
    )
