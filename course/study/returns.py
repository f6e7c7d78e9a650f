"""What comes back, as it is kept: an item for each check, reply and intention, sealed.

An item is made or moved on by the answer itself, in its transaction, so that a double tap or a
retry moves it once. Answers to a case met on return are ordinary attempts at that case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from fsrs import Rating

from course.authoring.schema import Check, Exercise, Intention, Reply
from course.errors import NotFound
from course.study import answers, contributions, done, schedule, taking
from course.study.learner import Learner, course_here
from course.study.schedule import Item, Standing, What, lesson_of
from course.work import Work
from db.queries import return_items as rows
from db.queries import study
from db.vault import CannotOpen

Items = dict[str, Item]


def read(work: Work, learner: Learner) -> Items:
    """Everything that comes back to a learner, by address."""
    found: Items = {}
    for address, sealed in rows.mine(work.db, learner.pid):
        try:
            text = learner.box.open(sealed, _place(learner, address))
        except CannotOpen:
            continue
        found[address] = schedule.from_json(address, text)
    return found


def keep(work: Work, learner: Learner, item: Item) -> None:
    """Store an item in place of what it was before."""
    sealed = learner.box.seal(schedule.to_json(item), _place(learner, item.address))
    rows.put(work.db, learner.pid, item.address, sealed)


def _place(learner: Learner, address: str) -> str:
    return f"return_item/{learner.pid}/{address}"


def after_submitting(
    work: Work, learner: Learner, lesson_id: str, exercise: Exercise, answer: Mapping[str, Any]
) -> None:
    """Move on whatever this newly stored answer answers, and note what will come back of it."""
    if not isinstance(exercise, Check | Intention | Reply):
        return
    address, items = f"{lesson_id}/{exercise.id}", read(work, learner)
    if "passed" not in answer:
        for lesson in {lesson_of(one.address) for one in items.values() if one.given == address}:
            contributions.returned(work, learner, lesson)
    if isinstance(exercise, Check):
        keep(work, learner, _checked(work, items.get(address), address, exercise, answer))
    elif isinstance(exercise, Intention):
        keep(work, learner, _intended(work, items.get(address), address))
    else:
        _replied(work, learner, items, address, answer)


def _checked(
    work: Work, item: Item | None, address: str, check: Check, answer: Mapping[str, Any]
) -> Item:
    rating, form = _share(check, answer), fingerprint(check)
    if item is None or item.form != form:
        return schedule.begin(address, What.CHECK, rating, work.now, form)
    return schedule.reviewed(item, rating, work.now)


def _share(check: Check, answer: Mapping[str, Any]) -> Rating:
    if answers.right(check, answer) == len(check.questions):
        return Rating.Good
    return Rating.Hard if answers.passes(check, answer) else Rating.Again


def fingerprint(check: Check) -> str:
    """What changes when a check's questions or choices do."""
    return hashlib.sha256(check.model_dump_json().encode()).hexdigest()


def _intended(work: Work, item: Item | None, address: str) -> Item:
    # Revised words come back on the days of the first ones, unless those have both passed.
    if item is None or item.standing is Standing.OVER:
        return schedule.intend(address, work.now)
    return item


def _replied(
    work: Work, learner: Learner, items: Items, address: str, answer: Mapping[str, Any]
) -> None:
    brought = [item for item in items.values() if item.given == address]
    for item in brought:
        if "text" in answer:
            keep(work, learner, schedule.reviewed(item, _effort(answer), work.now))
        else:
            keep(work, learner, schedule.put_off(item, work.now, another=True))
    own = items.get(address)
    if "text" not in answer or own in brought or _is_kept(work, learner, address):
        return
    if own is None:
        keep(work, learner, schedule.begin(address, What.REPLY, _effort(answer), work.now))
    else:
        keep(work, learner, schedule.reviewed(own, _effort(answer), work.now))


def _effort(answer: Mapping[str, Any]) -> Rating:
    how = taking.of(answer)
    return Rating.Hard if how.gentler or how.seen_first else Rating.Good


def _is_kept(work: Work, learner: Learner, address: str) -> bool:
    """Whether a case is one that no step shows."""
    lesson_id, exercise_id = address.split("/")
    try:
        course_here(work, learner.cohort_id).unseen(lesson_id, exercise_id)
    except NotFound:
        return False
    return True


def after_removing(work: Work, learner: Learner, lesson_id: str, exercise_id: str) -> None:
    """Forget what would come back of words that are all removed."""
    left = study.attempts(work.db, learner.pid, lesson_id, exercise_id)
    if not any("text" in (done.unseal(learner, row) or {}) for row in left):
        rows.remove(work.db, learner.pid, f"{lesson_id}/{exercise_id}")
