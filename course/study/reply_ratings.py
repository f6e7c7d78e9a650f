"""Rating one's own reply by the skills its case trains: before comparing, and again if wished.

Both ratings are kept. A 4 or a 5 names the words that show it. None of this is ever published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from course.access import Viewer, operation
from course.authoring.schema import Reply
from course.errors import BadInput, NotFound
from course.study import attempts, taking
from course.study import learner as learners
from course.study.attempts import Attempt
from course.study.learner import Learner
from course.study.texts import UNREADABLE, whole_number
from course.work import Work
from db.queries import reply_ratings as rows
from db.queries import study
from db.tables.answers import ReplyRating as RatingRow
from db.vault import CannotOpen

SHOWN_IN_WORDS = 4  # from this rating on, the words that show it are asked for
CHOOSE_WORDS = "For a 4 or a 5, choose the words of yours that show it."


class Moment(StrEnum):
    """When a reply was rated."""

    FIRST = "first"  # before the comparison
    AGAIN = "again"  # after it


@dataclass(frozen=True)
class ReplyRating:
    """One rating of one attempt. ``ratings`` and ``words`` are by skill; ``at`` is UTC."""

    lesson_id: str
    exercise_id: str
    number: int
    moment: Moment
    at: datetime
    ratings: Mapping[str, int] = field(repr=False)
    words: Mapping[str, str] = field(repr=False)


@operation
def rate(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    exercise_id: str,
    number: int,
    moment: str,
    ratings: object,
    words: object,
) -> None:
    """Keep how the viewer rates their attempt. The first rating stays; the later one may change.

    Raises:
        BadInput: a skill is missing, or the words that show a 4 or 5 are.
        NotFound: no such attempt of the viewer's, or nothing was written in it.
    """
    when = _moment(moment)
    learner = learners.at_work(work, viewer, cohort_id)
    exercise = learners.open_exercise(work, cohort_id, lesson_id, exercise_id)
    attempt = _attempt(work, learner, lesson_id, exercise_id, number)
    if not isinstance(exercise, Reply) or "text" not in attempt.answer:
        raise NotFound
    case = taking.as_answered(work, cohort_id, exercise, taking.of(attempt.answer))
    given = _ratings(ratings, case)
    shown = _words(words, given, str(attempt.answer["text"]))
    known = {one.moment for one in _of(work, learner, lesson_id, exercise_id, number)}
    if when is Moment.FIRST and when in known:
        return
    inside = {"at": work.now.isoformat(), "ratings": given, "words": shown}
    key = (lesson_id, exercise_id, number, when.value)
    sealed = learner.box.seal(json.dumps(inside), _place(learner, *key))
    rows.put(work.db, learner.pid, *key, sealed)


def _moment(value: str) -> Moment:
    try:
        return Moment(value)
    except ValueError:
        raise BadInput(UNREADABLE) from None


def _attempt(
    work: Work, learner: Learner, lesson_id: str, exercise_id: str, number: int
) -> Attempt:
    for row in study.attempts(work.db, learner.pid, lesson_id, exercise_id):
        attempt = attempts.opened(learner, row) if row.number == number else None
        if attempt is not None:
            return attempt
    raise NotFound


def _ratings(value: object, case: Reply) -> dict[str, int]:
    if not isinstance(value, dict) or not set(value) <= set(case.skills):
        raise BadInput(UNREADABLE)
    if len(value) < len(set(case.skills)):
        raise BadInput("Rate each of the skills first.")
    return {skill: whole_number(value[skill], 1, 5) for skill in case.skills}


def _words(value: object, ratings: Mapping[str, int], text: str) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= set(ratings):
        raise BadInput(UNREADABLE)
    high = [skill for skill, rating in ratings.items() if rating >= SHOWN_IN_WORDS]
    shown = {skill: value.get(skill, "") for skill in high}
    if not all(isinstance(words, str) and words.strip() for words in shown.values()):
        raise BadInput(CHOOSE_WORDS)
    if not all(words in text for words in shown.values()):
        raise BadInput("Choose words that stand in your reply.")
    return shown


@operation
def mine(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str | None = None
) -> tuple[ReplyRating, ...]:
    """How the viewer rated their replies, by attempt and moment; in one lesson if named."""
    learner = learners.of(work, viewer, cohort_id)
    found = (_opened(learner, row) for row in rows.mine(work.db, learner.pid, lesson_id))
    return tuple(one for one in found if one is not None)


@operation
def has_rated(work: Work, viewer: Viewer | None, cohort_id: str) -> bool:
    """Whether the viewer has ever rated a reply of theirs."""
    return rows.any_of(work.db, learners.of(work, viewer, cohort_id).pid)


def _of(
    work: Work, learner: Learner, lesson_id: str, exercise_id: str, number: int
) -> list[ReplyRating]:
    found = (_opened(learner, row) for row in rows.mine(work.db, learner.pid, lesson_id))
    wanted = (exercise_id, number)
    return [one for one in found if one is not None and (one.exercise_id, one.number) == wanted]


def _opened(learner: Learner, row: RatingRow) -> ReplyRating | None:
    key = (row.lesson_id, row.exercise_id, row.number, row.moment)
    try:
        inside = json.loads(learner.box.open(row.sealed, _place(learner, *key)))
    except CannotOpen:
        return None
    return ReplyRating(
        row.lesson_id,
        row.exercise_id,
        row.number,
        Moment(row.moment),
        datetime.fromisoformat(inside["at"]),
        inside["ratings"],
        inside["words"],
    )


def _place(learner: Learner, lesson_id: str, exercise_id: str, number: int, moment: str) -> str:
    return f"reply_rating/{learner.pid}/{lesson_id}/{exercise_id}/{number}/{moment}"
