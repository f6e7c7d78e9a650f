"""A learner at their desk, for tests: the installation, who they are, and short calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from course.access import Viewer
from course.cohort import enrolment
from course.installation import Installation
from course.study import attempts, drafts
from course.study.attempts import Attempt
from course.study.drafts import DraftText
from db.tables.answers import Attempt as AttemptRow
from tests import world

CASE = "first/case"


@dataclass(frozen=True)
class Desk:
    """One learner of one cohort, each call in a transaction of its own."""

    installation: Installation
    viewer: Viewer
    cohort_id: str

    def save(self, text: str, revision: int, box: str = CASE, **how: Any) -> int:
        with self.installation.writing() as work:
            return drafts.save(work, self.viewer, self.cohort_id, box, text, revision, **how)

    def patch(self, base: int, change: tuple[int, int, str], revision: int, **how: Any) -> int:
        start, removed, inserted = change
        with self.installation.writing() as work:
            return drafts.patch(
                work,
                self.viewer,
                self.cohort_id,
                CASE,
                base,
                start,
                removed,
                inserted,
                revision,
                **how,
            )

    def draft(self, box: str = CASE) -> DraftText | None:
        with self.installation.reading() as work:
            return drafts.load(work, self.viewer, self.cohort_id, box)

    def key(self, exercise: str = "case") -> str:
        with self.installation.reading() as work:
            return attempts.next_key(work, self.viewer, self.cohort_id, "first", exercise)

    def submit(
        self,
        answer: dict[str, Any] | str,
        key: str | None = None,
        exercise: str = "case",
        revision: int | None = None,
    ) -> Attempt:
        sent = {"text": answer} if isinstance(answer, str) else answer
        known = key or self.key(exercise)
        with self.installation.writing() as work:
            return attempts.submit(
                work,
                self.viewer,
                self.cohort_id,
                "first",
                exercise,
                sent,
                known,
                revision=revision,
            )

    def mine(self) -> dict[str, tuple[Attempt, ...]]:
        with self.installation.reading() as work:
            return attempts.mine(work, self.viewer, self.cohort_id, "first")

    def texts(self, exercise: str = "case") -> list[str]:
        return [attempt.answer["text"] for attempt in self.mine().get(exercise, ())]

    def pid(self) -> str:
        with self.installation.reading() as work:
            return enrolment.pid_of(work, self.viewer.account_id, self.cohort_id)

    def row_count(self) -> int:
        with self.installation.reading() as work:
            return len(work.db.scalars(select(AttemptRow.id)).all())


def desk(installation: Installation) -> Desk:
    """A learner alone in a cohort in which everything is open."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        return Desk(installation, world.someone(work, cohort_id), cohort_id)
