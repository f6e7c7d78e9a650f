"""Statements by which a place offered becomes a place taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from db.tables.cohort import Cohort
from db.tables.identity import Invitation, Membership


@dataclass(frozen=True)
class Offer:
    """An invitation that nobody has accepted, and what it invites to."""

    invitation_id: str
    name: str
    email: str
    role: str
    cohort_id: str
    cohort_name: str
    keep_until: date
    time_zone: str
    has_wall: bool


def offer(db: Session, token_hash: str) -> Offer | None:
    """The open invitation with this token's hash."""
    row = db.execute(
        select(
            Invitation.id,
            Invitation.name,
            Invitation.email,
            Invitation.role,
            Cohort.id,
            Cohort.name,
            Cohort.keep_until,
            Cohort.time_zone,
            Cohort.wall_id.is_not(None),
        )
        .join(Cohort, Cohort.id == Invitation.cohort_id)
        .where(Invitation.token_hash == token_hash, Invitation.state == "invited")
    ).one_or_none()
    return None if row is None else Offer(*row)


def take(db: Session, invitation_id: str, token_hash: str) -> bool:
    """Mark an invitation accepted and clear its token; False when somebody else was quicker."""
    result = db.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.token_hash == token_hash,
            Invitation.state == "invited",
        )
        .values(state="joined", token_hash=None, token_sealed=None)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def give_to(db: Session, invitation_id: str, account_id: str) -> None:
    """Note which account an accepted invitation went to."""
    db.execute(
        update(Invitation).where(Invitation.id == invitation_id).values(account_id=account_id)
    )


def belongs(db: Session, account_id: str, cohort_id: str) -> bool:
    """Whether an account belongs to a cohort in any role. A learner who was removed does not."""
    found = select(Membership.role).where(
        Membership.account_id == account_id,
        Membership.cohort_id == cohort_id,
        Membership.role != "former",
    )
    return db.scalars(found).first() is not None


def add_member(db: Session, account_id: str, cohort_id: str, role: str) -> None:
    """Make an account a member of a cohort, and no longer one who was removed from it."""
    db.execute(
        delete(Membership).where(
            Membership.account_id == account_id,
            Membership.cohort_id == cohort_id,
            Membership.role == "former",
        )
    )
    db.add(Membership(account_id=account_id, cohort_id=cohort_id, role=role))
    db.flush()


def waiting_for(db: Session, who: str) -> list[Invitation]:
    """Open invitations to an address or name (lower case)."""
    found = db.scalars(select(Invitation).where(Invitation.state == "invited")).all()
    return [row for row in found if who in {row.email.lower(), row.name.lower()}]
