"""Leaving a cohort, erasing what was written in one, and erasing oneself for good."""

from __future__ import annotations

from dataclasses import dataclass

from course import erasing
from course.access import Role, Viewer, operation
from course.errors import BadInput
from course.wall import kept as wall
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import enrolment as locks
from db.queries import identity, invitations, live_hosts

WORDS = "erase me"
NOT_TYPED = f"Nothing was erased. To do it, type the words “{WORDS}” in the box."


@dataclass(frozen=True)
class BeforeErasing:
    """What somebody should know before they erase themselves.

    ``teaches_alone`` names the cohorts that would be left without an instructor; as long as there
    is one, nobody is erased. ``owns_alone`` is whether the installation would have no owner.
    ``leads_alone`` names the workshops to come that nobody else leads.
    """

    name: str
    cohorts: tuple[str, ...]
    teaches_alone: tuple[str, ...]
    owns_alone: bool
    leads_alone: tuple[str, ...] = ()


@operation
def leave(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """End my own part as a learner of a cohort, at once.

    What I wrote stays sealed until the keep-until date and is mine to see, bring along or erase;
    what waits for the cohort's wall is taken back.
    """
    assert viewer is not None
    locks.lock_cohort(work.db, cohort_id)
    wall.take_all_back(work, viewer.account_id, cohort_id)
    cohorts.make_former(work.db, cohort_id, viewer.account_id)
    invitations.remove_of_account(work.db, cohort_id, viewer.account_id, Role.LEARNER.value)


@operation
def erase_place(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Erase all I wrote in one cohort, now or formerly mine, and leave it; my account stays.

    Raises:
        NotFound: I have no place there.
    """
    assert viewer is not None
    erasing.erase_place(work, viewer.account_id, cohort_id)


@operation
def before_erasing(work: Work, viewer: Viewer | None) -> BeforeErasing:
    """What the viewer should know before they erase themselves."""
    assert viewer is not None
    pids = erasing.pids_of(work, viewer.account_id)
    found = [cohorts.find(work.db, cohort_id) for cohort_id in pids]
    return BeforeErasing(
        name=viewer.name,
        cohorts=tuple(sorted(cohort.name for cohort in found if cohort is not None)),
        teaches_alone=tuple(
            name
            for cohort_id, name in _taught(work, viewer)
            if cohorts.count_members(work.db, cohort_id, Role.INSTRUCTOR.value) == 1
        ),
        owns_alone=viewer.is_owner and identity.count_owners(work.db) == 1,
        leads_alone=tuple(live_hosts.led_alone(work.db, viewer.account_id)),
    )


@operation
def erase_me(work: Work, viewer: Viewer | None, typed: str) -> None:
    """Erase the viewer for good: key, rows, sign-ins and account, in this one transaction.

    Raises:
        BadInput: the words were not typed, or a cohort would be left without an instructor.
    """
    assert viewer is not None
    if " ".join(typed.split()).casefold() != WORDS:
        raise BadInput(NOT_TYPED)
    for cohort_id, _ in _taught(work, viewer):
        locks.lock_cohort(work.db, cohort_id)
    alone = before_erasing(work, viewer).teaches_alone
    if alone:
        raise BadInput(
            f"You are the only instructor of {' and '.join(alone)}. Invite another one first, "
            "so that its learners are not left alone."
        )
    erasing.erase(work, viewer.account_id)


def _taught(work: Work, viewer: Viewer) -> list[tuple[str, str]]:
    """(cohort id, name) of where somebody teaches now, by the database, in one order for all."""
    found = identity.standing(work.db, viewer.sign_in_id)
    belongs = () if found is None else found.belongs
    return sorted((a, name) for a, name, role in belongs if role == Role.INSTRUCTOR)
