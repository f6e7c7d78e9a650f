"""Whether a learner has completed the course, and the hours it was designed to take them.

Hours are never measured: they are the design minutes of the steps that are done, and apart from
these the planned minutes of the cohort's workshops at which a host ticked the learner's name. A
case taken more gently, swapped or passed counts the same, because its step is done the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from course.study.learner import Learner, course_here
from course.work import Work
from db.queries import booking
from db.queries import study as rows


@dataclass(frozen=True)
class Standing:
    """``practice`` and ``workshops`` are minutes; ``lessons_left`` are not mended yet."""

    practice: int
    workshops: int
    lessons_left: int

    @property
    def is_complete(self) -> bool:
        """Whether every step of every lesson is done."""
        return self.lessons_left == 0


def standing(work: Work, learner: Learner, account_id: str) -> Standing:
    """How far a learner is; workshops were attended under their account's own name."""
    done = rows.steps_done(work.db, learner.pid)
    practice, left = 0, 0
    for edition in course_here(work, learner.cohort_id).editions.values():
        lesson = edition.lesson
        here = sum((lesson.id, step.id) in done for step in lesson.steps)
        # Spread evenly over the steps: the whole only with the last one.
        practice += lesson.minutes * here // len(lesson.steps)
        left += here < len(lesson.steps)
    attended = booking.attended(work.db, account_id, learner.cohort_id)
    return Standing(practice, sum(one.minutes for one in attended), left)


def hours(minutes: int) -> str:
    """Minutes as people say them, such as ``6 hours 31 minutes``."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} hour{'s' * (whole != 1)}"] if whole else []
    if rest or not whole:
        parts.append(f"{rest} minute{'s' * (rest != 1)}")
    return " ".join(parts)
