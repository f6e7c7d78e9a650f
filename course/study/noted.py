"""Notes as a learner reads them: the parts that are for them found from their own data, here.

Nothing of what is found is stored, counted or sent anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from course.access import Viewer, operation
from course.cohort import making, notes, unlock
from course.cohort.planning import CohortView
from course.study import done
from course.study import learner as learners
from course.study.learner import Learner
from course.work import Work
from db.queries import notes as rows
from db.queries import study


@dataclass(frozen=True)
class NoteForMe:
    """A note as this reader sees it: the text for everyone, then the parts that are for them."""

    id: str
    title: str
    author: str
    posted_on: date
    texts: tuple[str, ...]


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[NoteForMe, ...]:
    """The notes posted to my cohort, the newest first."""
    learner = learners.of(work, viewer, cohort_id)
    cohort = making.view(work, cohort_id)
    reader = _Reader(work, learner, cohort)
    found = []
    for row, author in rows.posted(work.db, cohort_id):
        note = notes.shown(row, author)
        if note.posted_on is None:
            continue
        texts = (note.everyone, *(part.text for part in note.some if reader.is_meant(part.who)))
        found.append(NoteForMe(note.id, note.title, note.author, note.posted_on, texts))
    return tuple(found)


@operation
def until(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[date, date]:
    """My cohort's last day, and the day until which what is written there is kept."""
    cohort = making.view(work, cohort_id)
    return cohort.ends_on, cohort.keep_until


class _Reader:
    """What is so of one reader now; each thing is looked up only if a note asks for it."""

    def __init__(self, work: Work, learner: Learner, cohort: CohortView) -> None:
        self._work, self._learner, self._cohort = work, learner, cohort
        self._begun: set[str] | None = None
        self._last: datetime | None = None
        self._looked = False

    def is_meant(self, who: str) -> bool:
        """Whether a rule holds for them."""
        kind, _, what = who.partition("/")
        if kind == notes.AWAY:
            return self._away(timedelta(days=int(what)))
        return self._could_begin(what)

    def _could_begin(self, lesson_id: str) -> bool:
        """A lesson that is open to them and in which they have not been."""
        edition = self._work.catalogue.editions.get(lesson_id)
        if edition is None:
            return False
        number = edition.lesson.number
        if not unlock.is_open(self._cohort, lesson_id, number, self._work.now):
            return False
        if self._begun is None:
            pid, db = self._learner.pid, self._work.db
            been = {lesson for lesson, _step in study.steps_done(db, pid)}
            tried = {row.lesson_id for row in study.attempts(db, pid)}
            self._begun = been | tried | set(study.positions(db, pid))
        return lesson_id not in self._begun

    def _away(self, since: timedelta) -> bool:
        """Whoever handed in something once, and nothing since then."""
        if not self._looked:
            times = []
            for row in study.attempts(self._work.db, self._learner.pid):
                found = done.unseal(self._learner, row)
                if found is not None:
                    times.append(datetime.fromisoformat(str(found["at"])))
            self._last = max(times, default=None)
            self._looked = True
        return self._last is not None and self._work.now - self._last >= since
