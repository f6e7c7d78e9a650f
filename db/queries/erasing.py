"""Statements that remove a person: their account, their places, all that they wrote."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.base import random_id
from db.engine import scrub_after
from db.queries import record
from db.queries.holdings import invited
from db.queries.sign_in import hold
from db.tables.answers import Enrolment, Released, Roster
from db.tables.booking import Attendance
from db.tables.cohort import Cohort
from db.tables.identity import Account, EntryLink, Invitation, Membership, PidLink, SignIn


def accounts_with_email(db: Session, email: str) -> list[str]:
    """Ids of the accounts with this address, however it is written."""
    wanted = email.strip().lower()
    return list(db.scalars(select(Account.id).where(func.lower(Account.email) == wanted)))


def cohort_ids(db: Session) -> list[str]:
    """Every cohort."""
    return list(db.scalars(select(Cohort.id)))


def account_ids(db: Session) -> list[str]:
    """Every account."""
    return list(db.scalars(select(Account.id)))


def all_pids(db: Session) -> list[str]:
    """Every pid minted, given out or not."""
    return list(db.scalars(select(Enrolment.pid)))


def forget_pid(db: Session, pid: str) -> None:
    """Remove a pid with its key and all that was written under it.

    What stands behind published figures stays, under a random name that leads nowhere: without it
    the next figure would rest on a smaller group than the one before.
    """
    stranger = random_id()
    db.execute(update(Roster).where(Roster.pid == pid).values(pid=stranger))
    db.execute(update(Released).where(Released.pid == pid).values(pid=stranger))
    db.execute(delete(Enrolment).where(Enrolment.pid == pid))
    scrub_after(db)


def forget_account(db: Session, account_id: str, link_keys: Iterable[str]) -> None:
    """Remove an account, its invitations, sign-ins and memberships, and the links to its pids."""
    hold(db, account_id, alone=True)
    record.revoke(db, account_id)
    db.execute(delete(SignIn).where(SignIn.account_id == account_id))
    db.execute(delete(EntryLink).where(EntryLink.account_id == account_id))
    db.execute(
        delete(Invitation).where(invited(account_id)).execution_options(synchronize_session=False)
    )
    db.execute(delete(PidLink).where(PidLink.key.in_(list(link_keys))))
    db.execute(delete(Account).where(Account.id == account_id))
    scrub_after(db)


def forget_invitations(db: Session, email: str) -> None:
    """Remove every invitation to an address."""
    db.execute(delete(Invitation).where(func.lower(Invitation.email) == email.strip().lower()))
    scrub_after(db)


def forget_cohort(db: Session, cohort_id: str) -> None:
    """Remove what is left of a cohort's learners: pids nobody has any more, open invitations."""
    record.forget_handed_in(db, cohort_id)
    db.execute(delete(Enrolment).where(Enrolment.cohort_id == cohort_id))
    db.execute(
        delete(Invitation).where(Invitation.cohort_id == cohort_id, Invitation.role == "learner")
    )
    db.execute(
        delete(Membership).where(
            Membership.cohort_id == cohort_id, Membership.role.in_(("learner", "former"))
        )
    )
    scrub_after(db)


def forget_place(db: Session, account_id: str, cohort_id: str, link_key: str) -> None:
    """Remove an account's part as a learner of one cohort, and the link to its pid there.

    A record handed in there goes too, and which workshops were attended. A certificate that others
    can check is no part of it.
    """
    record.withdraw(db, account_id, cohort_id)
    db.execute(
        delete(Attendance).where(
            Attendance.account_id == account_id, Attendance.cohort_id == cohort_id
        )
    )
    db.execute(
        delete(Membership).where(
            Membership.account_id == account_id,
            Membership.cohort_id == cohort_id,
            Membership.role.in_(("learner", "former")),
        )
    )
    db.execute(
        delete(Invitation).where(
            Invitation.account_id == account_id,
            Invitation.cohort_id == cohort_id,
            Invitation.role == "learner",
        )
    )
    db.execute(delete(PidLink).where(PidLink.key == link_key))
    scrub_after(db)
