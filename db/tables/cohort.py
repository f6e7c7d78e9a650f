"""A cohort's plan: when it runs, what opens when, whom to turn to."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Cohort(Base):
    """A group that takes the course together.

    ``unlock`` is ``{"rule": "all"}``, ``{"rule": "weekly"}`` or
    ``{"rule": "dates", "dates": {lesson_id: "YYYY-MM-DD"}}``. ``card`` holds the contact card's
    four texts (welfare, safeguarding, data_lead, out_of_hours). ``roster_size`` is the number of
    joined, counted enrolments at the freeze, and None before it; ``calendar`` is then the tick
    dates of each channel (``{channel: ["YYYY-MM-DD", ...]}``), stored because the days on which
    lessons open may still be changed and a tick's date never is. ``place`` is an id of course.yml.
    ``pool`` is the id of the cohort under which the figures of several are published together (its
    own id for that one), and None for a cohort that publishes alone; ``roster_size`` and
    ``calendar`` are then the pool's.
    ``wall_id`` names the wall that the cohort has opened or shares, None without one.
    """

    __tablename__ = "cohort"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    weeks: Mapped[int]
    freeze_on: Mapped[date]
    keep_until: Mapped[date]
    unlock: Mapped[dict[str, Any]]
    place: Mapped[str | None] = mapped_column(String(60))
    pool: Mapped[str | None] = mapped_column(String(32), index=True)
    wall_id: Mapped[str | None] = mapped_column(String(32), index=True)
    card: Mapped[dict[str, Any]]
    roster_size: Mapped[int | None]
    calendar: Mapped[dict[str, Any] | None]


class Keeping(Base):
    """How far a cohort is on its way to the end of keeping.

    ``warned_on`` is the first day of an unbroken stretch on which its learners were warned,
    ``seen_on`` the last; ``erased_on`` is set once what was kept is gone.
    """

    __tablename__ = "keeping"
    __table_args__ = UNORDERED
    cohort_id: Mapped[str] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True
    )
    warned_on: Mapped[date]
    seen_on: Mapped[date]
    erased_on: Mapped[date | None]
