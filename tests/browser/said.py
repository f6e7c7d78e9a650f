"""What instructors and learners of the prepared cohorts say to one another, before anyone looks."""

from __future__ import annotations

from collections.abc import Mapping

from course.access import Role
from course.authoring.schema import Lesson
from course.cohort import notes, trainers
from course.cohort.notes import Part
from course.installation import Installation
from course.letters import off, preferences
from course.study import telling
from db.queries import chosen
from tests import world


def by_everyone(here: Installation, lesson: Lesson, tokens: Mapping[str, str]) -> None:
    """Two notes posted and one being written, a message to the trainer, words before a lesson."""
    with here.writing() as work:
        teacher = world.viewer(work, tokens["instructor"])
        cohort_id = teacher.cohorts_as(Role.INSTRUCTOR)[0].cohort_id
        some = (Part(f"unbegun/{lesson.id}", "Begin anywhere."), Part("away/14", "Welcome back."))
        for title in ("A first note", "A quiet week"):
            notes.save(work, teacher, cohort_id, title, "Hello **all**.\n\n- One\n- Two", some, 0)
            notes.post(work, teacher, cohort_id, 1)
        notes.save(work, teacher, cohort_id, "Being written", "Some words.", some, 0)
        learner = world.viewer(work, tokens["mended"])
        telling.tell(work, learner, cohort_id, "I am away until the 12th.")
        trainers.save_words(work, teacher, cohort_id, lesson.id, "Bring a *pen*.", 0)


def off_link(here: Installation, token: str) -> str:
    """Let somebody ask for letters; the link that ends them."""
    with here.writing() as work:
        viewer = world.viewer(work, token)
        preferences.set_reminders(work, viewer, wanted=True)
        row = chosen.preference(work.db, viewer.account_id)
        assert row is not None
        found = off.token_of(work, str(row.off_hash), str(row.off_sealed))
        return off.url(work.settings, found)
