"""How far a learner is: lessons, steps, what is left, what comes next."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from course.access import Viewer, operation
from course.authoring.schema import Lesson
from course.cohort import making, unlock
from course.cohort.planning import CohortView
from course.study import done
from course.study import learner as learners
from course.work import Work
from db.queries import study as rows


class State(StrEnum):
    """How a lesson stands for one learner."""

    CLOSED = "closed"  # it opens on ``opens_on``
    OPEN = "open"  # not begun
    PART_WAY = "part-way"
    MENDED = "mended"  # every step is done


@dataclass(frozen=True)
class LessonCard:
    """One lesson on the home page.

    ``step_number`` of ``step_count`` is where the learner is, from 1; ``minutes_left`` spreads the
    design time evenly over the steps that are not done.
    """

    id: str
    number: int
    title: str
    aim: str
    minutes: int
    state: State
    opens_on: date
    position: str
    step_number: int
    step_count: int
    done_count: int
    minutes_left: int

    @property
    def is_open(self) -> bool:
        """Whether it can be entered."""
        return self.state is not State.CLOSED


@dataclass(frozen=True)
class Home:
    """All lessons in course order; ``next`` is the one to go on with, None when none is open."""

    cohort_name: str
    lessons: tuple[LessonCard, ...]
    next: LessonCard | None

    @property
    def mended(self) -> int:
        """How many lessons are complete."""
        return sum(card.state is State.MENDED for card in self.lessons)

    @property
    def opens_next(self) -> LessonCard | None:
        """The lesson that opens soonest of those that are closed."""
        closed = [card for card in self.lessons if card.state is State.CLOSED]
        return min(closed, key=lambda card: (card.opens_on, card.number), default=None)


@dataclass(frozen=True)
class LessonState:
    """One lesson for one learner; ``position`` is the step they were at last."""

    done: frozenset[str]
    position: str
    opens_on: date
    is_open: bool
    completed: bool


@operation
def home(work: Work, viewer: Viewer | None, cohort_id: str) -> Home:
    """Every lesson, how it stands for the viewer, and what is next."""
    learner = learners.of(work, viewer, cohort_id)
    cohort = making.view(work, cohort_id)
    finished = rows.steps_done(work.db, learner.pid)
    positions = rows.positions(work.db, learner.pid)
    cards = tuple(
        _card(work, cohort, edition.lesson, finished, positions.get(edition.lesson.id))
        for edition in work.catalogue.editions.values()
    )
    begun = [card for card in cards if card.state is State.PART_WAY]
    fresh = [card for card in cards if card.state is State.OPEN]
    return Home(cohort.name, cards, next(iter(begun + fresh), None))


def _card(
    work: Work,
    cohort: CohortView,
    lesson: Lesson,
    finished: Collection[tuple[str, str]],
    position: str | None,
) -> LessonCard:
    ids = [step.id for step in lesson.steps]
    finished_here = {step_id for step_id in ids if (lesson.id, step_id) in finished}
    where = _position(ids, finished_here, position)
    if not unlock.is_open(cohort, lesson.id, lesson.number, work.now):
        state = State.CLOSED
    elif len(finished_here) == len(ids):
        state = State.MENDED
    else:
        state = State.PART_WAY if finished_here or position is not None else State.OPEN
    left = lesson.minutes * (len(ids) - len(finished_here)) / len(ids)
    return LessonCard(
        id=lesson.id,
        number=lesson.number,
        title=lesson.title,
        aim=lesson.aim,
        minutes=lesson.minutes,
        state=state,
        opens_on=unlock.opens_on(cohort, lesson.id, lesson.number),
        position=where,
        step_number=1 + ids.index(where),
        step_count=len(ids),
        done_count=len(finished_here),
        minutes_left=math.ceil(left),
    )


def _position(ids: list[str], finished: Collection[str], position: str | None) -> str:
    """Where to go on: the step remembered, or if it is gone the first that is not done."""
    if position in ids:
        return position
    return next((step_id for step_id in ids if step_id not in finished), ids[0])


@operation
def lesson(work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str) -> LessonState:
    """How one lesson stands for the viewer, open or not. Raises NotFound."""
    found = work.catalogue.lesson(lesson_id)
    learner = learners.of(work, viewer, cohort_id)
    cohort = making.view(work, cohort_id)
    ids = [step.id for step in found.steps]
    finished = rows.steps_done(work.db, learner.pid)
    here = frozenset(step_id for step_id in ids if (found.id, step_id) in finished)
    position = rows.positions(work.db, learner.pid).get(found.id)
    return LessonState(
        done=here,
        position=_position(ids, here, position),
        opens_on=unlock.opens_on(cohort, found.id, found.number),
        is_open=unlock.is_open(cohort, found.id, found.number, work.now),
        completed=len(here) == len(ids),
    )


@operation
def move(work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str, step_id: str) -> None:
    """Remember that the viewer is at a step.

    The step they leave is done if nothing in it is required; so is the last step on reaching it.

    Raises:
        NotFound: no such step, or its lesson is not open.
    """
    here = learners.course_here(work, cohort_id)
    step = here.step(lesson_id, step_id)
    learners.require_open(work, cohort_id, lesson_id)
    learner = learners.at_work(work, viewer, cohort_id)
    found = here.lesson(lesson_id)
    left = rows.positions(work.db, learner.pid).get(lesson_id, found.steps[0].id)
    for other in found.steps:
        leaving = other.id == left != step.id
        reached_end = other.id == step.id == found.steps[-1].id
        if (leaving or reached_end) and not done.required(other):
            done.mark(work, learner, found, other.id)
    if rows.positions(work.db, learner.pid).get(lesson_id) != step_id:
        rows.put_position(work.db, learner.pid, lesson_id, step_id)
