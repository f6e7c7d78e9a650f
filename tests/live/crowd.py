"""Many phones in a thread of their own, so that a test goes on beside them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

from pages.rehearsal.phone import Phone, Scene
from tests.live.served import Hosted

R = TypeVar("R")


class Crowd:
    """Phones of one run; every method waits for all of them."""

    def __init__(self, hosted: Hosted, **given: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._hosted = hosted
        self._given = given
        self.phones: list[Phone] = []

    def do(self, act: Coroutine[Any, Any, R], seconds: float = 60) -> R:
        """Run something in the phones' own loop."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(seconds)

    def join(self, count: int) -> list[Phone]:
        """So many more take a seat and follow."""
        server = self._hosted.server
        new = [
            Phone(server.url, self._hosted.code, connect=("127.0.0.1", server.port), **self._given)
            for _ in range(count)
        ]

        async def one(phone: Phone) -> None:
            await phone.join()
            phone.follow()
            await phone.until(bool)

        async def all_of_them() -> None:
            await asyncio.gather(*(one(phone) for phone in new))

        self.do(all_of_them())
        self.phones += new
        return new

    def until(self, wanted: Callable[[Scene], Any], seconds: float = 30) -> list[Scene]:
        """The first scene of each for which ``wanted`` holds."""

        async def all_of_them() -> list[Scene]:
            return await asyncio.gather(*(phone.until(wanted, seconds) for phone in self.phones))

        return self.do(all_of_them(), seconds + 5)

    def answer(self, values: Iterable[dict[str, Any]], seconds: float = 60) -> list[str]:
        """One answer of each in turn; what each was told in the end."""

        async def all_of_them() -> list[str]:
            sent = zip(self.phones, values, strict=False)
            return await asyncio.gather(*(phone.answer(value) for phone, value in sent))

        return self.do(all_of_them(), seconds)

    def begin(self, act: Coroutine[Any, Any, R]) -> Any:
        """Let something go on beside the test; its ``result()`` waits for it."""
        return asyncio.run_coroutine_threadsafe(act, self._loop)

    def close(self) -> None:
        """Switch all phones off."""

        async def all_of_them() -> None:
            await asyncio.gather(*(phone.leave() for phone in self.phones))

        self.do(all_of_them())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
