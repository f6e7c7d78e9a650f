"""A clock the tests move by hand, and one that runs faster than the wall's."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)  # a Monday


class HandClock:
    """Stands still until moved."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)

    def set(self, now: datetime) -> None:
        self._now = now

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.05))
