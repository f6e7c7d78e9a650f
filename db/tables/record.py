"""What a person says of themselves by name: a record handed in, a certificate anyone may check.

No row here carries a pid or a time. Each says of its account that the course was completed, which
is why it exists only by that person's own choice.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base


class HandedIn(Base):
    """A record as it was handed in to a cohort's instructors; its text is sealed."""

    __tablename__ = "handed_in"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)


class PublicCertificate(Base):
    """A certificate that anyone with its code may check, for as long as this row is here.

    ``sealed`` holds what the page says, and the code. ``place`` is its badge's place in the status
    list, where it is free again for nobody (``RevokedBadge``).
    """

    __tablename__ = "public_certificate"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    place: Mapped[int] = mapped_column(unique=True)
    sealed: Mapped[str] = mapped_column(Text)


class RevokedBadge(Base):
    """A place in the status list whose badge is worth nothing any more. Whose it was is gone."""

    __tablename__ = "revoked_badge"
    __table_args__ = UNORDERED
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class BadgeKey(Base):
    """A key that signs badges. ``private_sealed`` is None once a newer one signs.

    ``id`` is the RFC 7638 fingerprint of ``public``, which stays so that earlier badges verify.
    """

    __tablename__ = "badge_key"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    public: Mapped[dict[str, Any]]
    private_sealed: Mapped[str | None] = mapped_column(Text)
