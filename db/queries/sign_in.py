"""Statements over signed-in browsers, entry links and what an account needs to get back in."""

from __future__ import annotations

from sqlalchemy import CursorResult, Delete, Update, delete, func, select, text, update
from sqlalchemy.orm import Session

from db.tables.identity import Account, EntryLink, SignIn, Subject


def _changed(db: Session, statement: Delete | Update) -> int:
    result = db.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


# -- signed-in browsers


def add_sign_in(
    db: Session, row_id: str, account_id: str, *, token_hash: str, way: str, expires_sealed: str
) -> None:
    """Add one signed-in browser."""
    db.add(
        SignIn(
            id=row_id,
            account_id=account_id,
            token_hash=token_hash,
            way=way,
            expires_sealed=expires_sealed,
        )
    )
    db.flush()


def of_account(db: Session, account_id: str) -> list[tuple[str, str, str]]:
    """(id, way, sealed expiry) of an account's signed-in browsers."""
    found = db.execute(
        select(SignIn.id, SignIn.way, SignIn.expires_sealed).where(SignIn.account_id == account_id)
    )
    return [(row_id, way, sealed) for row_id, way, sealed in found]


def end_one(db: Session, account_id: str, sign_in_id: str) -> bool:
    """Remove one of an account's sign-ins; False when there was none."""
    statement = delete(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account_id)
    return _changed(db, statement) == 1


def end_all(db: Session, account_id: str) -> None:
    """Remove all of an account's sign-ins."""
    db.execute(delete(SignIn).where(SignIn.account_id == account_id))


# -- entry links


def add_link(
    db: Session, token_hash: str, kind: str, account_id: str | None, expires_sealed: str | None
) -> None:
    """Add a single-use link. Into an account that was erased meanwhile it is not kept."""
    if account_id is not None:
        hold(db, account_id)
        if account(db, account_id) is None:
            return
    db.add(
        EntryLink(
            token_hash=token_hash, kind=kind, account_id=account_id, expires_sealed=expires_sealed
        )
    )
    db.flush()


def link(db: Session, token_hash: str) -> EntryLink | None:
    """The link with this hash."""
    return db.get(EntryLink, token_hash)


def spend_link(db: Session, token_hash: str) -> bool:
    """Remove a link; False when somebody else was quicker."""
    return _changed(db, delete(EntryLink).where(EntryLink.token_hash == token_hash)) == 1


def links_of(db: Session, account_id: str, kind: str) -> list[tuple[str, str | None]]:
    """(hash, sealed expiry) of an account's links of one kind."""
    found = db.execute(
        select(EntryLink.token_hash, EntryLink.expires_sealed).where(
            EntryLink.account_id == account_id, EntryLink.kind == kind
        )
    )
    return [(token_hash, sealed) for token_hash, sealed in found]


def drop_links_of(db: Session, account_id: str) -> None:
    """Remove every link into an account."""
    db.execute(delete(EntryLink).where(EntryLink.account_id == account_id))


def drop_links(db: Session, token_hashes: list[str]) -> None:
    """Remove these links."""
    db.execute(delete(EntryLink).where(EntryLink.token_hash.in_(token_hashes)))


def drop_owner_links(db: Session) -> None:
    """Remove the first owner's links."""
    db.execute(delete(EntryLink).where(EntryLink.kind == "owner"))


# -- accounts


def has_owner(db: Session) -> bool:
    """Whether an owner has signed in yet."""
    statement = select(Account.id).where(Account.is_owner, Account.joined).limit(1)
    return db.scalar(statement) is not None


def add_account(db: Session, name: str, email: str | None) -> str:
    """Add an account and return its id."""
    row = Account(name=name, email=email)
    db.add(row)
    db.flush()
    return row.id


def account(db: Session, account_id: str) -> Account | None:
    """One account's row, as it is now."""
    return db.scalar(
        select(Account).where(Account.id == account_id).execution_options(populate_existing=True)
    )


def accounts_by_email(db: Session, email: str) -> list[Account]:
    """Joined accounts with this address, in no telling order (an address may stand on several)."""
    statement = select(Account).where(func.lower(Account.email) == email, Account.joined).limit(50)
    return list(db.scalars(statement.order_by(Account.id)))


def accounts_called(db: Session, who: str) -> list[Account]:
    """Accounts whose address or name is ``who`` (lower case)."""
    statement = select(Account).where(
        (func.lower(Account.email) == who) | (func.lower(Account.name) == who)
    )
    return list(db.scalars(statement.order_by(Account.id)))


def mark_joined(db: Session, account_id: str) -> bool:
    """Note that an account's holder has signed in; False where there is no such account any more.

    Whoever has signed in before gets no new row.
    """
    hold(db, account_id)
    joined = db.scalar(select(Account.joined).where(Account.id == account_id))
    if joined is False:
        db.execute(update(Account).where(Account.id == account_id).values(joined=True))
    return joined is not None


def hold(db: Session, account_id: str, *, alone: bool = False) -> None:
    """Wait for whoever erases the account, or, ``alone``, for whoever is just coming into it.

    A way in doesn't point at its account, so nothing else would stop the one or the other. On
    SQLite there is one writer at a time anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        kind = "" if alone else "_shared"
        key = int(account_id[:15], 16)  # 60 random bits
        db.execute(text(f"SELECT pg_advisory_xact_lock{kind}(:key)"), {"key": key})


def make_owner(db: Session, account_id: str) -> None:
    """Make an account the installation's owner."""
    db.execute(update(Account).where(Account.id == account_id).values(is_owner=True))


def set_recovery(db: Session, account_id: str, recovery_hash: str) -> None:
    """Replace an account's recovery phrase."""
    db.execute(update(Account).where(Account.id == account_id).values(recovery_hash=recovery_hash))


def set_notice(db: Session, account_id: str, notice: str | None) -> None:
    """Leave a notice for an account's holder, or take it away."""
    db.execute(update(Account).where(Account.id == account_id).values(notice=notice))


def set_name(db: Session, account_id: str, name: str) -> None:
    """Change an account's name."""
    db.execute(update(Account).where(Account.id == account_id).values(name=name))


def set_email(db: Session, account_id: str, email: str | None, *, mail_links: bool) -> None:
    """Change an account's address, and whether links may be mailed to it."""
    values = {"email": email, "mail_links": mail_links and email is not None}
    db.execute(update(Account).where(Account.id == account_id).values(values))


# -- identity providers


def subject_account(db: Session, issuer: str, subject: str) -> str | None:
    """The account keyed on (issuer, subject)."""
    return db.scalar(
        select(Subject.account_id).where(Subject.issuer == issuer, Subject.subject == subject)
    )


def add_subject(db: Session, issuer: str, subject: str, account_id: str) -> None:
    """Key an account on (issuer, subject)."""
    db.add(Subject(issuer=issuer, subject=subject, account_id=account_id))
    db.flush()
