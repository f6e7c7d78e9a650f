"""What a learner's work adds to figures: small whole numbers, that carry no time but a tick's date.

Whoever calls these has checked who is at work. Nothing here is a learner's own words.
"""

from __future__ import annotations

from course.authoring.schema import Check, Evaluation, Exercise, Lesson, RatingExercise
from course.cohort import channels, labels, measures
from course.cohort.contribute import contribute_all
from course.study.answers import Answer
from course.study.learner import Learner
from course.work import Work
from db.queries import study as rows


def answered(
    work: Work, learner: Learner, lesson_id: str, exercise: Exercise, answer: Answer
) -> None:
    """An answer was stored as the exercise's newest attempt.

    Ratings may be changed while they wait. Of a check the first attempt counts and no later one,
    since the reasons have been read by then.
    """
    match exercise:
        case RatingExercise(wave=wave):
            given = {channels.rating_channel(wave, s): n for s, n in answer["ratings"].items()}
        case Evaluation():
            given = {channels.evaluation_channel(s): n for s, n in answer["answers"].items()}
        case Check() if rows.last_number(work.db, learner.pid, lesson_id, exercise.id) == 1:
            given = _choices(lesson_id, exercise, answer)
        case _:
            return
    _contribute(work, learner, given)


def _choices(lesson_id: str, check: Check, answer: Answer) -> dict[str, int]:
    return {
        channels.check_channel(lesson_id, check.id, question.id): measures.choice_ids(
            question
        ).index(answer["choices"][question.id])
        for question in check.questions
    }


def began(work: Work, learner: Learner) -> None:
    """The first step of all is done: a learner who has begun, with no lesson completed."""
    _contribute(work, learner, {channels.progress_channel(): 0})


def completed(work: Work, learner: Learner, lesson: Lesson, lessons: int) -> None:
    """A lesson is complete, the learner's ``lessons``-th, with so many tries as it took by then."""
    given = {channels.completion_channel(lesson.id): 1, channels.progress_channel(): lessons}
    tried = measures.tried(lesson)
    if tried:
        tries = rows.count_attempts(work.db, learner.pid, lesson.id, tried)
        most = labels.WINSOR * len(tried)
        given[channels.attempts_channel(lesson.id)] = min(tries, most)
    _contribute(work, learner, given)


def returned(work: Work, learner: Learner, lesson_id: str) -> None:
    """Practice of a lesson that came back was done; once for each lesson, however often."""
    _contribute(work, learner, {channels.returns_channel(lesson_id): 1})


def _contribute(work: Work, learner: Learner, given: dict[str, int]) -> None:
    contribute_all(work, learner.cohort_id, learner.pid, given)
