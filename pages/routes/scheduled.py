"""Work that the clock starts: freezing rosters, running ticks, and once a day settling."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date

from course.cohort import ticking
from course.installation import Installation
from course.study import showing
from pages.routes.logs import summary

log = logging.getLogger("goldseam.scheduled")

EVERY_SECONDS = 60
SETTLE_HOUR = 3  # UTC, when few people write


async def keep_going(installation: Installation) -> None:
    """Run what is due, every minute of the clock's time, until cancelled.

    With several processes on one database each does this; a lock there lets one do the work.
    """
    settled: date | None = None
    while True:
        await _try("due work", _run_due, installation)
        now = installation.clock.now()
        if now.hour >= SETTLE_HOUR and now.date() != settled:
            await _try("ending links", _end_links, installation)
            await _try("settling", ticking.settle, installation)
            settled = now.date()
        await installation.clock.sleep(EVERY_SECONDS)


def _run_due(installation: Installation) -> None:
    done = ticking.run_due(installation)
    if done:
        log.info("due work done: %d", done)


def _end_links(installation: Installation) -> None:
    with installation.writing() as work:
        showing.forget_over(work)


async def _try(what: str, work: Callable[[Installation], None], installation: Installation) -> None:
    try:
        await asyncio.to_thread(work, installation)
    except Exception as error:  # the next minute tries again, whatever it was
        log.error("%s is put off by a minute: %s", what, summary(error))
