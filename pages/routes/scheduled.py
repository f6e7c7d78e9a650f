"""Work that the clock starts: freezing rosters, running ticks, settling."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import logging

from course.installation import Installation
from pages.routes.logs import summary

log = logging.getLogger("goldseam.scheduled")

EVERY_SECONDS = 60


async def keep_going(installation: Installation) -> None:
    """Run what is due, every minute of the clock's time, until cancelled."""
    if importlib.util.find_spec("course.cohort.ticking") is None:
        return
    ticking = importlib.import_module("course.cohort.ticking")
    while True:
        try:
            done = await asyncio.to_thread(ticking.run_due, installation)
        except Exception as error:  # the next minute tries again, whatever it was
            log.error("due work is put off by a minute: %s", summary(error))
        else:
            if done:
                log.info("due work done: %d", done)
        await installation.clock.sleep(EVERY_SECONDS)
