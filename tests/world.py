"""Invented people and cohorts, put straight into the tables for tests of what comes after."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from course.access import Role, Viewer, recognise, sign_in_place, token_hash
from course.cohort import enrolment
from course.own import agreements
from course.signing import links
from course.work import Work
from db.base import random_id
from db.tables.cohort import Cohort
from db.tables.identity import Account, Invitation, Membership, SignIn

CARD = {
    "welfare": "Welfare desk, 01632 960001",
    "safeguarding": "Safeguarding lead, 01632 960002",
    "data_lead": "Data lead, 01632 960003",
    "out_of_hours": "Out of hours, 01632 960004",
}


def account(work: Work, name: str = "Invented Person", **columns: Any) -> str:
    """A joined account; returns its id."""
    row = Account(name=name, joined=True, **columns)
    work.db.add(row)
    work.db.flush()
    return row.id


def sign_in(work: Work, account_id: str) -> str:
    """A signed-in browser for an account; returns the cookie's token."""
    token = secrets.token_urlsafe(32)
    row_id = random_id()
    expires = (work.now + timedelta(days=30)).isoformat()
    work.db.add(
        SignIn(
            id=row_id,
            account_id=account_id,
            token_hash=token_hash(token),
            way="link",
            expires_sealed=work.vault.seal(expires, sign_in_place(row_id)),
        )
    )
    work.db.flush()
    return token


def viewer(work: Work, token: str) -> Viewer:
    """The viewer behind a token that is known to be good."""
    found = recognise(work, token)
    assert found is not None
    return found


def cohort(
    work: Work, name: str = "Invented cohort", starts_on: date | None = None, weeks: int = 8
) -> str:
    """A cohort that starts today, frozen a week later, everything unlocked; returns its id."""
    start = starts_on or work.now.date()
    row = Cohort(
        name=name,
        time_zone="Europe/London",
        starts_on=start,
        weeks=weeks,
        freeze_on=start + timedelta(days=7),
        keep_until=start + timedelta(days=365),
        unlock={"rule": "all"},
        card=dict(CARD),
    )
    work.db.add(row)
    work.db.flush()
    enrolment.mint_batch(work, row.id)
    return row.id


def join(work: Work, account_id: str, cohort_id: str, role: Role) -> None:
    """Make an account a member; a learner is given a pid."""
    work.db.add(Membership(account_id=account_id, cohort_id=cohort_id, role=role.value))
    work.db.flush()
    if role is Role.LEARNER:
        enrolment.give_pid(work, account_id, cohort_id)
        agreements.record(work, account_id)


def invitation(
    work: Work,
    cohort_id: str,
    role: Role = Role.LEARNER,
    *,
    name: str = "Invited Person",
    email: str = "invited@example.org",
) -> str:
    """A place offered that nobody has taken; returns its id."""
    _token, digest, sealed = links.make_invitation_token(work)
    row = Invitation(
        cohort_id=cohort_id,
        role=role.value,
        name=name,
        email=email,
        token_hash=digest,
        token_sealed=sealed,
    )
    work.db.add(row)
    work.db.flush()
    return row.id


def someone(
    work: Work, cohort_id: str | None = None, role: Role = Role.LEARNER, **columns: Any
) -> Viewer:
    """A signed-in person, in a cohort if one is named."""
    account_id = account(work, **columns)
    if cohort_id is not None:
        join(work, account_id, cohort_id, role)
    return viewer(work, sign_in(work, account_id))


@dataclass(frozen=True)
class Scene:
    """Two cohorts and everyone in them, for tests that try an operation as each kind of person."""

    cohort_id: str
    other_cohort_id: str
    owner: Viewer
    instructor: Viewer
    other_instructor: Viewer
    learner: Viewer
    fellow: Viewer
    stranger: Viewer
    invitation_id: str
    other_invitation_id: str
    run_id: str
    seat_token: str
    lesson_id: str = "first"


def scene(work: Work) -> Scene:
    """An owner; two cohorts, an instructor in each; two learners here, one there; a workshop of the
    instructor's with somebody in it."""
    from tests import rooms

    here, there = cohort(work, "Here"), cohort(work, "There")
    instructor = someone(work, here, Role.INSTRUCTOR, name="Instructor")
    run_id, seat_token = rooms.with_a_seat(work, instructor, here)
    return Scene(
        cohort_id=here,
        other_cohort_id=there,
        owner=someone(work, name="Owner", is_owner=True),
        instructor=instructor,
        other_instructor=someone(work, there, Role.INSTRUCTOR, name="Other instructor"),
        learner=someone(work, here, name="Learner"),
        fellow=someone(work, here, name="Fellow learner"),
        stranger=someone(work, there, name="Learner elsewhere"),
        invitation_id=invitation(work, here),
        other_invitation_id=invitation(work, there),
        run_id=run_id,
        seat_token=seat_token,
    )


def set_zone(work: Work, cohort_id: str, zone: str) -> None:
    """Move a cohort to another time zone."""
    work.db.execute(update(Cohort).where(Cohort.id == cohort_id).values(time_zone=zone))


def at(work: Work, now: datetime) -> Work:
    """The same transaction at another moment."""
    return replace(work, now=now)
