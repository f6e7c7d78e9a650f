"""A run filled with simulated participants, who join, answer and leave over the real protocol.

They live in a thread with an event loop of its own, so that a rehearsal asks of the server exactly
what a room full of phones would, and holds up nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from course.settings import Settings
from pages.rehearsal import behaviour
from pages.rehearsal.behaviour import Act
from pages.rehearsal.phone import NotIn, Phone
from pages.rehearsal.wire import Event, LineLost

log = logging.getLogger("goldseam.rehearsal")

MOST = 200
ONLINE_OF_TEN = 3
COMING_SECONDS = 6.0  # over which they join
THINKING_SECONDS = (0.5, 6.0)
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not listened on


@dataclass
class Took:
    """What a crowd has done so far: how many joined, answers received, and what was refused.

    ``seen`` is, for each who is there, the revision they have done all about that they mean to.
    """

    joined: int = 0
    answers: int = 0
    refused: list[str] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Crowd:
    """Whom to send where. ``haste`` divides every wait; ``heard`` is told of every event."""

    url: str
    connect: tuple[str, int]
    code: str
    people: int
    haste: float = 1.0
    seed: int = 1
    took: Took = field(default_factory=Took)
    heard: Callable[[Phone, Event], None] | None = None

    async def take_part(self) -> None:
        """Join, take part until the run is over, and write down what is taken away."""
        everyone = (self._one(_chance(self.seed + n)) for n in range(min(self.people, MOST)))
        await asyncio.gather(*everyone)

    def has_done(self, revision: int) -> bool:
        """Whether everybody who came has done what they mean to about a revision."""
        return all(seen >= revision for seen in list(self.took.seen.values()))

    async def _one(self, rng: random.Random) -> None:
        await asyncio.sleep(rng.random() * COMING_SECONDS / self.haste)
        device = "online" if rng.randrange(10) < ONLINE_OF_TEN else "room"
        phone = Phone(
            self.url, self.code, device=device, connect=self.connect, rng=rng, heard=self.heard
        )
        try:
            await phone.join()
        except (NotIn, LineLost) as error:
            self.took.refused.append(getattr(error, "sentence", "") or "the line was lost")
            return
        self.took.joined += 1
        self.took.seen[id(phone)] = -1
        phone.follow()
        try:
            await self._while_it_goes(phone, rng)
        finally:
            await phone.leave()

    async def _while_it_goes(self, phone: Phone, rng: random.Random) -> None:
        done: set[tuple[str, int, str]] = set()
        while not phone.over:
            scene = await phone.changed()
            if scene["run"]["status"] == "ended":
                await self._take_away(phone)
                return
            act = behaviour.act(scene, rng)
            if act is not None and act.key not in done:
                done.add(act.key)
                await asyncio.sleep(rng.uniform(*THINKING_SECONDS) / self.haste)
                await self._do(phone, act)
            self.took.seen[id(phone)] = scene["revision"]

    async def _do(self, phone: Phone, act: Act) -> None:
        item, part, _ = act.key
        if act.value is None:
            await phone.say("pass")
        elif (said := await phone.answer(act.value, item, part)) == "received":
            self.took.answers += 1
        else:
            self.took.refused.append(said)

    async def _take_away(self, phone: Phone) -> None:
        with suppress(LineLost):
            await phone.take_away(behaviour.COMMITMENT, behaviour.NOTES)


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - how somebody pretends, nothing secret


def crowd(settings: Settings, code: str, people: int, haste: float = 1.0) -> Crowd:
    """A crowd for a run that this very process serves."""
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    return Crowd(settings.url, (host, settings.port), code, people, haste)


def begin(coming: Crowd) -> threading.Thread:
    """Let a crowd take part beside everything else; the thread ends with the run."""

    def run() -> None:
        try:
            asyncio.run(coming.take_part())
        except Exception as error:
            log.warning("a rehearsal ended early: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="rehearsal", daemon=True)
    thread.start()
    return thread
