"""What comes back as it is offered: only what is still there, unchanged and open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Check, Intention, Lesson, Reply
from course.errors import NotFound
from course.study import learner as learners
from course.study import meeting, returns, schedule, taking
from course.study.learner import Learner
from course.study.schedule import Item, What, lesson_of
from course.work import Work

REPLY_MINUTES, INTENTION_MINUTES = 6, 7


@dataclass(frozen=True)
class Return:
    """One thing that comes back. ``words`` is an intention as it reads now; ``due`` is UTC."""

    address: str
    what: What
    due: datetime
    lesson: Lesson = field(repr=False)
    exercise: Check | Reply | Intention = field(repr=False)
    minutes: int
    is_begun: bool
    words: str = field(default="", repr=False)


def due(
    work: Work, learner: Learner, items: Mapping[str, Item], *, words: bool = False
) -> tuple[Return, ...]:
    """What is due now; what has waited longest comes first."""
    now = {name: item for name, item in items.items() if item.is_due(work.now)}
    found = [one for _, one in standing(work, learner, now, words=words)]
    return tuple(sorted(found, key=lambda one: (one.due, one.address)))


def standing(
    work: Work, learner: Learner, items: Mapping[str, Item], *, words: bool = False
) -> Iterator[tuple[str, Return]]:
    """The items whose exercise is still there, unchanged and open; intentions in words if asked."""
    here = learners.course_here(work, learner.cohort_id)
    open_now = taking.open_lessons(work, learner.cohort_id)
    for item in items.values():
        found = _exercise(here, item.address, item.what)
        if found is None or lesson_of(item.address) not in open_now:
            continue
        if isinstance(found, Check) and returns.fingerprint(found) != item.form:
            continue
        if isinstance(found, Intention) and not _beside(here, item.address, found):
            continue
        asked = words and item.what is What.INTENTION
        said = meeting.latest_words(work, learner, item.address) if asked else ""
        yield item.address, _return(here, item, found, said)


def _exercise(here: Catalogue, address: str, what: What) -> Check | Reply | Intention | None:
    try:
        found = here.exercise(*address.split("/", 1))
    except NotFound:
        return None
    if isinstance(found, Check | Reply | Intention) and found.kind == what.value:
        return found
    return None


def _beside(here: Catalogue, address: str, intention: Intention) -> Reply | None:
    return reply(here, f"{lesson_of(address)}/{intention.beside}")


def reply(here: Catalogue, address: str) -> Reply | None:
    """The reply at an address of the course as it is here, if there is one."""
    found = _exercise(here, address, What.REPLY)
    return found if isinstance(found, Reply) else None


def _return(
    here: Catalogue, item: Item, exercise: Check | Reply | Intention, words: str = ""
) -> Return:
    minutes = {What.REPLY: REPLY_MINUTES, What.INTENTION: INTENTION_MINUTES}.get(item.what, 0)
    if isinstance(exercise, Check):
        minutes = math.ceil(len(exercise.questions) / 2)
    return Return(
        address=item.address,
        what=item.what,
        due=item.due,
        lesson=here.lesson(lesson_of(item.address)),
        exercise=exercise,
        minutes=minutes,
        is_begun=bool(item.given),
        words=words,
    )


def passed_by(work: Work, learner: Learner, items: Mapping[str, Item]) -> Iterator[Return]:
    """The replies that were passed by and that nobody asked for again."""
    here = learners.course_here(work, learner.cohort_id)
    for address in meeting.passed_by(work, learner):
        found = reply(here, address)
        if address not in items and found is not None:
            yield _return(here, schedule.asked_for(address, work.now), found)
