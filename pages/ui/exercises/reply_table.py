"""What lies beside a reply: the cases that may stand in for it, and how its attempts were rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from course.access import Viewer
from course.authoring.schema import Reply
from course.study import cases, reply_ratings, taking
from course.study.attempts import Attempt
from course.study.cases import Case
from course.study.learner import course_here
from course.study.reply_ratings import Moment, ReplyRating
from course.work import Work


@dataclass(frozen=True)
class ReplyTable:
    """``offered`` may be taken instead; ``answered`` is the case of each attempt by its number."""

    offered: tuple[Case, ...]
    answered: dict[int, Reply]
    ratings: dict[tuple[int, Moment], ReplyRating] = field(repr=False)

    def rating(self, attempt: Attempt, moment: Moment) -> ReplyRating | None:
        """How an attempt was rated at one moment, if it was."""
        return self.ratings.get((attempt.number, moment))


def lay(
    work: Work,
    viewer: Viewer,
    cohort_id: str,
    lesson_id: str,
    replies: Sequence[Reply],
    tried: dict[str, tuple[Attempt, ...]],
) -> dict[str, ReplyTable]:
    """A table for each of these replies, by its id. Raises NotFound."""
    if not replies:
        return {}
    # Only what was answered can have been rated.
    answered = any(tried.get(reply.id) for reply in replies)
    rated = reply_ratings.mine(work, viewer, cohort_id, lesson_id) if answered else ()
    here, open_now = course_here(work, cohort_id), taking.open_lessons(work, cohort_id)
    return {
        reply.id: ReplyTable(
            offered=cases.in_place_of(here, open_now, lesson_id, reply),
            answered={
                attempt.number: taking.as_answered(
                    work, cohort_id, reply, taking.of(attempt.answer)
                )
                for attempt in tried.get(reply.id, ())
            },
            ratings={(one.number, one.moment): one for one in rated if one.exercise_id == reply.id},
        )
        for reply in replies
    }
