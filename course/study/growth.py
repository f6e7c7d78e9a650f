"""A learner's own ratings over time, and their first and latest repair of a case.

All of it is read for that learner alone, and none of it enters a channel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from course.access import Viewer, operation
from course.authoring.schema import RatingExercise, Reply
from course.cohort import making, unlock
from course.errors import NotFound
from course.study import attempts, reply_ratings, spans, taking
from course.study import learner as learners
from course.study.answers import LOOKING_BACK
from course.study.attempts import Attempt
from course.study.spans import Rated, Span
from course.work import Work
from db.queries import study as rows

COLUMNS = 6  # as many small bowls as fit in a row on a phone
LATEST = 5

Ratings = Mapping[str, int]


@dataclass(frozen=True)
class Repair:
    """One written reply. ``ratings`` are empty where it was not rated."""

    at: datetime
    text: str = field(repr=False)
    gentler: bool = False
    ratings: Ratings = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Repaired:
    """A case that was answered more than once, ``times`` times in all."""

    address: str
    lesson_number: int
    case: Reply
    first: Repair
    latest: Repair
    times: int


@dataclass(frozen=True)
class Growth:
    """By skill: the opening rating, where it began looking back, the closing one, and repairs.

    Each is empty until it was given.
    """

    before: Ratings = field(repr=False)
    looking_back: Ratings = field(repr=False)
    after: Ratings = field(repr=False)
    spans: tuple[Span, ...] = field(repr=False)
    cases: tuple[Repaired, ...] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see yet."""
        return not (self.before or self.after or self.spans or self.cases)

    def now(self, skill: str) -> float | None:
        """Where a skill is now: by the closing rating, or else by the latest repairs."""
        if skill in self.after:
            return self.after[skill]
        known = [span.means[skill] for span in self.spans if skill in span.means]
        return known[-1] if known else None


@dataclass(frozen=True)
class Quiet:
    """The skill rated lowest of late, and the lesson that trains it where the course has one."""

    skill: str
    lesson_id: str | None = None
    lesson_number: int = 0
    opens_on: date | None = None  # None once it is open


@dataclass(frozen=True)
class Recent:
    """The last few repairs that were rated, the latest last."""

    repairs: tuple[Rated, ...] = field(repr=False)
    quiet: Quiet | None = field(repr=False)


@operation
def recent(work: Work, viewer: Viewer | None, cohort_id: str) -> Recent:
    """The viewer's last five rated repairs, and the skill that was quietest in them."""
    rated = spans.rated(reply_ratings.mine(work, viewer, cohort_id))[-LATEST:]
    skills = [skill.id for skill in work.catalogue.rubric.skills]
    lowest = spans.quietest(rated, skills)
    return Recent(rated, None if lowest is None else _quiet(work, cohort_id, lowest))


def _quiet(work: Work, cohort_id: str, skill_id: str) -> Quiet:
    trained = {skill.id: skill.lesson for skill in work.catalogue.rubric.skills}
    edition = work.catalogue.editions.get(trained[skill_id] or "")
    if edition is None:
        return Quiet(skill_id)
    lesson, cohort = edition.lesson, making.view(work, cohort_id)
    is_open = unlock.is_open(cohort, lesson.id, lesson.number, work.now)
    opens = None if is_open else unlock.opens_on(cohort, lesson.id, lesson.number)
    return Quiet(skill_id, lesson.id, lesson.number, opens)


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> Growth:
    """The viewer's ratings over time, and the cases they answered more than once."""
    learner = learners.of(work, viewer, cohort_id)
    rated = spans.rated(reply_ratings.mine(work, viewer, cohort_id))
    waves: dict[str, Attempt] = {}
    replies: dict[str, list[tuple[Reply, Attempt]]] = {}
    for row in rows.attempts(work.db, learner.pid):
        if row.kind not in {"rating", "reply"}:
            continue
        attempt = attempts.opened(learner, row)
        if attempt is None:
            continue
        exercise = _exercise(work, cohort_id, attempt)
        if isinstance(exercise, RatingExercise):
            waves[exercise.wave] = attempt
        elif isinstance(exercise, Reply) and "text" in attempt.answer:
            taken = taking.of(attempt.answer)
            address = taken.case or f"{attempt.lesson_id}/{attempt.exercise_id}"
            case = taking.as_answered(work, cohort_id, exercise, taking.Taken(taken.case))
            replies.setdefault(address, []).append((case, attempt))
    by_attempt = {(one.lesson_id, one.exercise_id, one.number): one.ratings for one in rated}
    return Growth(
        before=_given(waves.get("before"), "ratings"),
        looking_back=_given(waves.get("after"), LOOKING_BACK),
        after=_given(waves.get("after"), "ratings"),
        spans=spans.spread(rated, COLUMNS),
        cases=_repaired(work, replies, by_attempt),
    )


def _exercise(work: Work, cohort_id: str, attempt: Attempt) -> object:
    try:
        here = learners.course_here(work, cohort_id)
        return here.exercise(attempt.lesson_id, attempt.exercise_id)
    except NotFound:
        return None


def _given(attempt: Attempt | None, part: str) -> dict[str, int]:
    return {} if attempt is None else dict(attempt.answer.get(part, {}))


def _repaired(
    work: Work,
    replies: Mapping[str, Sequence[tuple[Reply, Attempt]]],
    ratings: Mapping[tuple[str, str, int], Ratings],
) -> tuple[Repaired, ...]:
    def repair(attempt: Attempt) -> Repair:
        known = ratings.get((attempt.lesson_id, attempt.exercise_id, attempt.number), {})
        gentler = taking.of(attempt.answer).gentler
        return Repair(attempt.at, str(attempt.answer["text"]), gentler, known)

    numbers = {name: one.lesson.number for name, one in work.catalogue.editions.items()}
    found = []
    for address, answered in replies.items():
        if len(answered) > 1:
            in_time = sorted((attempt for _, attempt in answered), key=lambda one: one.at)
            number = numbers.get(address.split("/", 1)[0], 0)
            ends = repair(in_time[0]), repair(in_time[-1])
            found.append(Repaired(address, number, answered[0][0], *ends, len(answered)))
    return tuple(sorted(found, key=lambda one: one.latest.at, reverse=True))
