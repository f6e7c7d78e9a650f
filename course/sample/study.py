"""Invented learners at work: visits on invented days, each through the operations of the app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from course.access import Viewer, recognise
from course.authoring.schema import Check, Exercise, Lesson, Reply, Step
from course.cohort import making, unlock
from course.installation import Installation
from course.sample import words
from course.signing import sign_ins
from course.study import attempts, drafts, progress, reply_ratings
from course.work import Work


@dataclass(frozen=True)
class Pupil:
    """An invented learner. ``reach`` is how many lessons they do before stopping, part-way or not.

    ``delay`` and ``days`` say how long after a lesson opens they begin, and how long they take.
    """

    account_id: str
    reach: float
    delay: int
    days: int


@dataclass(frozen=True)
class Visit:
    """One pupil at some steps of one lesson, on one day."""

    at: datetime
    pupil: Pupil
    lesson: Lesson
    steps: tuple[Step, ...]


def pupils(account_ids: list[str], random: Random) -> list[Pupil]:
    """The invented learners: the first is part-way, most go on, some stop, a few never begin."""
    found = [Pupil(account_ids[0], reach=2.85, delay=3, days=4)]
    for n, account_id in enumerate(account_ids[1:]):
        reach = (8.0, 3.0, 8.0, 4.5, 2.0, 0.5, 8.0, 1.2)[n % 8] if n < 21 else 0.0
        found.append(Pupil(account_id, reach, random.randrange(3, 12), random.randrange(2, 6)))
    return found


def visits(
    work: Work, cohort_id: str, everyone: list[Pupil], until: datetime, random: Random
) -> list[Visit]:
    """Every visit before ``until``, in order of time."""
    cohort = making.view(work, cohort_id)
    here = work.catalogue.in_place(cohort.place)
    found = [
        visit
        for edition in here.editions.values()
        for pupil in everyone
        for visit in _visits(
            edition.lesson,
            pupil,
            unlock.opens_on(cohort, edition.lesson.id, edition.lesson.number),
            until,
            random,
        )
    ]
    return sorted(found, key=lambda visit: visit.at)


def _visits(
    lesson: Lesson, pupil: Pupil, opens: date, until: datetime, random: Random
) -> Iterator[Visit]:
    share = min(1.0, max(0.0, pupil.reach - (lesson.number - 1)))
    steps = lesson.steps[: round(len(lesson.steps) * share)]
    sittings = 2 if len(steps) > 4 else 1
    size = -(-len(steps) // sittings)
    for sitting in range(sittings if steps else 0):
        day = opens + timedelta(days=pupil.delay + sitting * pupil.days)
        hour = time(random.randrange(8, 20), random.randrange(60), tzinfo=until.tzinfo)
        at = datetime.combine(day, hour)
        if at < until:
            yield Visit(at, pupil, lesson, tuple(steps[sitting * size : (sitting + 1) * size]))


def visit(
    installation: Installation, cohort_id: str, one: Visit, random: Random, move: Callable[[], None]
) -> None:
    """Sign in, go through the steps, and sign out again; ``move`` lets some minutes pass."""
    with installation.writing() as work:
        token = sign_ins.begin(work, one.pupil.account_id, "link")
        viewer = recognise(work, token)
    assert viewer is not None
    for step in one.steps:
        with installation.writing() as work:
            progress.move(work, viewer, cohort_id, one.lesson.id, step.id)
        for exercise in step.blocks:
            if isinstance(exercise, Exercise) and getattr(exercise, "instead_of", None) is None:
                _do(installation, viewer, cohort_id, one.lesson, exercise, random)
                move()
    with installation.writing() as work:
        last = one.steps[-1].id == one.lesson.steps[-1].id
        if not last:
            after = [step.id for step in one.lesson.steps].index(one.steps[-1].id) + 1
            next_step = one.lesson.steps[after].id
            progress.move(work, viewer, cohort_id, one.lesson.id, next_step)
        sign_ins.end_here(work, viewer)


def _do(
    installation: Installation,
    viewer: Viewer,
    cohort_id: str,
    lesson: Lesson,
    exercise: Exercise,
    random: Random,
) -> None:
    skills = [skill.id for skill in installation.catalogue.rubric.skills]
    for turn in count(1):
        given = words.answer(exercise, skills, random, again=turn > 1)
        with installation.writing() as work:
            key = attempts.next_key(work, viewer, cohort_id, lesson.id, exercise.id)
            where = (cohort_id, lesson.id, exercise.id)
            number = attempts.submit(work, viewer, *where, given, key).number
            if isinstance(exercise, Reply):
                marks = words.marks(exercise, given["text"], random, again=turn > 1)
                reply_ratings.rate(work, viewer, *where, number, "first", *marks)
        tries_again = isinstance(exercise, Check) or (
            isinstance(exercise, Reply) and random.random() < 0.4
        )
        if turn == 2 or not tries_again:
            return


def leave_a_draft(installation: Installation, account_id: str, cohort_id: str) -> None:
    """Leave an unfinished sentence where the learner is to go on, if there is a box to write in."""
    with installation.writing() as work:
        viewer = recognise(work, sign_ins.begin(work, account_id, "link"))
        assert viewer is not None
        here = progress.home(work, viewer, cohort_id).next
        if here is not None:
            step = work.catalogue.step(here.id, here.position)
            box = next((b.id for b in step.blocks if b.kind in {"reply", "reflection"}), None)
            if box is not None:
                name = f"{here.id}/{box}"
                drafts.save(work, viewer, cohort_id, name, words.UNFINISHED, 1)
        sign_ins.end_here(work, viewer)
