"""A throwaway installation in which a lesson is looked at while it is written.

It is the application itself on a folder that is gone afterwards, so that a lesson looks and works
as it will for learners, and nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from course.access import Role, Viewer, recognise
from course.authoring import editions
from course.authoring.catalogue import Catalogue
from course.cohort import changing, contact, enrolment, making
from course.cohort.planning import CohortPlan, ContactCard, Unlock
from course.errors import NotFound
from course.installation import Installation
from course.settings import Settings, read
from course.signing import sign_ins
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import sign_in as accounts

WEEKS = 8
CARD = ContactCard(
    welfare="Who to turn to when the course stirs something up",
    safeguarding="Who to turn to when somebody may be at risk",
    data_lead="Who answers questions about what is kept",
    out_of_hours="Who answers at night and at weekends",
)


@dataclass(frozen=True)
class Cast:
    """The one cohort, its learner's sign-in, and who may say where it works."""

    cohort_id: str
    token: str = field(repr=False)
    teacher: Viewer = field(repr=False)


@contextmanager
def throwaway(port: int) -> Iterator[Settings]:
    """Settings of an installation that listens on this machine alone and is gone at the end."""
    with TemporaryDirectory(prefix="goldseam-preview-") as folder:
        yield read({"GOLDSEAM_DATA": str(Path(folder)), "PORT": str(port), "HOST": "127.0.0.1"})


def people(installation: Installation) -> Cast:
    """Make the cohort, all its lessons open, with an instructor and a learner."""
    with installation.writing() as work:
        accounts.make_owner(work.db, accounts.add_account(work.db, "", None))
        teacher_id = accounts.add_account(work.db, "Instructor", None)
        signed_in(work, teacher_id)
        cohorts.allow_making(work.db, teacher_id, allowed=True)
        teacher = signed_in(work, teacher_id)[1]
        today = work.now.date()
        plan = CohortPlan(
            name="Preview",
            time_zone="UTC",
            starts_on=today,
            weeks=WEEKS,
            freeze_on=today + timedelta(days=7),
            keep_until=today + timedelta(weeks=WEEKS + 1),
            unlock=Unlock.ALL,
            wall=True,
        )
        cohort_id = making.make(work, teacher, plan)
        contact.save(work, teacher, cohort_id, CARD)
        learner_id = accounts.add_account(work.db, "Author", None)
        cohorts.add_member(work.db, cohort_id, learner_id, Role.LEARNER.value)
        enrolment.give_pid(work, learner_id, cohort_id)
        return Cast(cohort_id, signed_in(work, learner_id)[0], teacher)


def signed_in(work: Work, account_id: str) -> tuple[str, Viewer]:
    """A sign-in of an account: the cookie's token, and who it is."""
    token = sign_ins.begin(work, account_id, "link")
    viewer = recognise(work, token)
    if viewer is None:
        raise NotFound
    return token, viewer


def with_course(installation: Installation, catalogue: Catalogue) -> Installation:
    """The same installation with another state of the course."""
    changed = replace(installation, catalogue=catalogue)
    with changed.writing() as work:
        editions.remember(work)
    return changed


def work_in(installation: Installation, cast: Cast, place: str | None) -> None:
    """Let the cohort work in a place of the course, for what law and duty ask there."""
    with installation.writing() as work:
        now = making.view(work, cast.cohort_id)
        changing.change(
            work,
            cast.teacher,
            cast.cohort_id,
            name=now.name,
            keep_until=now.keep_until,
            place=place,
        )


def place_now(work: Work, cast: Cast) -> str | None:
    """Where the cohort works now."""
    return making.view(work, cast.cohort_id).place
