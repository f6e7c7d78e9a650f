"""What a cohort's instructors write to its learners: the same bytes for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Note(Base):
    """A note to the cohort. ``posted_on`` is None while it is being written.

    ``parts`` is ``{"everyone": text, "some": [{"who": rule, "text": text}, ...]}``; a rule is
    ``unbegun/<lesson id>`` or ``away/<days>``. Nothing says for whom a rule holds.
    """

    __tablename__ = "note"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    parts: Mapped[dict[str, Any]]
    revision: Mapped[int]
    posted_on: Mapped[date | None]
    place: Mapped[int]  # among those posted on one day, in order


class TrainerText(Base):
    """A few words at the head of a lesson from the cohort's instructors."""

    __tablename__ = "trainer_text"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
