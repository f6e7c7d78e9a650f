"""What counts as done: exercises, then their step, then the lesson; and what is contributed."""

from __future__ import annotations

import json

from course.authoring.schema import Check, Exercise, Lesson, Step
from course.study import answers, contributions
from course.study.answers import Answer
from course.study.learner import Learner, course_here
from course.work import Work
from db.queries import study as rows
from db.queries.study import StoredAttempt
from db.vault import CannotOpen


def exercises(step: Step) -> list[Exercise]:
    """The exercises of a step, in order."""
    return [block for block in step.blocks if isinstance(block, Exercise)]


def required(step: Step) -> list[Exercise]:
    """The exercises that make a step done."""
    return [exercise for exercise in exercises(step) if exercise.required]


def unseal(learner: Learner, row: StoredAttempt) -> dict[str, object] | None:
    """What an attempt's row holds: ``at`` and the answer's fields; None if it was altered."""
    try:
        found: dict[str, object] = json.loads(learner.box.open(row.sealed, place(learner, row.id)))
    except CannotOpen:
        return None
    return found


def place(learner: Learner, attempt_id: str) -> str:
    """What an attempt's sealed text is bound to."""
    return f"attempt/{attempt_id}/{learner.pid}"


def after_submitting(
    work: Work, learner: Learner, lesson_id: str, exercise: Exercise, answer: Answer
) -> None:
    """Mark what the stored answer has finished, and contribute what is published in batches."""
    contributions.answered(work, learner, lesson_id, exercise, answer)
    lesson = course_here(work, learner.cohort_id).lesson(lesson_id)
    for step in lesson.steps:
        if exercise in exercises(step) and _is_done(work, learner, lesson, step):
            mark(work, learner, lesson, step.id)


def _is_done(work: Work, learner: Learner, lesson: Lesson, step: Step) -> bool:
    needed = required(step)
    tried = rows.exercises_tried(work.db, learner.pid, lesson.id)
    return bool(needed) and all(
        exercise.id in tried and _passed(work, learner, lesson.id, exercise) for exercise in needed
    )


def _passed(work: Work, learner: Learner, lesson_id: str, exercise: Exercise) -> bool:
    if not isinstance(exercise, Check):
        return True
    tries = rows.attempts(work.db, learner.pid, lesson_id, exercise.id)
    return any(
        (answer := unseal(learner, row)) is not None and answers.passes(exercise, answer)
        for row in tries
    )


def mark(work: Work, learner: Learner, lesson: Lesson, step_id: str) -> None:
    """Mark a step done; with the last one the lesson is complete, which is contributed once."""
    done = rows.steps_done(work.db, learner.pid)
    if (lesson.id, step_id) in done:
        return
    rows.add_step_done(work.db, learner.pid, lesson.id, step_id)
    now = done | {(lesson.id, step_id)}
    if _is_complete(lesson, now):
        here = course_here(work, learner.cohort_id).editions.values()
        complete = sum(_is_complete(edition.lesson, now) for edition in here)
        contributions.completed(work, learner, lesson, complete)
    elif not done:
        contributions.began(work, learner)


def _is_complete(lesson: Lesson, done: set[tuple[str, str]]) -> bool:
    return {(lesson.id, step.id) for step in lesson.steps} <= done
