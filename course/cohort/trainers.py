"""What stands ready for whoever teaches a lesson, and their own few words at its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from course.access import Viewer, operation
from course.authoring.schema import Trainer
from course.cohort import making, said, unlock
from course.errors import StaleDraft
from course.work import Work
from db.queries import enrolment as locks
from db.queries import notes as rows

WORDS_MOST = 2_000


@dataclass(frozen=True)
class Words:
    """A cohort's own words at the head of a lesson; empty where there are none."""

    text: str
    revision: int


@dataclass(frozen=True)
class TrainerPage:
    """One lesson for its trainers: the same whoever the learners are and whatever they do."""

    lesson_id: str
    number: int
    title: str
    aim: str
    minutes: int
    trainer: Trainer | None


@operation
def page(work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str) -> TrainerPage:
    """A lesson's page for trainers. Raises NotFound."""
    lesson = work.catalogue.lesson(lesson_id)
    return TrainerPage(
        lesson.id, lesson.number, lesson.title, lesson.aim, lesson.minutes, lesson.trainer
    )


@dataclass(frozen=True)
class Ready:
    """What stands ready for one lesson, and the day on which it opens to the cohort.

    ``is_open`` says whether it is open now, while the cohort lasts.
    """

    lesson_id: str
    number: int
    title: str
    opens_on: date
    trainer: Trainer | None
    is_open: bool


@operation
def ready(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Ready, ...]:
    """Every lesson with what stands ready for it; the same whatever anybody has done."""
    cohort = making.view(work, cohort_id)
    today = cohort.today(work.now)
    found = []
    for edition in work.catalogue.editions.values():
        one = edition.lesson
        opens = unlock.opens_on(cohort, one.id, one.number)
        is_open = opens <= today <= cohort.ends_on
        found.append(Ready(one.id, one.number, one.title, opens, one.trainer, is_open))
    return tuple(found)


@operation
def words(work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str) -> Words:
    """What the cohort's instructors wrote at the head of a lesson. Raises NotFound."""
    lesson = work.catalogue.lesson(lesson_id)
    return Words(*rows.trainer_text(work.db, cohort_id, lesson.id))


@operation
def save_words(
    work: Work, viewer: Viewer | None, cohort_id: str, lesson_id: str, text: str, revision: int
) -> Words:
    """Put a few words at the head of a lesson for the cohort; an empty text takes them away.

    Raises:
        NotFound: there is no such lesson.
        TooLong: it is over ``WORDS_MOST`` characters; nothing was stored.
        StaleDraft: another instructor, or another window, changed it meanwhile.
    """
    lesson = work.catalogue.lesson(lesson_id)
    locks.lock_cohort(work.db, cohort_id)
    if rows.trainer_text(work.db, cohort_id, lesson.id)[1] != revision:
        raise StaleDraft(said.STALE)
    clean = said.clean(text, WORDS_MOST, "The text")
    rows.put_trainer_text(work.db, cohort_id, lesson.id, clean, revision + 1)
    return Words(clean, revision + 1)
