"""More learners than a browser has time for: they join over HTTP and answer through the operations.

Their sign-ins, permissions and contributions are the real ones; only no page is drawn for them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import httpx

from course.access import Viewer, recognise
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Lesson,
    RatingExercise,
    Reframe,
    Reply,
    Sort,
)
from course.cohort.contribute import local_day
from course.installation import Installation, open_installation
from course.settings import read
from course.study import attempts, progress, reply_ratings
from course.work import Work
from db.queries import release as rows
from db.queries.release_store import published_numbers
from tests.browser.walking import exercises
from tests.content import our_course
from tests.launch import clock
from tests.launch_server import Server

FIRST_SKILL, OTHER_SKILLS = 4, 2


@contextmanager
def second_process(server: Server) -> Iterator[Installation]:
    """The served data opened a second time, by the served clock."""
    environ = server.environ()
    opened = open_installation(read(environ), our_course(), clock(environ))
    try:
        yield opened
    finally:
        opened.close()


def join(server: Server, link: str, name: str) -> str:
    """Open an invitation, look again, and join; returns the sign-in's token."""
    with httpx.Client(headers={"Origin": server.origin}, timeout=60) as browser:
        for _ in range(2):
            assert browser.get(link).status_code == 200
        answer = browser.post(link, data={"name": name})
        assert answer.status_code == 200
        (token,) = browser.cookies.values()
        return token


@dataclass(frozen=True)
class Fellow:
    """A learner who has joined."""

    installation: Installation = field(repr=False)
    cohort_id: str
    token: str = field(repr=False)

    def viewer(self, work: Work) -> Viewer:
        """Who they are now, by the database."""
        found = recognise(work, self.token)
        assert found is not None
        return found

    def do(self, lesson: Lesson) -> None:
        """Every step of a lesson, and every exercise that it requires."""
        for step in lesson.steps:
            with self.installation.writing() as work:
                progress.move(work, self.viewer(work), self.cohort_id, lesson.id, step.id)
            for exercise in exercises(step):
                if exercise.required:
                    self.submit(lesson, exercise)
        with self.installation.reading() as work:
            state = progress.lesson(work, self.viewer(work), self.cohort_id, lesson.id)
        assert state.completed

    def do_what_is_left(self, lesson: Lesson) -> None:
        """The exercises that a lesson does not require."""
        for step in lesson.steps:
            for exercise in exercises(step):
                if not exercise.required:
                    self.submit(lesson, exercise)

    def rate(self, lesson: Lesson) -> None:
        """Only the rating of a lesson."""
        for step in lesson.steps:
            for exercise in exercises(step):
                if isinstance(exercise, RatingExercise):
                    self.submit(lesson, exercise)

    def submit(self, lesson: Lesson, exercise: Exercise) -> None:
        """Hand in one exercise."""
        skills = [skill.id for skill in self.installation.catalogue.rubric.skills]
        answer = an_answer(exercise, skills)
        with self.installation.writing() as work:
            me = self.viewer(work)
            where = (self.cohort_id, lesson.id, exercise.id)
            key = attempts.next_key(work, me, *where)
            number = attempts.submit(work, me, *where, answer, key).number
            if isinstance(exercise, Reply):
                ratings = dict.fromkeys(exercise.skills, number)
                reply_ratings.rate(work, me, *where, number, "first", ratings, {})


def an_answer(exercise: Exercise, skills: Sequence[str]) -> dict[str, object]:
    """An answer that an exercise takes, and a check's that passes."""
    words = f"A fellow's words for {exercise.id}"
    match exercise:
        case Drill():
            return {"note": words}
        case Check():
            right = {q.id: next(c.id for c in q.choices if c.right) for q in exercise.questions}
            return {"choices": right}
        case Sort():
            return {"places": {card.id: card.box for card in exercise.cards}}
        case Demonstration():
            guesses = {str(n): 0 for n, turn in enumerate(exercise.turns) if turn.predict}
            return {"predictions": guesses}
        case Reframe():
            return {"lines": {line.id: words for line in exercise.lines}}
        case RatingExercise():
            first, *others = skills
            ratings = {first: FIRST_SKILL, **dict.fromkeys(others, OTHER_SKILLS)}
            back = {"looking_back": ratings} if exercise.wave == "after" else {}
            return {"ratings": ratings, **back}
        case Evaluation():
            return {"answers": {one.id: 4 for one in exercise.statements}}
        case _:
            return {"text": words}


def calendar(installation: Installation, cohort_id: str) -> Mapping[str, list[date]]:
    """The dates of each channel's ticks, fixed at the freeze; empty before it."""
    with installation.reading() as work:
        for unit in rows.units(work.db, frozen=True, unit=cohort_id):
            days = unit.calendar.items()
            return {c: [date.fromisoformat(d) for d in dates] for c, dates in days}
    return {}


def wait_until_decided(installation: Installation, cohort_id: str) -> None:
    """Return once the server has frozen the roster and done every tick whose date has come."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with installation.reading() as work:
            today = local_day(work.now, "UTC")
            done = rows.ticks_done(work.db, cohort_id)
            cells = rows.planned_cells(work.db)
        planned = calendar(installation, cohort_id)
        due = {(channel, d) for channel, days in planned.items() for d in days if d <= today}
        copied = published_numbers(installation.release_reader, [cohort_id])
        if planned and due <= done and len(copied) == len(cells):
            return
        time.sleep(0.2)
    raise AssertionError("the server has not done what was due")
