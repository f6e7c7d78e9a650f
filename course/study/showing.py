"""Showing one attempt to one person: by a link of two weeks, to that attempt and nothing else.

Nothing of this enters a figure. Who is shown something, until when, and what came back are sealed
by the learner's key; the copy that the link opens is sealed by a key made of the link itself.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from course.access import Viewer, operation, token_hash
from course.cohort import enrolment
from course.cohort.planning import clean_line, has_controls
from course.errors import BadInput, NotFound
from course.study import attempts, shown_item
from course.study import learner as learners
from course.study.attempts import Attempt
from course.study.learner import Learner
from course.study.shown import own_place
from course.study.shown_item import Item
from course.work import Work
from db.queries import showing as rows
from db.queries import study
from db.tables.showing import Shown as ShownRow
from db.vault import CannotOpen

DAYS = 14
NAME_LONGEST = 120


@dataclass(frozen=True)
class Preview:
    """What would be sent, before any name is added.

    ``key`` goes back with the order to send, so that a second tap makes no second link.
    """

    item: Item
    at: datetime
    key: str


@operation
def preview(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str, exercise_id: str, number: int
) -> Preview:
    """Exactly what would be sent of an attempt of the viewer's. Raises NotFound."""
    learner = learners.of(work, viewer, cohort_id)
    found = _attempt(work, learner, lesson_id, exercise_id, number)
    before = sum(row.attempt_id == found.id for row in rows.mine(work.db, learner.pid))
    return Preview(shown_item.of_attempt(work, learner, found), found.at, f"{found.id}.{before}")


def _attempt(
    work: Work, learner: Learner, lesson_id: str, exercise_id: str, number: int
) -> Attempt:
    for row in study.attempts(work.db, learner.pid, lesson_id, exercise_id):
        found = attempts.opened(learner, row) if row.number == number else None
        if found is not None:
            return found
    raise NotFound


@operation
def show(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    exercise_id: str,
    number: int,
    reader: str,
    key: str,
    *,
    sender: str = "",
) -> str:
    """Make the link for one reader; returns the id of what is shown. The same key makes one link.

    ``sender`` is what the reader is told of whose it is; empty tells nothing.

    Raises:
        BadInput: a name can't be used.
        NotFound: no such attempt of the viewer's, or nothing was written in it.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    shown_id = work.vault.lookup("shown", learner.pid, key)[:32]
    if rows.one_of_mine(work.db, learner.pid, shown_id) is not None:
        return shown_id
    found = _attempt(work, learner, lesson_id, exercise_id, number)
    item = replace(
        shown_item.of_attempt(work, learner, found),
        reader=_name(reader, needed=True),
        sender=_name(sender, needed=False),
    )
    token, until = secrets.token_urlsafe(32), work.now + timedelta(days=DAYS)
    inside = {
        "at": work.now.isoformat(),
        "until": until.isoformat(),
        "token": token,
        "reader": item.reader,
        "sender": item.sender,
    }
    row = ShownRow(
        id=shown_id,
        pid=learner.pid,
        attempt_id=found.id,
        token_hash=token_hash(token),
        item=shown_item.seal(item, until, shown_item.token_box(work.vault, token), shown_id),
        sealed=learner.box.seal(json.dumps(inside), own_place(shown_id, learner.pid)),
        answer=None,
    )
    rows.add(work.db, row)
    return shown_id


def _name(typed: str, *, needed: bool) -> str:
    name = clean_line(typed)
    if needed and not name:
        raise BadInput("Say who it is for. A name is enough.")
    if len(name) > NAME_LONGEST:
        raise BadInput(f"A name can have {NAME_LONGEST} characters here at most.")
    if has_controls(name):
        raise BadInput("The name has characters that can't be seen. Type it again.")
    return name


@operation
def end(work: Work, viewer: Viewer | None, cohort_id: str, shown_id: str) -> None:
    """End a link at once. What came back by then stays until it is removed. Raises NotFound."""
    learner = learners.at_work(work, viewer, cohort_id)
    row = rows.one_of_mine(work.db, learner.pid, shown_id)
    if row is None:
        raise NotFound
    _end(work, row)


@operation
def remove(work: Work, viewer: Viewer | None, cohort_id: str, shown_id: str) -> None:
    """Remove what was shown, its link and whatever came back. Raises NotFound."""
    learner = learners.at_work(work, viewer, cohort_id)
    if rows.one_of_mine(work.db, learner.pid, shown_id) is None:
        raise NotFound
    rows.remove(work.db, shown_id)


def forget_over(work: Work) -> int:
    """Once a day: leave nothing of what ended links showed; returns how many ended."""
    ended = 0
    for row in rows.linked(work.db):
        try:
            box = enrolment.learner_box(work, row.pid)
            inside = json.loads(box.open(row.sealed, own_place(row.id, row.pid)))
        except (CannotOpen, NotFound):
            continue
        if datetime.fromisoformat(inside["until"]) <= work.now:
            _end(work, row)
            ended += 1
    return ended


def _end(work: Work, row: ShownRow) -> None:
    if row.answer is None:
        rows.remove(work.db, row.id)
    else:
        rows.unlink(work.db, row.id)
