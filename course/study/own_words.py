"""Words of a learner's own that they may take elsewhere, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from course.authoring.schema import Intention, Reflection, Reframe
from course.study import answers, attempts, learner
from course.study.attempts import Attempt
from course.study.learner import Learner
from course.study.reply_ratings import ReplyRating
from course.work import Work
from db.queries import study as rows


@dataclass(frozen=True)
class Own:
    """Some words and where they stand. ``ref`` finds them again as long as they do."""

    ref: str
    lesson_number: int
    asked: str
    text: str = field(repr=False)


def shown(work: Work, who: Learner, ratings: tuple[ReplyRating, ...]) -> dict[str, list[Own]]:
    """By skill, the sentences that showed a 4 or a 5, the newest first; never one twice."""
    here, found = learner.course_here(work, who.cohort_id), dict[str, list[Own]]()
    for one in sorted(ratings, key=lambda rating: rating.at, reverse=True):
        edition = here.editions.get(one.lesson_id)
        if edition is None:
            continue
        ref = f"{one.lesson_id}/{one.exercise_id}/{one.number}/{one.moment.value}"
        for skill, text in one.words.items():
            known = found.setdefault(skill, [])
            if text not in {own.text for own in known}:
                known.append(Own(ref, edition.lesson.number, "", text))
    return found


def intentions(work: Work, who: Learner) -> list[Own]:
    """What the learner means to do next time, as it reads now, in course order."""
    return [own for kind, own in _written(work, who) if kind == "intention"]


def written(work: Work, who: Learner) -> list[Own]:
    """Intentions, reframes and reflections as they read now, in course order."""
    return [own for _, own in _written(work, who)]


def _written(work: Work, who: Learner) -> list[tuple[str, Own]]:
    latest: dict[tuple[str, str], Attempt] = {}
    for row in rows.attempts(work.db, who.pid):
        attempt = attempts.opened(who, row) if row.kind in _KINDS else None
        if attempt is not None:
            latest[attempt.lesson_id, attempt.exercise_id] = attempt
    found: list[tuple[str, Own]] = []
    for lesson_id, edition in learner.course_here(work, who.cohort_id).editions.items():
        for step in edition.lesson.steps:
            for block in step.blocks:
                if isinstance(block, Intention | Reframe | Reflection):
                    kept = latest.get((lesson_id, block.id))
                    if kept is not None:
                        text = "\n".join(answers.texts(kept.answer).values())
                        own = Own(
                            f"{lesson_id}/{block.id}", edition.lesson.number, block.prompt, text
                        )
                        found.append((block.kind, own))
    return found


_KINDS = {"intention", "reframe", "reflection"}
