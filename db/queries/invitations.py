"""Statements over places offered: making, renewing and taking back those nobody has accepted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.tables.identity import Account, Invitation, Membership

INVITED = "invited"
JOINED = "joined"

# What became of an invitation's mail; "" where none was sent.
WAITING = "waiting"
SENT = "sent"
FAILED = "failed"


def add(
    db: Session,
    cohort_id: str,
    role: str,
    *,
    name: str,
    email: str,
    token: tuple[str, str],
    mail: str,
) -> str:
    """A new invitation with a token's (hash, sealed form); returns its id."""
    row = Invitation(
        cohort_id=cohort_id,
        role=role,
        name=name,
        email=email,
        token_hash=token[0],
        token_sealed=token[1],
        mail=mail,
    )
    db.add(row)
    db.flush()
    return row.id


def pending(db: Session, cohort_id: str, invitation_id: str) -> Invitation | None:
    """An invitation of this cohort that nobody has accepted, held until the transaction ends."""
    statement = (
        select(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.cohort_id == cohort_id,
            Invitation.state == INVITED,
            Invitation.account_id.is_(None),
        )
        .with_for_update()
    )
    return db.scalar(statement.execution_options(populate_existing=True))


def standing_offer(db: Session, cohort_id: str, invitation_id: str) -> Invitation | None:
    """The same invitation, only to be read."""
    statement = select(Invitation).where(
        Invitation.id == invitation_id,
        Invitation.cohort_id == cohort_id,
        Invitation.state == INVITED,
    )
    return db.scalar(statement)


def all_pending(db: Session, cohort_id: str) -> Sequence[Invitation]:
    """Every invitation of a cohort that nobody has accepted."""
    statement = select(Invitation).where(
        Invitation.cohort_id == cohort_id,
        Invitation.state == INVITED,
        Invitation.account_id.is_(None),
    )
    return db.scalars(statement.execution_options(populate_existing=True)).all()


def standing(db: Session, cohort_id: str) -> dict[str, tuple[str, str]]:
    """(state, role) by address, for everyone invited to a cohort or joined, instructors included.

    A joined account's own address counts too, whichever address it was invited under.
    """
    invited = select(Invitation.email, Invitation.state, Invitation.role).where(
        Invitation.cohort_id == cohort_id
    )
    found = {email: (state, role) for email, state, role in db.execute(invited)}
    members = (
        select(Account.email, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.cohort_id == cohort_id, Membership.role.in_(("instructor", "learner")))
    )
    for email, role in db.execute(members):
        if email:
            found[email.lower()] = (JOINED, role)
    return found


def renew(db: Session, invitation_id: str, token_hash: str, token_sealed: str) -> None:
    """Put a new token in place of the old one, which is worth nothing from then on."""
    db.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.state == INVITED)
        .values(token_hash=token_hash, token_sealed=token_sealed)
    )


def note_mail(db: Session, invitation_id: str, token_hash: str, state: str) -> None:
    """Note what became of the mail with this token; nothing, if the token has been renewed."""
    db.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.token_hash == token_hash)
        .values(mail=state)
    )


def remove(db: Session, invitation_id: str) -> None:
    """Take an invitation back that nobody has accepted."""
    db.execute(
        delete(Invitation).where(Invitation.id == invitation_id, Invitation.state == INVITED)
    )


def remove_of_account(db: Session, cohort_id: str, account_id: str, role: str) -> None:
    """Forget by which invitation an account came, so that it may be invited again."""
    db.execute(
        delete(Invitation).where(
            Invitation.cohort_id == cohort_id,
            Invitation.account_id == account_id,
            Invitation.role == role,
        )
    )
