"""Which cases a learner has met, which one they meet next, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from course.authoring.schema import Check, Exercise, Intention, Reply
from course.errors import NotFound
from course.study import attempts, cases, learner, taking
from course.study.attempts import Attempt
from course.study.learner import Learner
from course.study.schedule import Item, lesson_of
from course.work import Work
from db.queries import study as rows


@dataclass(frozen=True)
class First:
    """The first words somebody wrote to a case; ``at`` is UTC."""

    case: Reply = field(repr=False)
    at: datetime
    text: str = field(repr=False)


def choose(work: Work, who: Learner, items: Mapping[str, Item], address: str) -> str:
    """The address of the case with which an item comes back; a check comes back as itself.

    It is one of the same rupture type that was not met, those of the item's own lesson first. When
    there is none left, the one met longest ago comes again.
    """
    here = learner.course_here(work, who.cohort_id)
    exercise = here.exercise(*address.split("/", 1))
    if isinstance(exercise, Check):
        return address
    own = _own_case(work, who, address, exercise)
    taken = {item.given for item in items.values()}
    met = _met(work, who)
    lesson_id, open_now = lesson_of(address), taking.open_lessons(work, who.cohort_id)
    kept = list(cases.unseen(here, open_now, own.rupture))
    kept.sort(key=lambda case: case.lesson_id != lesson_id)
    for case in kept:
        if case.address not in met and case.address not in taken:
            return case.address
    shown = [
        case
        for case in cases.every(here, open_now)
        if case.reply.rupture == own.rupture and case.reply.instead_of is None
    ]
    again = [case.address for case in (*kept, *shown) if case.address not in taken]
    known = [name for name in again if name in met]
    return min(known, key=met.__getitem__) if known else f"{lesson_id}/{own.id}"


def _own_case(work: Work, who: Learner, address: str, exercise: Exercise) -> Reply:
    """The case whose rupture type counts: the one first answered, or the exercise's own."""
    first = first_attempt(work, who, address, exercise)
    own = first.case if first else _reply(work, who, address, exercise)
    if own is None:
        raise NotFound
    return own


def _reply(work: Work, who: Learner, address: str, exercise: Exercise) -> Reply | None:
    """The reply itself, or the one that an intention was written for."""
    if isinstance(exercise, Intention):
        here = learner.course_here(work, who.cohort_id)
        try:
            exercise = here.exercise(lesson_of(address), exercise.beside)
        except NotFound:
            return None
    return exercise if isinstance(exercise, Reply) else None


def first_attempt(work: Work, who: Learner, address: str, exercise: Exercise) -> First | None:
    """The first words at a reply, or at the reply an intention was written for."""
    reply = _reply(work, who, address, exercise)
    if reply is None:
        return None
    for attempt in _attempts(work, who, f"{lesson_of(address)}/{reply.id}"):
        if "text" in attempt.answer:
            case = taking.as_answered(work, who.cohort_id, reply, taking.of(attempt.answer))
            return First(case, attempt.at, str(attempt.answer["text"]))
    return None


def latest_words(work: Work, who: Learner, address: str) -> str:
    """An intention as it reads now; empty where it is gone."""
    written = _attempts(work, who, address)
    return str(written[-1].answer.get("text", "")) if written else ""


def met_before(work: Work, who: Learner, address: str, *, is_answered: bool) -> datetime | None:
    """When a case was last met, leaving out the answer that was given on this return."""
    times = sorted(_meetings(work, who).get(address, ()))
    earlier = times[:-1] if is_answered else times
    return earlier[-1] if earlier else None


def passed_by(work: Work, who: Learner) -> list[str]:
    """The addresses of the replies that were passed by and never written."""
    passed: dict[str, bool] = {}
    for attempt in _every(work, who):
        if attempt.kind == "reply":
            address = f"{attempt.lesson_id}/{attempt.exercise_id}"
            passed[address] = passed.get(address, True) and "text" not in attempt.answer
    here = learner.course_here(work, who.cohort_id)
    shown = {case.address for case in cases.every(here, taking.open_lessons(work, who.cohort_id))}
    return [address for address, is_passed in passed.items() if is_passed and address in shown]


def _met(work: Work, who: Learner) -> dict[str, datetime]:
    """When each case was last met, by address."""
    return {address: max(times) for address, times in _meetings(work, who).items()}


def _meetings(work: Work, who: Learner) -> dict[str, list[datetime]]:
    """When each case was met, by address; one that another was taken for was seen too."""
    met: dict[str, list[datetime]] = {}
    for attempt in _every(work, who):
        if attempt.kind == "reply":
            own = f"{attempt.lesson_id}/{attempt.exercise_id}"
            for address in {own, taking.of(attempt.answer).case or own}:
                met.setdefault(address, []).append(attempt.at)
    return met


def _every(work: Work, who: Learner) -> list[Attempt]:
    found = (attempts.opened(who, row) for row in rows.attempts(work.db, who.pid))
    return [attempt for attempt in found if attempt is not None]


def _attempts(work: Work, who: Learner, address: str) -> list[Attempt]:
    found = rows.attempts(work.db, who.pid, *address.split("/", 1))
    opened = (attempts.opened(who, row) for row in found)
    return [attempt for attempt in opened if attempt is not None]
