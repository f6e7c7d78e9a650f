"""What a seat has in a run beside its answers: its place in a group, and what it takes away.

None of it points at the seat's row: PostgreSQL would note there which transaction leaned on it.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base


class LivePlace(Base):
    """A seat's place in a group of one round. All are gone when the run ends."""

    __tablename__ = "live_place"
    __table_args__ = UNORDERED
    run_id: Mapped[str] = mapped_column(
        ForeignKey("live_run.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(70), primary_key=True)
    seat_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    group_number: Mapped[int]
    role: Mapped[str] = mapped_column(String(9))
    online: Mapped[bool]


class LiveTakeaway(Base):
    """A seat's own commitment and notes, sealed under a key made of the seat's token.

    Neither this row nor the installation's key opens it without what lies in the seat's browser.
    ``key`` is a keyed fingerprint of that token: the seat may be gone, and nothing else has it.
    """

    __tablename__ = "live_takeaway"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("live_run.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class LiveKept(Base):
    """A seat's answer to whether its commitment was kept, until the day on which they are counted.

    ``sealed`` is of one length, whatever the answer.
    """

    __tablename__ = "live_kept"
    __table_args__ = UNORDERED
    run_id: Mapped[str] = mapped_column(
        ForeignKey("live_run.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(200))
