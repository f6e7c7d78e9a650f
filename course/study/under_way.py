"""What a learner is in the middle of at an exercise: kept, so that no restart sends them back.

It holds choices and how far a page has come, never words: those are drafts. It belongs to the
coming attempt, and is gone once that is handed in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from course.access import Viewer, operation
from course.errors import BadInput
from course.study import learner as learners
from course.study.learner import Learner
from course.study.texts import UNREADABLE, whole_number
from course.work import Work
from db.queries import under_way as rows
from db.vault import CannotOpen

LONGEST = 30_000  # characters, of it all
HIGHEST = 1_000_000


@dataclass(frozen=True)
class UnderWay:
    """How far somebody is before the attempt ``number``.

    ``taken`` says how a reply's case is taken (``course.study.taking``); ``again`` that the
    exercise was opened once more, ``unrated`` that the comparison is wanted without a rating, and
    ``rating_again`` that a rating is being changed after it. ``turns`` of a dialogue were
    revealed. ``given`` are choices that were not handed in yet, by their own names.
    """

    number: int
    taken: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False
    unrated: bool = False
    rating_again: bool = False
    turns: int = 0
    given: Mapping[str, Any] = field(default_factory=dict)


@operation
def keep(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    exercise_id: str,
    now: UnderWay,
) -> None:
    """Keep how far the viewer is with an exercise, in place of what was kept before.

    Raises:
        BadInput: it is too much to keep.
        NotFound: no such exercise, or its lesson is not open.
    """
    learners.open_exercise(work, cohort_id, lesson_id, exercise_id)
    whole_number(now.number, 1, HIGHEST)
    text = json.dumps(_said(now))
    if len(text) > LONGEST:
        raise BadInput(UNREADABLE)
    learner = learners.at_work(work, viewer, cohort_id)
    place = address(lesson_id, exercise_id)
    rows.put(work.db, learner.pid, place, learner.box.seal(text, seal_place(learner.pid, place)))


@operation
def mine(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    lesson_id: str,
    numbers: Mapping[str, int],
) -> dict[str, UnderWay]:
    """How far the viewer is with some exercises of a lesson, by exercise id.

    ``numbers`` says for each which attempt comes next; what belongs to an earlier one is over.
    """
    learners.require_open(work, cohort_id, lesson_id)
    learner = learners.of(work, viewer, cohort_id)
    places = {address(lesson_id, name): name for name in numbers}
    kept = rows.at(work.db, learner.pid, list(places)) if places else {}
    found = {name: UnderWay(number) for name, number in numbers.items()}
    for place, sealed in kept.items():
        opened, name = _opened(learner, place, sealed), places[place]
        if opened is not None and opened.number == numbers[name]:
            found[name] = opened
    return found


def forget(work: Work, learner: Learner, lesson_id: str, exercise_id: str) -> None:
    """Nothing is under way any more: it was handed in."""
    rows.remove(work.db, learner.pid, address(lesson_id, exercise_id))


def address(lesson_id: str, exercise_id: str) -> str:
    """Where it is kept."""
    return f"{lesson_id}/{exercise_id}"


def seal_place(pid: str, place: str) -> str:
    """What the seal is bound to."""
    return f"under_way/{pid}/{place}"


def _said(now: UnderWay) -> dict[str, Any]:
    untouched = asdict(UnderWay(now.number))
    return {
        key: value
        for key, value in asdict(now).items()
        if key == "number" or value != untouched[key]
    }


def _opened(learner: Learner, place: str, sealed: str) -> UnderWay | None:
    try:
        return UnderWay(**json.loads(learner.box.open(sealed, seal_place(learner.pid, place))))
    except CannotOpen:
        return None
