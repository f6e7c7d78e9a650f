"""What was asked when something was written: exercises as their own edition has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course.study import taking
from course.study.attempts import Attempt
from course.study.taking import Taken
from course.work import Work
from db.queries import editions

GONE = "A lesson that is no longer in the course"


@dataclass(frozen=True)
class Lesson:
    """A lesson as one edition has it; ``blocks`` are its exercises by id, unseen cases included."""

    number: int = 0
    title: str = GONE
    blocks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)


class Editions:
    """The editions that a reader of old answers meets, each read once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._read: dict[str, Lesson] = {}

    def lesson(self, attempt: Attempt) -> Lesson:
        """The lesson as it read when the answer was given."""
        return self.edition(attempt.lesson_id, attempt.edition)

    def exercise(self, attempt: Attempt) -> Mapping[str, Any]:
        """The exercise as it read then; for a reply, the case that its words answer."""
        lesson = self.lesson(attempt)
        own = lesson.blocks.get(attempt.exercise_id, {})
        if attempt.kind != "reply":
            return own
        taken = taking.of(attempt.answer)
        case = self._instead(attempt, lesson, taken) or own
        milder = case.get("gentler") if taken.gentler else None
        return {**case, "client": milder["client"]} if milder else case

    def _instead(self, attempt: Attempt, own: Lesson, taken: Taken) -> Mapping[str, Any]:
        if taken.case is None:
            return {}
        lesson_id, case_id = taken.case.split("/", 1)
        if lesson_id == attempt.lesson_id:
            return own.blocks.get(case_id, {})
        present = self._work.catalogue.editions.get(lesson_id)
        if present is None:
            return {}
        return self.edition(lesson_id, present.hash).blocks.get(case_id, {})

    def edition(self, lesson_id: str, edition: str) -> Lesson:
        """A lesson as it read in one edition; empty where that is not kept."""
        if edition not in self._read:
            self._read[edition] = _lesson(self._whole(lesson_id, edition))
        return self._read[edition]

    def _whole(self, lesson_id: str, edition: str) -> Mapping[str, Any]:
        present = self._work.catalogue.editions.get(lesson_id)
        if present is not None and present.hash == edition:
            canonical: str | None = present.canonical
        else:
            canonical = editions.canonical(self._work.db, edition)
        found = {} if canonical is None else json.loads(canonical)
        return found if isinstance(found, dict) else {}


def _lesson(whole: Mapping[str, Any]) -> Lesson:
    shown = [block for step in whole.get("steps", ()) for block in step.get("blocks", ())]
    blocks = {block["id"]: block for block in [*shown, *whole.get("unseen", ())] if "id" in block}
    return Lesson(whole.get("number", 0), whole.get("title", GONE), blocks)
