"""Statements over what accounts chose for themselves, their calendars by link, their messages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.queries.upsert import insert_into
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership
from db.tables.letters import CalendarFeed, Message, Preference


def preference(db: Session, account_id: str) -> Preference | None:
    """What an account chose; None where it has chosen nothing yet."""
    statement = select(Preference).where(Preference.account_id == account_id)
    return db.scalar(statement.execution_options(populate_existing=True))


def prefer(db: Session, account_id: str, **columns: Any) -> None:
    """Set some of what an account chose, the rest unchanged."""
    defaults: dict[str, Any] = {
        "text_size": "usual",
        "line_spacing": "usual",
        "hide_clocks": False,
        "reminders": False,
    }
    row = insert_into(db, Preference).values(account_id=account_id, **(defaults | columns))
    db.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=columns))


def by_off_hash(db: Session, off_hash: str) -> str | None:
    """The account whose off link has this hash."""
    return db.scalar(select(Preference.account_id).where(Preference.off_hash == off_hash))


# -- the calendar by link


def feed_account(db: Session, token_hash: str) -> str | None:
    """The account whose calendar has this link."""
    statement = select(CalendarFeed.account_id).where(CalendarFeed.token_hash == token_hash)
    return db.scalar(statement)


def has_feed(db: Session, account_id: str) -> bool:
    """Whether an account's calendar has a link."""
    statement = select(CalendarFeed.account_id).where(CalendarFeed.account_id == account_id)
    return db.scalar(statement) is not None


def put_feed(db: Session, account_id: str, token_hash: str) -> None:
    """Give an account's calendar this link in place of any it had."""
    row = insert_into(db, CalendarFeed).values(account_id=account_id, token_hash=token_hash)
    new = {"token_hash": token_hash}
    db.execute(row.on_conflict_do_update(index_elements=["account_id"], set_=new))


def drop_feed(db: Session, account_id: str) -> None:
    """Take the link of an account's calendar away."""
    db.execute(delete(CalendarFeed).where(CalendarFeed.account_id == account_id))


def cohorts_of(db: Session, account_id: str) -> list[str]:
    """Ids of the cohorts an account belongs to now, by first day and name."""
    statement = (
        select(Cohort.id)
        .join(Membership, Membership.cohort_id == Cohort.id)
        .where(Membership.account_id == account_id, Membership.role.in_(("instructor", "learner")))
        .order_by(Cohort.starts_on, Cohort.name, Cohort.id)
    )
    return list(dict.fromkeys(db.scalars(statement)))


# -- messages to instructors


def add_message(db: Session, row: Message) -> None:
    """Keep a message."""
    db.add(row)
    db.flush()


def messages(
    db: Session, cohort_id: str, account_id: str | None = None
) -> list[tuple[str, str, str, str | None, str]]:
    """(id, account id, name, address, sealed) of a cohort's messages, or one person's there."""
    statement = (
        select(Message.id, Account.id, Account.name, Account.email, Message.sealed)
        .join(Account, Account.id == Message.account_id)
        .where(Message.cohort_id == cohort_id)
        .order_by(Account.name, Message.id)
    )
    if account_id is not None:
        statement = statement.where(Account.id == account_id)
    return [(a, b, c, d, e) for a, b, c, d, e in db.execute(statement)]


def remove_message(
    db: Session, cohort_id: str, message_id: str, account_id: str | None = None
) -> bool:
    """Remove a message of a cohort, or only one person's; False when there is none."""
    statement = delete(Message).where(Message.id == message_id, Message.cohort_id == cohort_id)
    if account_id is not None:
        statement = statement.where(Message.account_id == account_id)
    return bool(db.execute(statement.returning(Message.id)).all())
