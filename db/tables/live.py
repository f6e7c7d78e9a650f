"""Live workshops: runs, their hosts and seats, and what is answered while a round is open.

A seat leads to nobody. Its answers are rows only while their round is open: closing turns them
into a tally of words and removes them in the same transaction. No row carries the time at which
somebody did something, and all keys are random.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id

_OPEN = text("status <> 'ended'")


class LivePlan(Base):
    """A workshop's plan as it read when a run of it was made: its canonical form and its hash."""

    __tablename__ = "live_plan"
    __table_args__ = UNORDERED
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    canonical: Mapped[str] = mapped_column(Text)


class LiveRun(Base):
    """One occurrence of a workshop.

    ``edition`` is the hash of its plan. ``status`` is
    ``planned``, ``live`` or ``ended``; ``state`` is what ``course.workshop.stages`` packs, and
    ``revision`` counts its changes. ``starts_at`` is an ISO time in UTC. ``code`` is unique among
    the runs that have not ended. On ``kept_until`` the run is removed with all that is left of it.
    """

    __tablename__ = "live_run"
    __table_args__ = (
        Index("uq_live_run_code", "code", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        UNORDERED,
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    plan_id: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(ForeignKey("live_plan.hash"))
    cohort_id: Mapped[str | None] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[str] = mapped_column(String(32))
    minutes: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[int]
    for_guests: Mapped[bool]
    rehearsal: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(6))
    board_hash: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(7), default="planned")
    state: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    kept_until: Mapped[date]


class LiveHost(Base):
    """Somebody who may run it."""

    __tablename__ = "live_host"
    __table_args__ = UNORDERED
    run_id: Mapped[str] = mapped_column(
        ForeignKey("live_run.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class LiveSeat(Base):
    """A participant's place in a run, under a word; once it is ``gone``, under its own id.

    ``device`` is ``room``, ``online`` or ``none``. ``own`` is what its holder asked for privately
    (to pass, to observe, a gentler card), sealed at one length.
    """

    __tablename__ = "live_seat"
    __table_args__ = (Index("uq_live_seat_label", "run_id", "label", unique=True), UNORDERED)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    run_id: Mapped[str] = mapped_column(ForeignKey("live_run.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(40))
    device: Mapped[str] = mapped_column(String(6))
    gone: Mapped[bool] = mapped_column(default=False)
    own: Mapped[str] = mapped_column(Text)


class LiveResponse(Base):
    """A seat's present answer in a round that is open, and the marks by which a retry is known.

    It points at no seat: PostgreSQL would note in the seat's row which transaction leaned on it,
    and so keep the list of who answered.
    """

    __tablename__ = "live_response"
    __table_args__ = UNORDERED
    run_id: Mapped[str] = mapped_column(
        ForeignKey("live_run.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(70), primary_key=True)
    seat_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)


class LiveTally(Base):
    """What a closed round may show: words and lengths of bars, never a count. Empty for nothing."""

    __tablename__ = "live_tally"
    __table_args__ = UNORDERED
    run_id: Mapped[str] = mapped_column(
        ForeignKey("live_run.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(70), primary_key=True)
    shown: Mapped[dict[str, Any]]


class LiveText(Base):
    """A text or a word out of a closed round, with nothing of its author.

    ``state`` is ``new`` (the hosts look at it), ``up`` or ``off``; one that is off has no text.
    """

    __tablename__ = "live_text"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    run_id: Mapped[str] = mapped_column(ForeignKey("live_run.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(String(70))
    state: Mapped[str] = mapped_column(String(3), default="new")
    sealed: Mapped[str] = mapped_column(Text)


class LiveCall(Base):
    """A seat whose holder asked the hosts for a word."""

    __tablename__ = "live_call"
    __table_args__ = UNORDERED
    seat_id: Mapped[str] = mapped_column(
        ForeignKey("live_seat.id", ondelete="CASCADE"), primary_key=True
    )
