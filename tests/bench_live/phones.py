"""Many phones at once, and when each of them heard and was heard."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field

from pages.rehearsal.phone import Phone
from pages.rehearsal.wire import Event
from tests.bench_live.room import Loaded
from tests.launch_server import Server

PATIENCE = 60.0  # seconds
CHOICES = ("leave", "ask", "name", "sorry")


@dataclass
class Phones:
    """The phones of one run. Times are seconds, each list sorted; ``door`` is a proxy's place."""

    room: Loaded
    phones: list[Phone] = field(default_factory=list)
    door: tuple[str, int] | None = None
    _heard: dict[int, float] = field(default_factory=dict)
    _waits_for: int = 0

    async def join(self, count: int, seconds: float) -> list[float]:
        """So many more join, spread over ``seconds``; how long each waited for its seat."""
        coming = [self._phone() for _ in range(count)]
        waits = await asyncio.gather(
            *(self._joined(phone, seconds * n / count) for n, phone in enumerate(coming))
        )
        self.phones += coming
        await self._all_have(0)
        return sorted(waits)

    def _phone(self) -> Phone:
        server = self.room.server
        return Phone(
            server.origin,
            self.room.code,
            connect=self.door or ("127.0.0.1", server.port),
            heard=self._hears,
            parse=False,
        )

    async def _joined(self, phone: Phone, after: float) -> float:
        await asyncio.sleep(after)
        began = time.perf_counter()
        await phone.join()
        taken = time.perf_counter() - began
        phone.follow()
        return taken

    def _hears(self, phone: Phone, event: Event) -> None:
        if event.kind == "scene" and int(event.id) >= self._waits_for:
            self._heard.setdefault(id(phone), time.perf_counter())

    async def _all_have(self, revision: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while any(phone.revision < revision for phone in self.phones):
                await asyncio.sleep(0.02)

    async def hear(self, command: str, server: Server | None = None) -> list[float]:
        """Give a command; how long after it each phone had the new scene."""
        self._heard.clear()
        self._waits_for = max(phone.revision for phone in self.phones) + 1
        began = time.perf_counter()
        revision = await self.room.command(command, server)
        await self._all_have(revision)
        return sorted(heard - began for heard in self._heard.values())

    async def answer(
        self, item: str, seconds: float, meanwhile: Awaitable[None] | None = None
    ) -> tuple[list[float], list[str]]:
        """Each answers once within ``seconds``: how long until received, and what was refused."""
        chance = random.Random(item)
        sending = [self._answered(phone, item, chance.random() * seconds) for phone in self.phones]
        if meanwhile is not None:
            asked = asyncio.ensure_future(meanwhile)
            found = await asyncio.gather(*sending)
            await asked
        else:
            found = await asyncio.gather(*sending)
        return sorted(wait for wait, _ in found), [said for _, said in found if said != "received"]

    async def _answered(self, phone: Phone, item: str, after: float) -> tuple[float, str]:
        await asyncio.sleep(after)
        began = time.perf_counter()
        said = await phone.answer({"choice": phone.rng.choice(CHOICES)}, item, 0)
        return time.perf_counter() - began, said

    async def back(self, since: float) -> float:
        """Seconds from ``since`` until every phone has a scene again."""
        async with asyncio.timeout(PATIENCE):
            while len(self._heard) < len(self.phones):
                await asyncio.sleep(0.02)
        return max(self._heard.values()) - since

    def listen_anew(self) -> None:
        """From now on count who has had a scene at all."""
        self._heard.clear()
        self._waits_for = 0

    async def leave(self) -> None:
        """All switch off."""
        await asyncio.gather(*(phone.leave() for phone in self.phones))
