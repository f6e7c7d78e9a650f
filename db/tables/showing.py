"""What a learner shows to one person, and chooses for a talk with a supervisor: by pid alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base


class Shown(Base):
    """One attempt, shown to one person by a link.

    ``item`` is what they see, sealed under a key made of the link's token, so that neither this
    row nor the learner's key opens it. ``sealed`` and ``answer`` are the learner's own: to whom and
    until when, and what came back. ``token_hash`` and ``item`` are gone once the link is over.
    """

    __tablename__ = "shown"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    pid: Mapped[str] = mapped_column(ForeignKey("enrolment.pid", ondelete="CASCADE"), index=True)
    attempt_id: Mapped[str] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    item: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)


class Guide(Base):
    """Which of their attempts a learner chose for a talk with a supervisor, sealed."""

    __tablename__ = "guide"
    __table_args__ = UNORDERED
    pid: Mapped[str] = mapped_column(
        ForeignKey("enrolment.pid", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str] = mapped_column(Text)
