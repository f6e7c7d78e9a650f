"""Work that the clock starts: rosters, ticks, letters, the end of keeping, and settling."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from course.cohort import ticking
from course.installation import Installation
from course.letters import sending
from course.own import retention
from course.study import showing
from course.wall import ticking as walls
from course.workshop import booking_mail, clearing
from course.workshop import tidying as workshops
from pages.routes.logs import summary

log = logging.getLogger("goldseam.scheduled")

EVERY_SECONDS = 60
SETTLE_HOUR = 3  # UTC, when few people write


async def keep_going(installation: Installation) -> None:
    """Run what is due, every minute of the clock's time, until cancelled.

    With several processes on one database each does this; a lock there lets one do the work. No
    tick waits for a mail server.
    """
    await asyncio.gather(_keep_ticking(installation), _keep_writing(installation))


async def _keep_ticking(installation: Installation) -> None:
    settled: date | None = None
    while True:
        await _try("due work", asyncio.to_thread(_run_due, installation))
        await _try("tidying workshops", asyncio.to_thread(_tidy_workshops, installation))
        await _try("the end of keeping", asyncio.to_thread(_end_keeping, installation))
        await _try("clearing workshops", asyncio.to_thread(clearing.run_due, installation))
        await _try("levelling", asyncio.to_thread(installation.catch_up))
        now = installation.clock.now()
        if now.hour >= SETTLE_HOUR and now.date() != settled:
            await _try("ending links", asyncio.to_thread(_end_links, installation))
            await _try("settling", asyncio.to_thread(ticking.settle, installation))
            settled = now.date()
        await installation.clock.sleep(EVERY_SECONDS)


async def _keep_writing(installation: Installation) -> None:
    while True:
        await _try("letters", _beside(lambda: _send_letters(installation)))
        await installation.clock.sleep(EVERY_SECONDS)


def _run_due(installation: Installation) -> None:
    done = ticking.run_due(installation) + walls.run_due(installation)
    if done:
        log.info("due work done: %d", done)


def _tidy_workshops(installation: Installation) -> None:
    ended = workshops.run_due(installation)
    if ended:
        log.info("workshops that nobody ended: %d", len(ended))


def _end_keeping(installation: Installation) -> None:
    erased = retention.run_due(installation)
    if erased:
        log.info("cohorts whose writing was erased: %d", erased)


def _send_letters(installation: Installation) -> None:
    sent = sending.run_due(installation) + booking_mail.run_due(installation)
    if sent:
        log.info("letters sent: %d", sent)
    retention.write_letters(installation)


def _end_links(installation: Installation) -> None:
    with installation.writing() as work:
        showing.forget_over(work)


async def _beside(job: Callable[[], None]) -> None:
    """Run a job that may wait for somebody else's server, in a thread that no stop waits for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish(error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        error: Exception | None = None
        try:
            job()
        except Exception as found:
            error = found
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(finish, error)

    threading.Thread(target=run, name="goldseam letters", daemon=True).start()
    await done


async def _try(what: str, work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:  # the next minute tries again, whatever it was
        log.error("%s is put off by a minute: %s", what, summary(error))
