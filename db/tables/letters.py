"""What an account chose for itself, and the letters it is sent. No row here carries a time."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Preference(Base):
    """How an account likes its pages, and whether it wants letters; no row means the defaults.

    ``paused_sealed`` opens to the moment until which no letter is sent. The off link's token is
    kept sealed so that every letter can carry it, and hashed so that it can be found.
    """

    __tablename__ = "preference"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    text_size: Mapped[str] = mapped_column(String(10), default="usual")
    line_spacing: Mapped[str] = mapped_column(String(10), default="usual")
    hide_clocks: Mapped[bool] = mapped_column(default=False)
    reminders: Mapped[bool] = mapped_column(default=False)
    paused_sealed: Mapped[str | None] = mapped_column(String(200))
    off_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    off_sealed: Mapped[str | None] = mapped_column(String(200))


class CalendarFeed(Base):
    """An account's calendar by secret link: the link's hash alone."""

    __tablename__ = "calendar_feed"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)


class Message(Base):
    """What a learner chose to tell a cohort's instructors under their own name.

    ``sealed`` opens to JSON: ``{"on": ISO day, "text": ...}``.
    """

    __tablename__ = "message"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class Occasion(Base):
    """Something a cohort's letters are written for, once decided to whom they go."""

    __tablename__ = "occasion"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(120), primary_key=True)


class Letter(Base):
    """One letter to one person about one occasion; its key is what makes it go out once.

    ``state`` is ``waiting``, ``sent`` (handed over, or about to be) or ``over`` (not sent any
    more). ``retry_sealed`` opens to the moment before which a waiting letter is left alone.
    """

    __tablename__ = "letter"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    occasion: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting", index=True)
    tries: Mapped[int] = mapped_column(default=0)
    retry_sealed: Mapped[str | None] = mapped_column(String(200))
