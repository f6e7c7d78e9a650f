"""A lesson as it reads in one place: its law and duties said, those of other places left out."""

from __future__ import annotations

from collections.abc import Iterator

from course.authoring.schema import Block, Check, CourseFile, Duty, Lesson, ProseBlock


def in_place(course: CourseFile, lesson: Lesson, place: str | None) -> Lesson:
    """The lesson where ``place`` is; elsewhere a duty gives way to its neutral text.

    A question that rests on the law of another place is not asked; a check without any question
    left is not there.
    """
    steps = [
        step.model_copy(
            update={
                "blocks": [kept for block in step.blocks for kept in _kept(course, block, place)]
            }
        )
        for step in lesson.steps
    ]
    return lesson.model_copy(update={"steps": steps})


def _kept(course: CourseFile, block: Block, place: str | None) -> Iterator[Block]:
    if isinstance(block, Duty):
        said = block.text if course.holds_in(block.where, place) else block.otherwise
        if said is not None:
            yield ProseBlock(markdown=said)
    elif isinstance(block, Check):
        asked = [
            question
            for question in block.questions
            if question.where is None or course.holds_in(question.where, place)
        ]
        if asked:
            yield block.model_copy(update={"questions": asked})
    else:
        yield block
