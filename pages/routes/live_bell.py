"""Hears of changes that other processes made: PostgreSQL's notes, and a look at the revisions."""

from __future__ import annotations

import asyncio
import logging
import queue
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from course.installation import Installation
from course.workshop import bell, scenes
from pages.routes.live_hub import SHOWN, Hub

log = logging.getLogger("goldseam.live")

LOOK_SECONDS = 3.0
HEAR_SECONDS = 1.0
AGAIN_SECONDS = 1.0
SEATS_A_NOTE = 200  # PostgreSQL carries less than 8,000 bytes


def notes(told: Iterable[tuple[str, str]]) -> list[str]:
    """What was told, of each run once, the seats that see something new gathered.

    A note says which seats look anew: never at what, nor whether somebody answered or stepped back.
    """
    once: dict[str, None] = {}
    seats: dict[str, set[str]] = {}
    for run_id, what in told:
        name, _, seat_ids = what.partition(" ")
        if name == SHOWN:
            seats.setdefault(run_id, set()).update(seat_ids.split(","))
        else:
            once[f"{run_id} {what}"] = None
    for run_id, those in seats.items():
        ids = sorted(those)
        for n in range(0, len(ids), SEATS_A_NOTE):
            once[f"{run_id} {SHOWN} {','.join(ids[n : n + SEATS_A_NOTE])}"] = None
    return list(once)


class Bell:
    """Two threads where the database is PostgreSQL, none on SQLite, and a look now and then."""

    look_seconds = LOOK_SECONDS

    def __init__(self, installation: Installation, hub: Hub) -> None:
        self._installation = installation
        self._hub = hub
        self._me = secrets.token_hex(4)
        self._out: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Listen and tell, where there may be others."""
        if self._installation.settings.on_sqlite:
            return
        for work in (self._tell, self._listen):
            thread = threading.Thread(target=work, name="live bell", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End both threads."""
        self._over.set()
        self._out.put(None)
        for thread in self._threads:
            thread.join()

    def ring(self, run_id: str, what: str) -> None:
        """Tell the other processes: a revision, ``joined``, or ``shown`` and some seats."""
        if self._threads:
            self._out.put((run_id, what))

    def _tell(self) -> None:
        while (first := self._out.get()) is not None:
            told = [first, *self._waiting()]
            with suppress(SQLAlchemyError):  # the others look for themselves before long
                for note in notes(one for one in told if one is not None):
                    bell.ring(self._installation, f"{self._me} {note}")
            if None in told:
                return

    def _waiting(self) -> Iterator[tuple[str, str] | None]:
        """What came meanwhile."""
        with suppress(queue.Empty):
            while True:
                yield self._out.get_nowait()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                with bell.listening(self._installation) as listener:
                    self._hub.heard_nothing()  # while nobody listened here
                    while not self._over.is_set():
                        for note in listener.notes(HEAR_SECONDS):
                            self.heard(note)
            except bell.BellBroken:
                log.warning("not listening to the database just now")
                self._over.wait(AGAIN_SECONDS)

    def heard(self, note: str) -> None:
        """One note of one process."""
        who, run_id, what = note.split(" ", 2)
        if who != self._me:
            self._hub.heard(run_id, what)

    async def look(self) -> None:
        """Compare revisions now and then, until cancelled."""
        while True:
            await asyncio.sleep(self.look_seconds)
            run_ids = list(self._hub.rooms)
            if not run_ids:
                continue
            try:
                self._hub.behind(await asyncio.to_thread(self._revisions, run_ids))
            except SQLAlchemyError as error:
                log.warning("revisions could not be read: %s", type(error).__name__)

    def _revisions(self, run_ids: list[str]) -> dict[str, int]:
        with self._installation.reading() as work:
            return scenes.revisions(work, run_ids)
