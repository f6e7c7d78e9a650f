"""Who booked a workshop, by name, and whose attendance was ticked.

Nothing here leads to a seat or to what was answered: no column is shared with them but the run,
nobody's row says when it came, and all rows are written anew whenever one is.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class LiveBooking(Base):
    """One name in the register of a run.

    ``state`` is ``booked`` or ``waiting``; ``place`` is somebody's place among those who wait, and
    None otherwise. ``letter`` is the kind of letter that waits to go out, ``told`` the kinds that
    did; ``retry_sealed`` opens to the moment before which it is not tried again. The token opens
    its holder's own page; who was put down by a host has none.
    """

    __tablename__ = "live_booking"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    run_id: Mapped[str] = mapped_column(ForeignKey("live_run.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    needs_sealed: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(7), default="booked")
    place: Mapped[int | None]
    came: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_sealed: Mapped[str | None] = mapped_column(String(200))
    letter: Mapped[str | None] = mapped_column(String(8))
    told: Mapped[str] = mapped_column(String(80), default="")
    tries: Mapped[int] = mapped_column(default=0)
    retry_sealed: Mapped[str | None] = mapped_column(String(200))


class Attendance(Base):
    """A workshop of a cohort that an account attended, as a host ticked it. The run may be gone."""

    __tablename__ = "attendance"
    __table_args__ = UNORDERED
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    run_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    day: Mapped[date]
    minutes: Mapped[int]
