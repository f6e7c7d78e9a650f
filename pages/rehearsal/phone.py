"""A simulated participant over the real protocol: joins, follows scenes, answers as scene.js does.

Of use to rehearsals (which fill a run with them), to tests and to ``make bench-live``.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pages.rehearsal.wire import Event, Line, LineLost, Refused

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds
COMES_BACK = 3.0  # as a browser does
TRIES = 10
Scene = dict[str, Any]


class NotIn(Exception):
    """The door stayed shut; ``sentence`` is what it said."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status} {sentence}")
        self.status = status
        self.sentence = sentence


class Phone:
    """One seat's phone. ``heard`` is told of every event, before it is read."""

    def __init__(
        self,
        url: str,
        code: str,
        *,
        device: str = "room",
        connect: tuple[str, int] | None = None,
        rng: random.Random | None = None,
        heard: Callable[[Phone, Event], None] | None = None,
        parse: bool = True,
    ) -> None:
        self.code, self.device = code, device
        self.rng = rng or random.Random()  # noqa: S311 - only spreads waits
        self.run_id = ""
        self.cookie = ""
        self.scene: Scene = {}
        self.revision = -1
        self.sentence = ""
        self.over = False
        self.opened = 0
        self._parse = parse
        self._heard = heard
        self._asking = Line(url, connect)
        self._listening = Line(url, connect)
        self._changed = asyncio.Event()
        self._following: asyncio.Task[None] | None = None

    # ---- getting in

    async def join(self) -> None:
        """Open the code's page and take a seat. Raises NotIn, LineLost."""
        page = await self._asking.request("GET", f"/join/{self.code}")
        found = re.search(r'data-run="/live/([^"]+)"', page.body.decode())
        if page.status != 200 or found is None:
            raise NotIn(page.status, page.body.decode())
        self.run_id = found[1]
        content = {"code": self.code, "device": self.device}
        for _ in range(TRIES):
            answer = await self._asking.request("POST", self._path("seat"), content)
            if answer.status != 503:
                break
            await asyncio.sleep(
                float(answer.headers.get("retry-after", 1)) * (1 + self.rng.random())
            )
        if answer.status != 200:
            raise NotIn(answer.status, answer.json().get("sentence", ""))
        self.cookie = answer.headers["set-cookie"].partition(";")[0]

    def _path(self, what: str) -> str:
        return f"/live/{self.run_id}/{what}"

    # ---- following

    def follow(self) -> None:
        """Follow scenes from now on, through every loss of the line."""
        self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        tries = 0
        while not self.over:
            pause = min(COMES_BACK, 2.0**tries) * (0.5 + self.rng.random() / 2)
            try:
                last = str(self.revision) if self.revision >= 0 else ""
                stream = self._listening.events(self._path("events"), cookie=self.cookie, last=last)
                async for event in stream:
                    tries = 0
                    if event.kind == "retry":
                        pause = int(event.data) / 1000
                    self._take(event)
            except LineLost:
                tries += 1
            except Refused as refused:
                tries += 1
                if refused.answer.status in {401, 404}:
                    await self._ask()
            if not self.over:
                await asyncio.sleep(pause)

    async def _ask(self) -> None:
        """A stream that was refused: is the seat gone?"""
        with suppress(LineLost):
            answer = await self._asking.request("GET", self._path("seat"), cookie=self.cookie)
            if answer.status == 404:
                self.over, self.sentence = True, answer.json().get("sentence", "")
                self._changed.set()

    def _take(self, event: Event) -> None:
        if self._heard is not None:
            self._heard(self, event)
        if event.kind == "elsewhere":
            self.over = True
        if event.kind != "scene":
            return
        self.revision = int(event.id)
        if self._parse:
            self.scene = json.loads(event.data)
        self.opened += 1
        self._changed.set()

    async def until(self, wanted: Callable[[Scene], Any], seconds: float = 30) -> Scene:
        """The first scene for which ``wanted`` holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not self.scene or not wanted(self.scene):
                self._changed.clear()
                await self._changed.wait()
        return self.scene

    async def changed(self) -> Scene:
        """Wait for the next scene, or for the end; the first one counts as next."""
        await self._changed.wait()
        self._changed.clear()
        return self.scene

    # ---- saying

    async def answer(self, value: dict[str, Any], item: str = "", part: int | None = None) -> str:
        """Send until it is received ("received"), or refused for good: then the sentence."""
        activity = self.scene.get("activity") or {}
        content = {
            "item": item or activity["item"],
            "part": activity.get("part", 0) if part is None else part,
            "key": secrets.token_hex(16),
            "value": value,
        }
        tries = 0
        while True:
            with suppress(LineLost):
                answer = await self._asking.request(
                    "POST", self._path("answers"), content, cookie=self.cookie
                )
                if answer.status == 200:
                    return "received"
                if 400 <= answer.status < 500 and answer.status != 429:
                    return str(answer.json().get("sentence", answer.status))
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**tries) * (0.5 + self.rng.random() / 2)
            tries += 1
            await asyncio.sleep(pause)

    async def say(self, what: str) -> int:
        """pass, observe, gentler, word, never_mind, leave; the status of the reply."""
        content = {"what": what}
        answer = await self._asking.request("POST", self._path("say"), content, cookie=self.cookie)
        return answer.status

    async def take_away(self, commitment: str, notes: str) -> int:
        """Write on the card of what one takes away; the status of the reply."""
        content = {"commitment": commitment, "notes": notes}
        answer = await self._asking.request(
            "POST", self._path("takeaway"), content, cookie=self.cookie
        )
        return answer.status

    async def sleep(self) -> None:
        """Lose the line without a word, as a phone that falls asleep."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        await self._listening.close()
        await self._asking.close()

    async def leave(self) -> None:
        """Switch off."""
        self.over = True
        await self.sleep()
