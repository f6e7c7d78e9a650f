"""Statements over what people say of themselves by name: records handed in, certificates."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, CursorResult, delete, insert, select
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.identity import Membership
from db.tables.record import HandedIn, PublicCertificate, RevokedBadge

# -- records


def hand_in(db: Session, account_id: str, cohort_id: str, sealed: str) -> None:
    """Keep a record; a second one changes nothing."""
    row = insert_into(db, HandedIn).values(
        account_id=account_id, cohort_id=cohort_id, sealed=sealed
    )
    db.execute(row.on_conflict_do_nothing())


def handed_in(db: Session, account_id: str, cohort_id: str) -> str | None:
    """A person's sealed record in a cohort."""
    return db.scalar(
        select(HandedIn.sealed).where(
            HandedIn.account_id == account_id, HandedIn.cohort_id == cohort_id
        )
    )


def records(db: Session, cohort_id: str) -> list[tuple[str, str]]:
    """(account id, sealed record) of a cohort's present learners who handed theirs in."""
    statement = (
        select(HandedIn.account_id, HandedIn.sealed)
        .join(
            Membership,
            (Membership.account_id == HandedIn.account_id)
            & (Membership.cohort_id == HandedIn.cohort_id),
        )
        .where(HandedIn.cohort_id == cohort_id, Membership.role == "learner")
    )
    return [(row.account_id, row.sealed) for row in db.execute(statement)]


def withdraw(db: Session, account_id: str, cohort_id: str) -> bool:
    """Remove a record; False when there is none."""
    result = db.execute(
        delete(HandedIn).where(HandedIn.account_id == account_id, HandedIn.cohort_id == cohort_id)
    )
    scrub_after(db)
    return isinstance(result, CursorResult) and result.rowcount > 0


def forget_handed_in(db: Session, cohort_id: str) -> None:
    """Remove every record handed in to a cohort."""
    db.execute(delete(HandedIn).where(HandedIn.cohort_id == cohort_id))
    scrub_after(db)


# -- certificates


def add_certificate(db: Session, row: PublicCertificate) -> None:
    """Make a certificate checkable."""
    db.add(row)
    db.flush()


def certificate(db: Session, account_id: str, cohort_id: str) -> PublicCertificate | None:
    """A person's public certificate of a cohort."""
    return db.get(PublicCertificate, (account_id, cohort_id))


def certificates(db: Session, account_id: str) -> list[PublicCertificate]:
    """All public certificates of a person."""
    return list(
        db.scalars(select(PublicCertificate).where(PublicCertificate.account_id == account_id))
    )


def by_code(db: Session, code_hash: str) -> PublicCertificate | None:
    """The certificate whose code has this hash."""
    return db.scalar(select(PublicCertificate).where(PublicCertificate.code_hash == code_hash))


def revoke(db: Session, account_id: str, cohort_id: str | None = None) -> None:
    """Remove a person's public certificates, of one cohort if named; their badges are revoked."""
    theirs: ColumnElement[bool] = PublicCertificate.account_id == account_id
    if cohort_id is not None:
        theirs = theirs & (PublicCertificate.cohort_id == cohort_id)
    places = db.scalars(select(PublicCertificate.place).where(theirs)).all()
    if places:
        db.execute(insert(RevokedBadge), [{"place": place} for place in places])
    db.execute(delete(PublicCertificate).where(theirs))
    scrub_after(db)


def revoked(db: Session) -> Collection[int]:
    """The places of all badges that were revoked."""
    return db.scalars(select(RevokedBadge.place)).all()


def used(db: Session) -> set[int]:
    """Every place that a badge has or had."""
    return {*revoked(db), *db.scalars(select(PublicCertificate.place))}
