"""Time passing: a word on every stream now and then, and whether whoever watches still may."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from course.workshop import watching
from pages.routes.live_hub import Hub
from pages.routes.logs import summary
from pages.ui import wiring

log = logging.getLogger("goldseam.live")

BEAT_SECONDS = 15
STUCK_SECONDS = 45.0


@dataclass(frozen=True)
class _Watching:
    """By what the consoles and boards of a run are open: cookies' hashes, and secrets."""

    hosts: frozenset[str]
    secrets: frozenset[str]


class Beat:
    """The clock of a hub. All its methods belong to the event loop's thread."""

    check_seconds = 10.0  # a host who is one no more sees nothing new for longer than that

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._turn = 0

    async def beat(self) -> None:
        """Say something on every stream each quarter of a minute, until cancelled."""
        while True:
            await asyncio.sleep(1)
            self.beat_once()

    def beat_once(self) -> None:
        """The share of the streams whose turn it is in this second."""
        now = wiring.installation().clock.now()
        event = b"event: beat\ndata: %d\n\n" % int(now.timestamp() * 1000)
        ticking = asyncio.get_running_loop().time()
        self._turn = (self._turn + 1) % BEAT_SECONDS
        for room in list(self._hub.rooms.values()):
            for stream in list(room.streams()):
                since = stream.sending_since
                if since is not None and ticking - since > STUCK_SECONDS:
                    stream.drop()
                elif stream.slot % BEAT_SECONDS == self._turn:
                    stream.beat(event)

    async def check(self) -> None:
        """End the consoles and boards of those who may not see a run any more, until cancelled."""
        while True:
            await asyncio.sleep(self.check_seconds)
            await self.check_once()

    async def check_once(self) -> None:
        """One reading for all of them."""
        asked = {
            run_id: _Watching(frozenset(room.hosts.values()), frozenset(room.boards.values()))
            for run_id, room in self._hub.rooms.items()
            if room.hosts or room.boards
        }
        if not asked:
            return
        try:
            good = await asyncio.to_thread(_still_good, asked)
        except Exception as error:  # whatever it is, the next check asks again
            log.warning("boards and consoles could not be checked: %s", summary(error))
            return
        for run_id, was in asked.items():
            if (room := self._hub.rooms.get(run_id)) is not None:
                still = good[run_id]
                room.dismiss(was.hosts - still.hosts, was.secrets - still.secrets)


def _still_good(asked: Mapping[str, _Watching]) -> dict[str, _Watching]:
    with wiring.reading() as work:
        return {
            run_id: _Watching(
                frozenset(watching.hosts(work, run_id, those.hosts)),
                frozenset(watching.boards(work, run_id, those.secrets)),
            )
            for run_id, those in asked.items()
        }
