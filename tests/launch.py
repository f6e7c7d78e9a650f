"""``python -m tests.launch``: the same application as app.py, with a clock that a test can move.

``GOLDSEAM_TEST_CLOCK`` names a file holding the seconds by which the clock is ahead;
``GOLDSEAM_TEST_PACE`` divides every wait.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course.settings import read
from pages.routes.application import make_app, serve


class FileClock:
    """The machine's clock, moved ahead by what a file says, waiting ``pace`` times faster."""

    def __init__(self, file: Path, pace: float) -> None:
        self._file = file
        self._pace = pace

    def now(self) -> datetime:
        try:
            ahead = float(self._file.read_text() or 0)
        except (FileNotFoundError, ValueError):
            ahead = 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._pace)


def clock(environ: dict[str, str]) -> FileClock:
    """The clock that the environment describes."""
    return FileClock(
        Path(environ["GOLDSEAM_TEST_CLOCK"]), float(environ.get("GOLDSEAM_TEST_PACE", "60"))
    )


if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ), clock(dict(os.environ))))
