"""All that a learner has written, for that learner alone: searched, with its history, removable.

Texts are opened and searched in memory; no index of them exists anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from course.access import Viewer, operation
from course.errors import NotFound
from course.study import answers, boxes, returns
from course.study import attempts as trying
from course.study import learner as learners
from course.study.asked import Editions
from course.study.boxes import Kept
from course.study.learner import Learner
from course.work import Work
from db.queries import reply_ratings as ratings
from db.queries import study as rows
from db.queries.study import StoredAttempt

KINDS = ("reflection", "reply", "drill", "reframe", "intention")


@dataclass(frozen=True)
class Version:
    """What was written at one submission; ``texts`` holds (label, text), the label often empty."""

    number: int
    at: datetime
    texts: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class ReflectionView:
    """One exercise and every version of what was written for it, the newest first."""

    lesson_id: str
    lesson_number: int
    lesson_title: str
    exercise_id: str
    kind: str
    prompt: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """The newest version."""
        return self.versions[0]


@operation
def mine(
    work: Work, viewer: Viewer | None, cohort_id: str, search: str = ""
) -> tuple[ReflectionView, ...]:
    """Everything the viewer has written, the newest first.

    ``search`` keeps what holds these words, in any version or in what was asked, whatever the case.
    """
    learner = learners.of(work, viewer, cohort_id)
    found: dict[tuple[str, str], list[trying.Attempt]] = {}
    for row in rows.attempts(work.db, learner.pid):
        attempt = trying.opened(learner, row) if row.kind in KINDS else None
        if attempt is not None and any(answers.texts(attempt.answer).values()):
            found.setdefault((row.lesson_id, row.exercise_id), []).append(attempt)
    editions = Editions(work)
    views = [_view(editions, attempts) for attempts in found.values()]
    wanted = search.strip().casefold()
    kept = [view for view in views if wanted in _searched(view)]
    return tuple(sorted(kept, key=lambda view: view.latest.at, reverse=True))


def _searched(view: ReflectionView) -> str:
    written = [texts for version in view.versions for texts in version.texts]
    words = [text for _, text in written]
    if view.kind == "reply":  # labels are other cases that were answered here
        words += [label for label, _ in written]
    return "\n".join([view.lesson_title, view.prompt, *words]).casefold()


def _view(editions: Editions, attempts: list[trying.Attempt]) -> ReflectionView:
    newest = attempts[-1]
    lesson, prompt = editions.lesson(newest), prompt_of(editions.exercise(newest))
    return ReflectionView(
        lesson_id=newest.lesson_id,
        lesson_number=lesson.number,
        lesson_title=lesson.title,
        exercise_id=newest.exercise_id,
        kind=newest.kind,
        prompt=prompt,
        versions=tuple(
            Version(attempt.number, attempt.at, _texts(editions, attempt, prompt))
            for attempt in reversed(attempts)
        ),
    )


def _texts(editions: Editions, attempt: trying.Attempt, prompt: str) -> tuple[tuple[str, str], ...]:
    exercise = editions.exercise(attempt)
    labels = {line["id"]: line["label"] for line in exercise.get("lines", ())}
    asked = prompt_of(exercise) if attempt.kind == "reply" else prompt
    # A version that answers another case than the newest one says which.
    other = asked if asked != prompt else ""
    written = answers.texts(attempt.answer)
    return tuple((labels.get(part, other), text) for part, text in written.items())


def prompt_of(exercise: Mapping[str, Any]) -> str:
    """What an exercise asked, in a line; empty where it is not known any more."""
    if exercise.get("kind") == "reply":
        return f"{exercise['title']}: {exercise['client']}"
    return str(exercise.get("write") or exercise.get("prompt") or exercise.get("title") or "")


@operation
def delete(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    exercise_id: str,
    number: int | None = None,
) -> None:
    """Remove one version of what the viewer wrote, or with no ``number`` all of it and its draft.

    It is gone from the disk too once this is committed. Steps that were done stay done.

    Raises:
        NotFound: there is nothing of the viewer's there.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    written = _written(work, learner, lesson_id, exercise_id)
    gone = [row.id for row in written if number is None or row.number == number]
    if not gone:
        raise NotFound
    rows.remove_attempts(work.db, learner.pid, gone)
    numbers = [row.number for row in written if row.id in gone]
    ratings.remove(work.db, learner.pid, lesson_id, exercise_id, numbers)
    returns.after_removing(work, learner, lesson_id, exercise_id)
    if number is None:
        for box, revision, _ in _drafts(work, learner, lesson_id, exercise_id):
            boxes.empty(work, learner, box, revision)


@operation
def remove_earlier(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str, exercise_id: str
) -> int:
    """Remove every version but the newest; returns how many. For when a detail was taken out.

    An unfinished draft keeps its present words, and nothing of what they were before.

    Raises:
        NotFound: there is nothing of the viewer's there.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    written = _written(work, learner, lesson_id, exercise_id)
    if not written:
        raise NotFound
    rows.remove_attempts(work.db, learner.pid, [row.id for row in written[:-1]])
    numbers = [row.number for row in written[:-1]]
    ratings.remove(work.db, learner.pid, lesson_id, exercise_id, numbers)
    for box, revision, sealed in _drafts(work, learner, lesson_id, exercise_id):
        kept = boxes.unseal(learner, box, revision, sealed)
        if kept.before is not None:
            boxes.write(work, learner, box, Kept(kept.revision, kept.text, kept.tab))
    return len(written) - 1


def _written(work: Work, learner: Learner, lesson_id: str, exercise_id: str) -> list[StoredAttempt]:
    found = rows.attempts(work.db, learner.pid, lesson_id, exercise_id)
    return [row for row in found if row.kind in KINDS]


def _drafts(
    work: Work, learner: Learner, lesson_id: str, exercise_id: str
) -> list[tuple[str, int, str]]:
    whole = f"{lesson_id}/{exercise_id}"
    return [
        row
        for row in rows.drafts(work.db, learner.pid)
        if row[0] == whole or row[0].startswith(f"{whole}/")
    ]
