"""A tiny course with all that can be published: both waves, and a question of three choices."""

from __future__ import annotations

from dataclasses import replace

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Check, Choice, Lesson, RatingExercise
from tests.content import small_catalogue


def whole_catalogue() -> Catalogue:
    """The tiny course, its second lesson closing what its first opens."""
    small = small_catalogue()
    lessons = {name: edition.lesson for name, edition in small.editions.items()}
    lessons["second"] = _changed(lessons["second"])
    editions = {name: replace(small.editions[name], lesson=one) for name, one in lessons.items()}
    return replace(small, editions=editions)


def _changed(lesson: Lesson) -> Lesson:
    steps = [
        step.model_copy(update={"blocks": [_block(block) for block in step.blocks]})
        for step in lesson.steps
    ]
    return lesson.model_copy(update={"steps": steps})


def _block(block: object) -> object:
    match block:
        case RatingExercise():
            return block.model_copy(update={"wave": "after"})
        case Check():
            question = block.questions[0]
            third = Choice(id="c", text="Perhaps", why="It is not.")
            asked = question.model_copy(update={"choices": [*question.choices, third]})
            return block.model_copy(update={"questions": [asked]})
        case _:
            return block
