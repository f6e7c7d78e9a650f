"""Submitting an answer: one key, one row, whatever the network, the finger or a second tab does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from course.access import Viewer, operation
from course.authoring.schema import AnyExercise, Reply
from course.errors import BadInput
from course.study import answers, boxes, done, returns, taking, under_way
from course.study import learner as learners
from course.study.answers import Answer
from course.study.boxes import Kept
from course.study.drafts import HIGHEST
from course.study.learner import Learner
from course.study.texts import UNREADABLE, whole_number
from course.work import Work
from db.base import random_id
from db.queries import study as rows
from db.queries.study import StoredAttempt

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Outcome(StrEnum):
    """What became of a submission."""

    STORED = "stored"  # a new attempt
    REPEATED = "repeated"  # the same submission came again; the attempt is the one stored first
    KEPT_AS_DRAFT = "kept as draft"  # another tab submitted other words first; these are a draft
    NOT_KEPT = "not kept"  # as above, and the draft holds newer words still: these are nowhere


@dataclass(frozen=True)
class Attempt:
    """One submitted answer. ``number`` counts from 1 for each exercise; ``at`` is UTC.

    ``revision`` is the one from which the exercise's boxes go on; only ``submit`` sets it.
    """

    id: str
    lesson_id: str
    exercise_id: str
    kind: str
    number: int
    at: datetime
    answer: Answer = field(repr=False)
    edition: str
    outcome: Outcome = Outcome.STORED
    revision: int = 0


@operation
def next_key(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str, exercise_id: str
) -> str:
    """The key for the next submission of an exercise, made when its box is drawn.

    Two tabs that show the same box share it, so that both submitting makes one attempt.

    Raises:
        NotFound: no such exercise, or its lesson is not open.
    """
    learners.open_exercise(work, cohort_id, lesson_id, exercise_id)
    learner = learners.of(work, viewer, cohort_id)
    tried = (r.number for r in _rows(work, learner, lesson_id) if r.exercise_id == exercise_id)
    number = 1 + max(tried, default=0)
    return work.vault.lookup("submission", learner.pid, lesson_id, exercise_id, str(number))


@operation
def submit(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    exercise_id: str,
    answer: object,
    submission_key: str,
    *,
    revision: int | None = None,
) -> Attempt:
    """Store an answer as the exercise's next attempt; the same key never stores a second one.

    The row is made of this answer, never of a draft. ``revision`` is the highest its tab has used
    for the exercise's boxes; saves that arrive late are refused below it. When the key was used
    already for other words, those stay as they are and these are kept as the next draft.

    Raises:
        BadInput, TooLong: the answer cannot be stored; nothing was.
        NotFound: no such exercise, or its lesson is not open.
    """
    exercise = learners.open_exercise(work, cohort_id, lesson_id, exercise_id)
    clean = answers.checked(exercise, answer, [skill.id for skill in work.catalogue.rubric.skills])
    if isinstance(exercise, Reply):
        # Refused here unless this learner may take the case so.
        taking.shown(work, cohort_id, lesson_id, exercise, taking.of(clean))
    if not isinstance(submission_key, str) or not _KEY.fullmatch(submission_key):
        raise BadInput(UNREADABLE)
    if revision is not None:
        whole_number(revision, 0, HIGHEST)
    learner = learners.at_work(work, viewer, cohort_id)
    sent = _Sent(learner, lesson_id, exercise, clean, submission_key, revision)
    earlier = rows.attempt_by_key(work.db, learner.pid, submission_key)
    if earlier is not None:
        return _again(work, sent, earlier)
    stored = _store(work, sent)
    under_way.forget(work, learner, lesson_id, exercise_id)
    for part, text in answers.texts(clean).items():
        boxes.settle(work, learner, sent.box(part), text, revision)
    done.after_submitting(work, learner, lesson_id, exercise, clean)
    returns.after_submitting(work, learner, lesson_id, exercise, clean)
    return replace(stored, revision=_present_revision(work, sent))


@dataclass(frozen=True)
class _Sent:
    """A submission whose answer has been checked."""

    learner: Learner
    lesson_id: str
    exercise: AnyExercise
    answer: Answer = field(repr=False)
    key: str
    revision: int | None

    def box(self, part: str) -> str:
        return boxes.address(self.lesson_id, self.exercise, part)


def _store(work: Work, sent: _Sent) -> Attempt:
    row_id = random_id()
    inside = json.dumps({"at": work.now.isoformat(), **sent.answer})
    row = StoredAttempt(
        id=row_id,
        pid=sent.learner.pid,
        lesson_id=sent.lesson_id,
        exercise_id=sent.exercise.id,
        kind=sent.exercise.kind,
        number=1 + rows.last_number(work.db, sent.learner.pid, sent.lesson_id, sent.exercise.id),
        edition=work.catalogue.edition(sent.lesson_id).hash,
        submission_key=sent.key,
        sealed=sent.learner.box.seal(inside, done.place(sent.learner, row_id)),
    )
    rows.add_attempt(work.db, row)
    return _attempt(row, work.now, sent.answer)


def _again(work: Work, sent: _Sent, row: StoredAttempt) -> Attempt:
    if (row.lesson_id, row.exercise_id) != (sent.lesson_id, sent.exercise.id):
        raise BadInput(UNREADABLE)
    stored = opened(sent.learner, row)
    if stored is None:
        raise BadInput("The first attempt could not be opened, so nothing was added to it.")
    first = answers.texts(stored.answer)
    aside = [
        _keep_aside(work, sent, part, text)
        for part, text in answers.texts(sent.answer).items()
        if text != first.get(part)
    ]
    outcome = Outcome.REPEATED
    if aside:
        outcome = Outcome.KEPT_AS_DRAFT if all(aside) else Outcome.NOT_KEPT
    return replace(stored, outcome=outcome, revision=_present_revision(work, sent))


def _keep_aside(work: Work, sent: _Sent, part: str, text: str) -> bool:
    """Keep words that came second as the next draft; False where newer words are kept already."""
    box, given = sent.box(part), sent.revision or 0
    kept = boxes.read(work, sent.learner, box) or Kept(0)
    if kept.text == text:
        return True
    if kept.text and kept.revision >= given:
        return False
    boxes.write(work, sent.learner, box, Kept(max(kept.revision, given) + 1, text))
    return True


def _present_revision(work: Work, sent: _Sent) -> int:
    found = (
        rows.draft(work.db, sent.learner.pid, sent.box(part)) for part in boxes.parts(sent.exercise)
    )
    return max((one[0] for one in found if one is not None), default=0)


def _attempt(row: StoredAttempt, at: datetime, answer: Answer) -> Attempt:
    return Attempt(
        row.id, row.lesson_id, row.exercise_id, row.kind, row.number, at, answer, row.edition
    )


def opened(learner: Learner, row: StoredAttempt) -> Attempt | None:
    """An attempt's row, opened; None if it was altered or is not this learner's."""
    found = done.unseal(learner, row)
    if found is None:
        return None
    at = datetime.fromisoformat(str(found.pop("at")))
    return _attempt(row, at, found)


@operation
def mine(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str
) -> dict[str, tuple[Attempt, ...]]:
    """The viewer's attempts in a lesson by exercise id, each list by number. Raises NotFound."""
    learners.require_open(work, cohort_id, lesson_id)
    learner = learners.of(work, viewer, cohort_id)
    found: dict[str, tuple[Attempt, ...]] = {}
    for row in _rows(work, learner, lesson_id):
        attempt = opened(learner, row)
        if attempt is not None:
            found[row.exercise_id] = (*found.get(row.exercise_id, ()), attempt)
    return found


def _rows(work: Work, learner: Learner, lesson_id: str) -> list[StoredAttempt]:
    """The learner's attempts in a lesson as they are stored."""
    key = ("attempts", learner.pid, lesson_id)
    return work.once(key, lambda: rows.attempts(work.db, learner.pid, lesson_id))
