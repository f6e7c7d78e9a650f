"""Many phones on one run, and the process they talk to, measured."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import psutil

from pages.rehearsal.phone import Phone
from pages.rehearsal.wire import Event
from tests.live.served import Hosted

JOIN_SECONDS = 20.0
ANSWER_SECONDS = 5.0


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of them don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Spread:
    """Seconds that each phone waited, and the server's CPU seconds for each."""

    waits: list[float]
    cpu: float

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return percentile(self.waits, 0.95) * 1000

    @property
    def worst(self) -> float:
        """Milliseconds."""
        return max(self.waits) * 1000

    @property
    def cpu_each(self) -> float:
        """Milliseconds of CPU a phone."""
        return self.cpu / len(self.waits) * 1000


@dataclass(eq=False)
class Fleet:
    """Phones that only note when something reaches them: parsing is the browser's time."""

    hosted: Hosted
    phones: list[Phone] = field(default_factory=list)
    _heard: dict[int, float] = field(default_factory=dict)
    _revision: int = -1

    def process(self) -> psutil.Process:
        """The served process, which a restart replaces."""
        return psutil.Process(self.hosted.server.pid)

    def cpu(self) -> float:
        """CPU seconds it has used."""
        times = self.process().cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Bytes it holds."""
        return float(self.process().memory_info().rss)

    def _note(self, phone: Phone, event: Event) -> None:
        if event.kind == "scene" and int(event.id) >= self._revision:
            self._heard.setdefault(id(phone), time.perf_counter())

    async def _each(
        self, phones: list[Phone], seconds: float, act: Callable[[Phone], Awaitable[None]]
    ) -> Spread:
        """Let each do something at its own moment within ``seconds``."""
        waits: list[float] = []

        async def one(place: int, phone: Phone) -> None:
            await asyncio.sleep(seconds * place / len(phones))
            began = time.perf_counter()
            await act(phone)
            waits.append(time.perf_counter() - began)

        before = self.cpu()
        await asyncio.gather(*(one(place, phone) for place, phone in enumerate(phones)))
        return Spread(waits, self.cpu() - before)

    async def join(self, count: int) -> Spread:
        """So many more open the page and take a seat within 20 s."""
        new = [self.hosted.phone(heard=self._note, parse=False) for _ in range(count)]
        spread = await self._each(new, JOIN_SECONDS, lambda phone: phone.join())
        self.phones += new
        return spread

    async def follow(self) -> float:
        """All open their streams; the bytes that the process holds more for each."""
        new = [phone for phone in self.phones if phone.opened == 0]
        before = self.memory()
        for phone in new:
            phone.follow()
        await self._until(lambda: all(phone.opened for phone in new))
        return (self.memory() - before) / len(new)

    async def idle(self, seconds: float) -> float:
        """The share of a core that nothing happening takes, in percent."""
        before, began = self.cpu(), time.perf_counter()
        await asyncio.sleep(seconds)
        return (self.cpu() - before) / (time.perf_counter() - began) * 100

    async def command(self, *commands: str) -> Spread:
        """The last command's way to every phone, from before it is given."""
        for earlier in commands[:-1]:
            await asyncio.to_thread(self.hosted.command, earlier)
            await asyncio.sleep(1)
        self._heard.clear()
        self._revision = max(phone.revision for phone in self.phones) + 1
        before, began = self.cpu(), time.perf_counter()
        await asyncio.to_thread(self.hosted.command, commands[-1])
        await self._until(lambda: len(self._heard) >= len(self.phones))
        await asyncio.sleep(0.5)
        return Spread([at - began for at in self._heard.values()], self.cpu() - before)

    async def answer(self, item: str, value: dict[str, object]) -> tuple[Spread, int]:
        """One answer of each within 5 s; how many were received."""
        received = 0

        async def send(phone: Phone) -> None:
            nonlocal received
            told = await phone.answer(dict(value), item, 0)
            received += told == "received"

        return await self._each(self.phones, ANSWER_SECONDS, send), received

    async def back(self, restart: Callable[[], object]) -> float:
        """Seconds from the moment a restarted process is ready until all are fresh."""
        self._heard.clear()
        self._revision = max(phone.revision for phone in self.phones)
        await asyncio.to_thread(restart)
        began = time.perf_counter()
        await self._until(lambda: len(self._heard) >= len(self.phones))
        return time.perf_counter() - began

    async def _until(self, wanted: Callable[[], bool], seconds: float = 120) -> None:
        async with asyncio.timeout(seconds):
            while not wanted():
                await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Switch all phones off."""
        await asyncio.gather(*(phone.leave() for phone in self.phones))
