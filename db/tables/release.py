"""The release store: finished labels and nothing they were made from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import ReleaseBase


class ReleaseCell(ReleaseBase):
    """One published label. Rows are only ever added.

    ``group_label`` says how many stand behind it (``6+``, ``10+``, ``20+``, ``50+``).
    """

    __tablename__ = "release_cell"
    cohort_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(200), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    tick_on: Mapped[date]
    label: Mapped[str] = mapped_column(String(200))
    group_label: Mapped[str] = mapped_column(String(12))
