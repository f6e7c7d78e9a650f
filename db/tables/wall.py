"""The wall of a cohort or a pool: texts shared without a name, and what waits to be.

Before a tick a text waits by pid, sealed under the installation's key. At the tick it moves to a
row with a random key and no pid, in one transaction with at least a batch of others; its author
keeps, sealed under their own key, which row it is. All texts are sealed at one length, so that
none is known again by how long it is, and no row here carries a time.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import UNORDERED, Base, random_id


class Wall(Base):
    """One wall; the cohorts that share it name it. A ``stopped`` wall takes nothing any more."""

    __tablename__ = "wall"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    stopped: Mapped[bool] = mapped_column(default=False)


class WallWaiting(Base):
    """A text that waits for a tick. ``sealed`` opens to ``{"on": the day, ...the text}``."""

    __tablename__ = "wall_waiting"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    pid: Mapped[str] = mapped_column(ForeignKey("enrolment.pid", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class WallOwn(Base):
    """What an author keeps of a text, sealed under their own key: which piece it became, or the
    text itself where it came back unpublished. Every tick writes these rows anew."""

    __tablename__ = "wall_own"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    pid: Mapped[str] = mapped_column(ForeignKey("enrolment.pid", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class WallPiece(Base):
    """A text that is out, without its author. ``state`` is ``new`` (instructors look at it),
    ``up`` or ``off``; one that is ``leaving`` is gone at the next tick."""

    __tablename__ = "wall_piece"
    __table_args__ = UNORDERED
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    wall_id: Mapped[str] = mapped_column(ForeignKey("wall.id", ondelete="CASCADE"), index=True)
    tick_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(4), default="new")
    leaving: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[str] = mapped_column(Text)


class WallTick(Base):
    """A wall's tick that is done; ``seq`` counts the batches, None where none went out."""

    __tablename__ = "wall_tick"
    __table_args__ = UNORDERED
    wall_id: Mapped[str] = mapped_column(
        ForeignKey("wall.id", ondelete="CASCADE"), primary_key=True
    )
    tick_on: Mapped[date] = mapped_column(primary_key=True)
    seq: Mapped[int | None]
