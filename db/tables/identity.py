"""Who people are and how they get in. No row here carries a time: what expires is sealed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Installation(Base):
    """One row: this installation's id, and a fingerprint by which a lost master key is noticed."""

    __tablename__ = "installation"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    key_fingerprint: Mapped[str] = mapped_column(String(64))


class Account(Base):
    """A signed-in identity. ``joined`` is true once its holder has signed in, and stays true.

    ``mail_links`` is its holder's own word that links may be mailed to ``email``: whoever invited
    them chose that address, and could otherwise come in by it.
    """

    __tablename__ = "account"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320), index=True)
    is_owner: Mapped[bool] = mapped_column(default=False)
    may_make_cohorts: Mapped[bool] = mapped_column(default=False)
    mail_links: Mapped[bool] = mapped_column(default=False)
    joined: Mapped[bool] = mapped_column(default=False)
    recovery_hash: Mapped[str | None] = mapped_column(String(200))
    notice: Mapped[str | None] = mapped_column(String(500))


class Subject(Base):
    """An OIDC identity, keyed on issuer and subject, never on an email address."""

    __tablename__ = "subject"
    __table_args__ = UNORDERED
    issuer: Mapped[str] = mapped_column(String(500), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )


class SignIn(Base):
    """One browser signed in: the cookie's hash. The row gone, the cookie is worth nothing.

    Neither this nor a link points at the account: PostgreSQL would note in the account's own row
    which transaction leaned on it, and so who has just signed in.
    """

    __tablename__ = "sign_in"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    account_id: Mapped[str] = mapped_column(String(32), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[str] = mapped_column(String(12))  # link, oidc, recovery, device, mail, server
    expires_sealed: Mapped[str] = mapped_column(String(200))


class EntryLink(Base):
    """A single-use link: the first owner's, or one an account's holder or the server made."""

    __tablename__ = "entry_link"
    __table_args__ = UNORDERED
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # owner, device, mail, server
    account_id: Mapped[str | None] = mapped_column(String(32), index=True)
    expires_sealed: Mapped[str | None] = mapped_column(String(200))


class Membership(Base):
    """Who belongs to which cohort in which role (``instructor`` or ``learner``)."""

    __tablename__ = "membership"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(12), primary_key=True)


class Invitation(Base):
    """A place offered. The token is kept sealed so that its link can be copied until accepted."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("cohort_id", "email", "role"), UNORDERED)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    state: Mapped[str] = mapped_column(String(12), default="invited")  # invited, joined
    mail: Mapped[str] = mapped_column(String(8), default="")  # waiting, sent, failed
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_sealed: Mapped[str | None] = mapped_column(String(200))
    account_id: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )


class Agreement(Base):
    """A version of the text about joining that somebody agreed to; the day of it is sealed."""

    __tablename__ = "agreement"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    day_sealed: Mapped[str] = mapped_column(String(200))


class EndingLetter(Base):
    """A letter that says what is kept will be erased soon: one for each ``stage`` (30 and 7 days).

    ``next_sealed`` opens to the moment before which it is not tried again.
    """

    __tablename__ = "ending_letter"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[int] = mapped_column(primary_key=True)
    sent: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    next_sealed: Mapped[str] = mapped_column(String(200))


class PidLink(Base):
    """The one bridge from an account to its pid, readable only with the master key.

    ``key`` is a keyed fingerprint of account and cohort; ``pid_sealed`` opens to the pid.
    """

    __tablename__ = "pid_link"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    pid_sealed: Mapped[str] = mapped_column(String(200))
