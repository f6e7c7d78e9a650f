"""What a learner has shown to others, and what came back: theirs to see, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from course.access import Viewer, operation
from course.settings import Settings
from course.study import attempts, reply_ratings, shown_item
from course.study import learner as learners
from course.study.learner import Learner
from course.study.reply_ratings import Moment, ReplyRating
from course.study.shown_item import Item
from course.work import Work
from db.queries import showing as rows
from db.queries import study
from db.tables.showing import Shown as ShownRow
from db.vault import Box, CannotOpen


@dataclass(frozen=True)
class Reading:
    """What came back. ``marks`` are by skill, 1 to 5; a skill that can't be judged is missing."""

    at: datetime
    marks: Mapping[str, int] = field(repr=False)
    keep: str = field(repr=False)
    next_try: str = field(repr=False)


@dataclass(frozen=True)
class Shown:
    """Something shown to one person. ``url`` is None once the link is over.

    ``own_marks`` are the learner's latest marks of the same attempt; empty where they gave none.
    """

    id: str
    item: Item
    at: datetime
    until: datetime
    url: str | None = field(repr=False)
    reading: Reading | None
    own_marks: Mapping[str, int] = field(repr=False)


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Shown, ...]:
    """Everything the viewer shows or has shown, the newest first."""
    learner = learners.of(work, viewer, cohort_id)
    kept = rows.mine(work.db, learner.pid)
    if not kept:
        return ()
    own = _own_marks(reply_ratings.mine(work, viewer, cohort_id))
    found = (_view(work, learner, row, own) for row in kept)
    return tuple(sorted((one for one in found if one), key=lambda one: one.at, reverse=True))


def _own_marks(
    ratings: Sequence[ReplyRating],
) -> dict[tuple[str, str, int], Mapping[str, int]]:
    """The latest marks of each attempt, by where it stands."""
    found = {}
    for one in sorted(ratings, key=lambda one: one.moment is Moment.AGAIN):
        found[one.lesson_id, one.exercise_id, one.number] = one.ratings
    return found


def _view(
    work: Work,
    learner: Learner,
    row: ShownRow,
    own: Mapping[tuple[str, str, int], Mapping[str, int]],
) -> Shown | None:
    attempt_row = study.attempt(work.db, learner.pid, row.attempt_id)
    attempt = attempts.opened(learner, attempt_row) if attempt_row else None
    try:
        inside = json.loads(learner.box.open(row.sealed, own_place(row.id, learner.pid)))
    except CannotOpen:
        return None
    if attempt is None:
        return None
    until = datetime.fromisoformat(inside["until"])
    works = row.token_hash is not None and work.now < until
    return Shown(
        id=row.id,
        item=replace(
            shown_item.of_attempt(work, learner, attempt),
            reader=inside["reader"],
            sender=inside["sender"],
        ),
        at=datetime.fromisoformat(inside["at"]),
        until=until,
        url=url_of(work.settings, inside["token"]) if works else None,
        reading=_reading(learner, row),
        own_marks=own.get((attempt.lesson_id, attempt.exercise_id, attempt.number), {}),
    )


def _reading(learner: Learner, row: ShownRow) -> Reading | None:
    return None if row.answer is None else opened_reading(learner.box, row.id, row.pid, row.answer)


def opened_reading(box: Box, shown_id: str, pid: str, sealed: str) -> Reading | None:
    """What came back, opened; None if it was altered."""
    try:
        inside = json.loads(box.open(sealed, answer_place(shown_id, pid)))
    except CannotOpen:
        return None
    return Reading(
        datetime.fromisoformat(inside["at"]), inside["marks"], inside["keep"], inside["next"]
    )


def url_of(settings: Settings, token: str) -> str:
    """Where a link leads."""
    return f"{settings.url}/shown/{token}"


def own_place(shown_id: str, pid: str) -> str:
    """What the learner's own part of a row is bound to."""
    return f"shown/{shown_id}/{pid}"


def answer_place(shown_id: str, pid: str) -> str:
    """What an answer is bound to."""
    return f"shown/{shown_id}/{pid}/answer"
