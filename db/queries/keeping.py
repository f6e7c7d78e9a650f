"""Statements about how long a cohort's writing is kept, and the letters that say so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, delete, not_, select, update
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.cohort import Cohort, Keeping
from db.tables.identity import Account, EndingLetter


@dataclass(frozen=True)
class Standing:
    """A cohort and where it stands; the last three are None before its warning begins."""

    cohort_id: str
    name: str
    time_zone: str
    keep_until: date
    warned_on: date | None
    seen_on: date | None
    erased_on: date | None


_COHORT, _KEEPING = Cohort.__table__.c, Keeping.__table__.c
_STANDINGS = (
    select(
        _COHORT.id,
        _COHORT.name,
        _COHORT.time_zone,
        _COHORT.keep_until,
        _KEEPING.warned_on,
        _KEEPING.seen_on,
        _KEEPING.erased_on,
    )
    .select_from(Cohort.__table__)
    .outerjoin(Keeping.__table__, _KEEPING.cohort_id == _COHORT.id)
    .order_by(_COHORT.id)
)
# Asked at every visit to Home: built once, over plain columns.
_ENDING = _STANDINGS.where(
    _COHORT.keep_until <= bindparam("until"),
    not_(and_(_KEEPING.erased_on.is_not(None), _KEEPING.erased_on >= _COHORT.keep_until)),
)


def standings(db: Session, cohort_ids: Collection[str] | None = None) -> list[Standing]:
    """Every cohort, or those named, by id."""
    statement = _STANDINGS
    if cohort_ids is not None:
        statement = statement.where(_COHORT.id.in_(list(cohort_ids)))
    db.flush()
    return [Standing(*row) for row in db.connection().execute(statement)]


def ending(db: Session, until: date) -> list[Standing]:
    """The cohorts whose last day is ``until`` or before, save those that are erased; by id."""
    db.flush()
    return [Standing(*row) for row in db.connection().execute(_ENDING, {"until": until})]


def put(
    db: Session, cohort_id: str, *, warned_on: date, seen_on: date, erased_on: date | None
) -> None:
    """Remember how far a cohort is."""
    new = {"warned_on": warned_on, "seen_on": seen_on, "erased_on": erased_on}
    row = insert_into(db, Keeping).values(cohort_id=cohort_id, **new)
    db.execute(row.on_conflict_do_update(index_elements=["cohort_id"], set_=new))


def drop(db: Session, cohort_id: str) -> None:
    """Forget that a cohort's warning has begun."""
    db.execute(delete(Keeping).where(Keeping.cohort_id == cohort_id))


# -- letters


def addressed(db: Session, account_ids: Collection[str]) -> list[tuple[str, str, str]]:
    """(account id, name, address) of those accounts whose holder joined and has an address."""
    statement = select(Account.id, Account.name, Account.email).where(
        Account.id.in_(list(account_ids)), Account.joined, Account.email.is_not(None)
    )
    return [(row[0], row[1], row[2] or "") for row in db.execute(statement.order_by(Account.id))]


def letters(db: Session, cohort_id: str, stage: int) -> dict[str, tuple[bool, int, str]]:
    """(sent, tries, sealed moment of the next try) of a stage's letters, by account id."""
    statement = select(EndingLetter).where(
        EndingLetter.cohort_id == cohort_id, EndingLetter.stage == stage
    )
    rows = db.scalars(statement.execution_options(populate_existing=True))
    return {row.account_id: (row.sent, row.tries, row.next_sealed) for row in rows}


def note_try(
    db: Session, account_id: str, cohort_id: str, stage: int, *, tries: int, next_sealed: str
) -> None:
    """Keep that a letter is tried now, and when it may be tried again."""
    new = {"tries": tries, "next_sealed": next_sealed}
    row = insert_into(db, EndingLetter).values(
        account_id=account_id, cohort_id=cohort_id, stage=stage, sent=False, **new
    )
    keys = ["account_id", "cohort_id", "stage"]
    db.execute(row.on_conflict_do_update(index_elements=keys, set_=new))


def note_sent(db: Session, account_id: str, cohort_id: str, stage: int) -> None:
    """Keep that a letter was taken by the mail server."""
    db.execute(
        update(EndingLetter)
        .where(
            EndingLetter.account_id == account_id,
            EndingLetter.cohort_id == cohort_id,
            EndingLetter.stage == stage,
        )
        .values(sent=True)
    )


def drop_letters(db: Session, cohort_id: str) -> None:
    """Forget a cohort's letters."""
    db.execute(delete(EndingLetter).where(EndingLetter.cohort_id == cohort_id))
