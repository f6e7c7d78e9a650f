"""Hears of changes that other processes made: PostgreSQL's notes, and a look at the revisions."""

from __future__ import annotations

import asyncio
import logging
import queue
import secrets
import threading
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from course.installation import Installation
from course.workshop import bell, scenes
from pages.routes.live_hub import Hub

log = logging.getLogger("goldseam.live")

LOOK_SECONDS = 3.0
HEAR_SECONDS = 1.0
AGAIN_SECONDS = 1.0


class Bell:
    """Two threads where the database is PostgreSQL, none on SQLite, and a look now and then."""

    look_seconds = LOOK_SECONDS

    def __init__(self, installation: Installation, hub: Hub) -> None:
        self._installation = installation
        self._hub = hub
        self._me = secrets.token_hex(4)
        self._out: queue.SimpleQueue[str | None] = queue.SimpleQueue()
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

    def ring(self, what: str, run_id: str) -> None:
        """Tell the other processes; ``what`` is a revision, or ``joined``."""
        if self._threads:
            self._out.put(f"{self._me} {run_id} {what}")

    def _tell(self) -> None:
        while (note := self._out.get()) is not None:
            with suppress(SQLAlchemyError):  # the others look for themselves before long
                bell.ring(self._installation, note)

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                with bell.listening(self._installation) as listener:
                    self._catch_up()
                    while not self._over.is_set():
                        for note in listener.notes(HEAR_SECONDS):
                            self.heard(note)
            except bell.BellBroken:
                log.warning("not listening to the database just now")
                self._over.wait(AGAIN_SECONDS)

    def _catch_up(self) -> None:
        """What was said while nobody listened here."""
        run_ids = list(self._hub.rooms)
        if run_ids:
            with suppress(SQLAlchemyError):  # the next look finds it
                for run_id, revision in self._revisions(run_ids).items():
                    self._hub.heard(run_id, revision)

    def heard(self, note: str) -> None:
        """One note of one process."""
        who, run_id, what = note.split(" ")
        if who == self._me:
            return
        if what == "joined":
            self._hub.heard_joined(run_id)
        else:
            self._hub.heard(run_id, int(what))

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
